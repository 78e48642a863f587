"""What others may ask about moves: the facts, what is missing, which buttons there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from transom.fees import queries as fees
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.kernel.money import from_cents
from transom.records import queries as records
from transom.records.models import Record
from transom.reviews import queries as reviews
from transom.rulebook.compiled import Button, RecordType
from transom.rulebook.queries import current_type, record_type
from transom.workflow import rules

NOTHING_PAST_DUE = Decimal(0)


def type_of(record: Record, today: date | None = None) -> RecordType | None:
    """The rulebook a record lives by: the one it was submitted under, for a draft today's; None for imported rows."""
    if record.bundle:
        return record_type(record.bundle)
    return current_type(record.type_id, today or clock.today()) if record.is_draft else None


def facts(record: Record, rt: RecordType, today: date) -> dict[str, Any]:
    """Everything a rule may ask about a record on this city-local day; money in dollars as Decimal.

    The record's own facts (answers, parcel, contractor, dates, counts) with the standing of fees, reviews, inspections.
    """
    standing = reviews.standing(record.pk)
    visits = inspections.counts(record.pk)
    lines = fees.lines(record.pk)
    return {
        **records.base_facts(record, rt, today),
        "today": today,
        "balance_due": from_cents(sum(line.cents for line in lines if line.is_due)),
        # Revenue & Collections' own books are not connected: nothing past due is known, and staff place a hold instead.
        "city_past_due": NOTHING_PAST_DUE,
        "charged": _charged(lines),
        "reviews_open": Decimal(standing.open),
        "reviews_returned": Decimal(standing.returned),
        "reviews_denied": Decimal(standing.denied),
        "inspections_open": Decimal(visits.open),
        "failed_inspections": Decimal(visits.failed),
    }


def missing(record: Record, before: str = "issue", *, today: date | None = None) -> tuple[rules.Requirement, ...]:
    """What is still needed before this step, by the rulebook and by stop holds; pages and e-mails show it."""
    today = today or clock.today()
    rt = type_of(record, today)
    if rt is None or record.closed:
        return ()
    return unmet(record, rt, before, facts(record, rt, today))


def unmet(record: Record, rt: RecordType, before: str, known: Mapping[str, Any]) -> tuple[rules.Requirement, ...]:
    """The same where the facts are at hand already."""
    return (*rt.unmet(before, known), *stops(record))


def stops(record: Record) -> tuple[rules.Stop, ...]:
    """The stop holds that bar a record from every move that has needs: its own, its parcel's, its firm's; one query."""
    if record.is_draft:
        return ()
    found = [hold for hold in records.holds(record) if hold.level == rules.STOP]
    return tuple(rules.stop(hold.reason, hold.ask) for hold in found)


def buttons(record: Record, actor_kind: str, *, today: date | None = None) -> tuple[Button, ...]:
    """The moves this side may make from here, each with the reasons that grey it."""
    today = today or clock.today()
    rt = type_of(record, today)
    if rt is None:
        return ()
    return rt.buttons(record.status, facts(record, rt, today), rules.side_of(actor_kind))


def _charged(lines: list[fees.Line]) -> dict[str, Decimal]:
    """Dollars billed so far by fee, waived and paid alike: what a later fee may be a percentage of."""
    cents: dict[str, int] = {}
    for line in lines:
        cents[line.fee] = cents.get(line.fee, 0) + line.cents
    return {fee: from_cents(billed) for fee, billed in cents.items()}
