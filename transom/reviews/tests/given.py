"""A record in review in Sampleton, with the teams that look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from transom.accounts.models import StaffRole, User
from transom.records.models import Record
from transom.records.tests.given import AT, person, staff, submitted
from transom.reviews import actions
from transom.reviews.models import Review
from transom.reviews.rules import Remark
from transom.rulebook.queries import agency

FIX = Remark("Show the setback from the sidewalk.", "A1", "17.04.080")
ADVICE = Remark("Call 811 before you dig.", must_fix=False)

__all__ = ["AT", "person", "staff", "submitted"]


@dataclass(frozen=True)
class Team:
    """A review as a rulebook asks for it."""

    key: str
    label: str
    team: str
    days: tuple[int, ...] = (5, 3)

    def days_for(self, cycle: int) -> int:
        return self.days[min(cycle, len(self.days)) - 1]


ZONING, BUILDING = Team("zoning", "Zoning", "zoning"), Team("building", "Building", "building", (10, 5))


def reviewer(team: str = "zoning", username: str = "rita") -> User:
    """Somebody who decides reviews of one team."""
    user = staff("reviewer", username=username)
    StaffRole.objects.filter(user=user).update(team=team)
    return User.objects.get(pk=user.pk)


def started(record: Record, *teams: Team, by: User, at: datetime = AT) -> tuple[Review, ...]:
    """The reviews of these teams, begun by the agency's calendar."""
    return actions.start(record, teams or (ZONING,), calendar=agency().calendar, by=by, at=at)


def later(days: int) -> datetime:
    """The same hour, so many days on."""
    return AT + timedelta(days=days)
