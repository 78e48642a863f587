"""An issued permit with two inspections in sequence, and the people around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from transom.accounts.models import User
from transom.inspections import actions, queries
from transom.inspections.models import Required, Visit
from transom.records import actions as records
from transom.records.models import Record
from transom.records.queries import rulebook_of
from transom.records.tests import given as people

AT = people.AT
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)
SATURDAY = date(2026, 3, 7)


@dataclass(frozen=True)
class Spec:
    """An inspection as a rulebook would ask for it."""

    key: str
    label: str
    team: str = "building"
    after: tuple[str, ...] = ()
    last: bool = False


FOOTING = Spec("footing", "Footing")
FINAL = Spec("final", "Final", after=("footing",), last=True)


def issued(by: User | None = None) -> Record:
    """A permit issued today that needs a footing and then a final inspection."""
    applicant = by or people.person()
    record = people.submitted(applicant)
    rt = rulebook_of(record, AT)
    record = records.set_status(record, rt.status("issued"), move="issue", why="", by=applicant, at=AT)
    record = records.set_mark(record, "issued_on", people.TODAY, by=applicant, at=AT)
    actions.list_required(record, [FOOTING, FINAL], by=applicant, at=AT)
    return Record.objects.get(pk=record.pk)


def need(record: Record, key: str = "footing") -> Required:
    return queries.required(record.pk, key)


def scheduled(record: Record, day: date = WEDNESDAY, key: str = "footing", **said: str) -> Visit:
    """A visit of this inspection asked for by the applicant."""
    by = record.applicant
    assert by is not None
    return actions.request(need(record, key), day, by=by, at=AT, **said)


def inspector(username: str = "nora") -> User:
    return people.staff("inspector", username=username)


def later(days: int = 1, hours: int = 0) -> datetime:
    """So many days and hours after ten on Monday."""
    return AT + timedelta(days=days, hours=hours)
