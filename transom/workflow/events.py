"""What a move causes beyond a status, as the chronology says it."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS: dict[str, Verb] = {
    "workflow.acted": Verb("{label}", public=True),
    "workflow.print_asked": Verb("The {kind} is being prepared", public=False),
    "workflow.warned": Verb("Reminder sent: something happens on {on_said} unless there is progress", public=False),
    "workflow.star_given": Verb("StAR contractor of {year}: {said}"),
    "workflow.star_ended": Verb("No StAR contractor in {year}: {said}"),
    "workflow.rebased": Verb("Moved to the rules in force from {effective}: {said}", public=False),
}
