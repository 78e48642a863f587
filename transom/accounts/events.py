"""What happens to people and firms, in the words of a chronology."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS = {
    "account.created": Verb("Account set up", public=False),
    "account.confirmed": Verb("E-mail address confirmed", public=False),
    "account.signed_in": Verb("Signed in", public=False),
    "account.password_set": Verb("Password set by the letter sent to the firm", public=False),
    "account.password_changed": Verb("Password changed", public=False),
    "account.profile_changed": Verb("Profile changed: {fields}", public=False),
    "firm.created": Verb("{name} set up as a {kind}", public=False),
    "firm.changed": Verb("{name} changed: {fields}", public=False),
}
