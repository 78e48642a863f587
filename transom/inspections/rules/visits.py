"""When an inspection may be asked for, moved or called off; decided on plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from transom.kernel.refusals import Reason

SCHEDULED, CANCELLED, DONE = "scheduled", "cancelled", "done"
OUTCOMES = {"pass": "Passed", "fail": "Failed", "partial": "Partially approved"}
NEEDS_NOTES = frozenset({"fail", "partial"})
MAX_PHOTOS = 12


class Calendar(Protocol):
    """The part of an agency's calendar that scheduling asks (rulebook agency file, [inspections])."""

    def inspection_days(self, now: datetime) -> tuple[date, ...]: ...

    def may_change(self, visit_date: date, now: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands when somebody asks for an inspection of it."""

    issued: bool
    closed: bool
    good: bool
    status_label: str
    stops: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The inspection asked for: its label, what must have passed before it, and how it stands itself."""

    label: str
    after: Sequence[str] = ()
    passed: bool = False
    scheduled_on: date | None = None


def may_request(
    asked: Asked, standing: Standing, labels: dict[str, str], passed: Collection[str]
) -> tuple[Reason, ...]:
    """Why this inspection cannot be scheduled now; empty where it can.

    `labels` names every inspection of the record, `passed` holds the keys of those that passed. Sources: portal FAQ
    ("How do I schedule my permit inspections?"); inspections in sequence, aurora.il.us Permits.
    """
    reasons = []
    if asked.passed:
        reasons.append(Reason(f"{asked.label} has already passed."))
    if asked.scheduled_on:
        reasons.append(Reason(f"{asked.label} is already scheduled for {long_day(asked.scheduled_on)}."))
    if not standing.issued:
        reasons.append(Reason("The permit has not been issued yet.", because=f"It is “{standing.status_label}”."))
    elif standing.closed or not standing.good:
        reasons.append(Reason(f"No inspection can be scheduled while the status is “{standing.status_label}”."))
    waiting = [labels.get(key, key) for key in asked.after if key not in passed]
    if waiting:
        reasons.append(Reason(f"{_listed(waiting)} must pass first.", because="Inspections are done in sequence."))
    reasons.extend(Reason(f"A hold stops inspections: {stop}") for stop in standing.stops)
    return tuple(reasons)


def may_book(day: date, calendar: Calendar, now: datetime) -> tuple[Reason, ...]:
    """Why that day cannot be had; `now` is city-local and aware."""
    days = calendar.inspection_days(now)
    if day in days:
        return ()
    if not days:
        return (Reason("No inspection day is open at the moment. Please call us.", field="day"),)
    return (
        Reason(
            f"{long_day(day)} cannot be booked. Choose a day from {long_day(days[0])} to {long_day(days[-1])}.",
            because="Inspections are Monday to Friday; city holidays are closed.",
            field="day",
        ),
    )


def may_move(day: date, calendar: Calendar, now: datetime) -> tuple[Reason, ...]:
    """Why a visit on that day can no longer be moved or called off online."""
    if calendar.may_change(day, now):
        return ()
    return (
        Reason(
            "It is too late to change this visit online.",
            because="Please call the inspector between 7:30 and 8:30 in the morning of the visit.",
        ),
    )


def may_record(outcome: str, notes: str, photos: int) -> tuple[Reason, ...]:
    """What is missing from a result before it can be recorded."""
    reasons = []
    if outcome not in OUTCOMES:
        reasons.append(Reason("Choose Pass, Fail or Partial.", field="outcome"))
    if outcome in NEEDS_NOTES and not notes.strip():
        reasons.append(Reason("Say what has to be corrected; the applicant reads it.", field="notes"))
    if photos > MAX_PHOTOS:
        reasons.append(Reason(f"At most {MAX_PHOTOS} photos can be added to one visit.", field="photos"))
    return tuple(reasons)


def shows_inspector(day: date, opens: time, now: datetime) -> bool:
    """Whether the inspector's name and phone are shown: on the day of the visit, from the call window's start."""
    return now.date() == day and now.time() >= opens


def long_day(day: date) -> str:
    """A day as it is said: "Mon, Mar 2, 2026"."""
    return f"{day:%a}, {day:%b} {day.day}, {day.year}"


def by_week(days: Iterable[date]) -> list[tuple[date, list[date]]]:
    """Days grouped under the Monday of their week, in order."""
    weeks: dict[date, list[date]] = {}
    for day in days:
        monday = date.fromordinal(day.toordinal() - day.weekday())
        weeks.setdefault(monday, []).append(day)
    return list(weeks.items())


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
