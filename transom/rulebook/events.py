"""What happens to a rulebook."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS = {
    "rulebook.published": Verb("{type_id}: rules in force from {effective}", public=True),
    "rulebook.ended": Verb("{type_id}: no longer offered from {effective}", public=True),
}
