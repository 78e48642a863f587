"""What happens to a rulebook."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS = {
    "rulebook.published": Verb("{type_id}: rules in force from {effective}", public=True),
    "rulebook.ended": Verb("{type_id}: no longer offered from {effective}", public=True),
    "rulebook.proposed": Verb("Rules proposed for {effective}: {note}", public=False),
    "rulebook.proposal_published": Verb(
        "Rules proposed by {proposed_by} published, in force from {effective}", public=False
    ),
    "rulebook.proposal_refused": Verb("Proposed rules refused: {why}", public=False),
    "rulebook.proposal_withdrawn": Verb("Proposed rules withdrawn: {why}", public=False),
    "rulebook.taken_over": Verb("Rules taken from the folder over what the office had published: {why}", public=False),
}
