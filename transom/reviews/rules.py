"""Who looks again, by when, and why a decision is refused; plain values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from transom.kernel.refusals import Reason

APPROVED, CORRECTIONS, DENIED, OPEN, CANCELLED = "approved", "corrections", "denied", "open", "cancelled"
DECISIONS = (APPROVED, CORRECTIONS, DENIED)
LABELS = {
    OPEN: "In review",
    APPROVED: "Approved",
    CORRECTIONS: "Corrections needed",
    DENIED: "Denied",
    CANCELLED: "No longer needed",
}


class Spec(Protocol):
    """A review as the rulebook describes it."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def team(self) -> str: ...
    def days_for(self, cycle: int) -> int: ...


class BusinessCalendar(Protocol):
    """The agency's working days."""

    def add_business_days(self, day: date, count: int) -> date: ...
    def business_days_between(self, start: date, end: date) -> int: ...


@dataclass(frozen=True, slots=True)
class Past:
    """What one team said in one cycle."""

    key: str
    cycle: int
    decision: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A review to open: for whom, in which cycle, due when."""

    key: str
    label: str
    team: str
    cycle: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as a reviewer writes it: text, where on the plans, which code section, and whether it must be fixed."""

    text: str
    sheet: str = ""
    code_section: str = ""
    must_fix: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record's reviews stand, counting each team's latest cycle only."""

    open: int = 0
    returned: int = 0
    denied: int = 0
    approved: int = 0


def latest(past: Iterable[Past]) -> dict[str, Past]:
    """Each team's latest cycle, by review key."""
    found: dict[str, Past] = {}
    for one in past:
        if one.key not in found or found[one.key].cycle < one.cycle:
            found[one.key] = one
    return found


def standing(past: Iterable[Past]) -> Standing:
    """How many reviews are open, returned, denied and approved, by each team's latest cycle."""
    last = [one.decision for one in latest(past).values()]
    return Standing(last.count(OPEN), last.count(CORRECTIONS), last.count(DENIED), last.count(APPROVED))


def to_open(
    specs: Sequence[Spec], past: Sequence[Past], today: date, calendar: BusinessCalendar
) -> tuple[Opening, ...]:
    """The reviews that start now: every team that has not approved and has none open.

    Days are business days of `calendar`, by the team's own cycle (rulebook `days = [first, second, ...]`).
    """
    last = latest(past)
    openings = []
    for spec in specs:
        before = last.get(spec.key)
        if before and before.decision in (APPROVED, OPEN):
            continue
        cycle = before.cycle + 1 if before else 1
        due_on = calendar.add_business_days(today, spec.days_for(cycle))
        openings.append(Opening(spec.key, spec.label, spec.team, cycle, due_on))
    return tuple(openings)


def no_longer_asked(specs: Sequence[Spec], past: Sequence[Past]) -> tuple[Past, ...]:
    """Reviews still in the way that the rulebook does not ask for any more, because answers changed."""
    asked = {spec.key for spec in specs}
    return tuple(
        one for key, one in latest(past).items() if key not in asked and one.decision not in (APPROVED, CANCELLED)
    )


def against_decision(current: str, decision: str, remarks: Sequence[Remark]) -> tuple[Reason, ...]:
    """Why this decision cannot be recorded; empty when it can."""
    if current != OPEN:
        return (Reason(f"This review is already decided: {LABELS[current]}."),)
    if decision not in DECISIONS:
        return (Reason("Choose a decision: approved, corrections needed, or denied.", field="decision"),)
    reasons = list(against_remarks(remarks))
    if decision == CORRECTIONS and not any(remark.must_fix for remark in remarks):
        reasons.append(Reason("Say what must be corrected: add a comment that must be fixed.", field="comments"))
    if decision == DENIED and not remarks:
        reasons.append(Reason("Say why it is denied: add a comment.", field="comments"))
    if decision == APPROVED and any(remark.must_fix for remark in remarks):
        say = "An approval cannot ask for a correction: clear “must be fixed”, or choose “Corrections needed”."
        reasons.append(Reason(say, field="decision"))
    return tuple(reasons)


def against_remarks(remarks: Sequence[Remark]) -> tuple[Reason, ...]:
    """Why these comments cannot be kept as written."""
    return tuple(
        Reason("Write the comment's text, or clear its sheet and code section.", field=f"comments.{row}.text")
        for row, remark in enumerate(remarks)
        if not remark.text.strip()
    )


def said(text: str, sheet: str = "", code_section: str = "") -> str:
    """A comment in a line, with where on the plans and which code section it is about."""
    about = ", ".join(part for part in (f"sheet {sheet}" if sheet else "", code_section) if part)
    return f"{text} ({about})" if about else text


def day_said(day: date) -> str:
    """A day as the chronology says it: Mar 9, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def days_late(due_on: date, today: date, calendar: BusinessCalendar) -> int:
    """Business days past the due date; 0 when it is not late."""
    return calendar.business_days_between(due_on, today) if today > due_on else 0
