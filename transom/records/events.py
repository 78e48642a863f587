"""What can happen to a record, as sentences of its chronology."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS = {
    "record.drafted": Verb("Application started", public=False),
    "record.submitted": Verb("Application submitted", public=True),
    "record.status_changed": Verb("Status changed from {old_label} to {new_label}", public=True),
    "record.amended": Verb("Answers changed: {labels}", public=False),
    "record.linked": Verb("Linked to an account", public=False),
    "record.unlinked": Verb("Link to an account ended", public=False),
    "record.attached": Verb("File handed in: {label}, {filename} (version {version})", public=False),
    "record.party_changed": Verb("{role} changed to {name}", public=False),
    "record.held": Verb("Hold placed ({level}): {reason}", public=False),
    "record.hold_lifted": Verb("Hold lifted: {reason}", public=False),
    "record.condition_added": Verb("Condition added: {text}", public=True),
    "record.condition_cleared": Verb("Condition met: {text}", public=True),
    "record.noted": Verb("Internal note written", public=False),
    "record.imported": Verb("Brought in from {source}", public=True),
}
