"""The moves the rulebook offers staff on a record, as buttons: who may press them, which ask why, why they are gray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transom.accounts.rules import may
from transom.kernel.refusals import Reason
from transom.workflow.queries import buttons
from transom.workflow.rules import reasons

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record
    from transom.rulebook.lifecycle import Button

# The ability behind each move; "" stands for every move that is not named.
ABILITIES = {"issue": "records.issue", "": "records.return"}
# Moves that give the applicant something, or hand in what they brought: no reason is asked for.
WITHOUT_WHY = frozenset({"issue", "resubmit", "extend", "renew", "reinstate"})
ENDS = frozenset({"deny", "withdraw", "revoke", "suspend", "void"})


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the record's page; gray while it has reasons."""

    event: str
    label: str
    url: str
    asks_why: bool
    ends: bool
    reasons: tuple[Reason, ...]


def acts(record: Record, user: User) -> list[Act]:
    """What this member of staff may do to the record's status now, the most wanted first."""
    return acts_of(record, user, buttons(record, user))


def acts_of(record: Record, user: User, offered: tuple[Button, ...]) -> list[Act]:
    """The same from buttons that are at hand already."""
    found = [_act(record, one) for one in offered if may(user, ABILITIES.get(one.event, ABILITIES[""]))]
    return sorted(found, key=lambda act: (act.event != "issue", act.ends))


def _act(record: Record, button: Button) -> Act:
    return Act(
        event=button.event,
        label=button.label,
        url=f"/office/records/{record.number}/moves/{button.event}/",
        asks_why=button.event not in WITHOUT_WHY,
        ends=button.event in ENDS,
        reasons=reasons(button.refusal.reasons) if button.refusal else (),
    )
