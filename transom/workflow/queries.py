"""What others may ask about moves: the facts, what is missing, which buttons there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from transom.fees import queries as fees
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.kernel.actors import Actor
from transom.kernel.money import from_cents
from transom.records import queries as records
from transom.records.models import Record
from transom.reviews import queries as reviews
from transom.rulebook.compiled import RecordType
from transom.rulebook.lifecycle import AUTO, Button, Refusal, Unmet
from transom.rulebook.queries import NoSuchRules, current_type, record_type
from transom.workflow import rules

NOTHING_PAST_DUE = Decimal(0)


class Bill(Protocol):
    """A charge as far as the facts are made of it."""

    @property
    def fee(self) -> str: ...
    @property
    def cents(self) -> int: ...
    @property
    def is_due(self) -> bool: ...


class Held(Protocol):
    """A hold as far as it bars a move."""

    @property
    def level(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def ask(self) -> str: ...


def type_of(record: Record, today: date | None = None) -> RecordType | None:
    """The rulebook a record lives by: the one it was submitted under, for a draft today's; None for imported rows."""
    if record.bundle:
        return record_type(record.bundle)
    return current_type(record.type_id, today or clock.today()) if record.is_draft else None


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a page has read already and the facts are made of: charges, reviews, visits, keys of the documents."""

    lines: Iterable[Bill]
    reviews: reviews.Standing
    visits: inspections.Counts
    handed_in: Collection[str] | None = None


def facts(record: Record, rt: RecordType, today: date, at_hand: AtHand | None = None) -> dict[str, Any]:
    """Everything a rule may ask about a record on this city-local day; money in dollars as Decimal.

    The record's own facts (answers, parcel, contractor, dates, counts) with the standing of fees, reviews, inspections.
    Three of its queries are saved where what they read is `at_hand`.
    """
    known = at_hand or AtHand(
        fees.billed(record.pk), reviews.standing(record.pk), inspections.counts(record.pk), handed_in=None
    )
    standing, visits, lines = known.reviews, known.visits, list(known.lines)
    return {
        "resubmittals": Decimal(0),
        **records.base_facts(record, rt, today, handed_in=known.handed_in),
        "today": today,
        "balance_due": from_cents(sum(line.cents for line in lines if line.is_due)),
        # Revenue & Collections' own books are not connected: nothing past due is known, and staff place a hold instead.
        "city_past_due": NOTHING_PAST_DUE,
        "charged": _charged(lines),
        # Not a question of the form: a move sets it (`set:renewal=true`).
        "renewal": str(record.answers.get("renewal", "")).lower() == "true",
        "reviews_open": Decimal(standing.open),
        "reviews_returned": Decimal(standing.returned),
        "reviews_denied": Decimal(standing.denied),
        "inspections_open": Decimal(visits.open),
        "inspections_done": Decimal(visits.done),
        "failed_inspections": Decimal(visits.failed),
    }


def edition_today(record: Record, rt: RecordType, event: str, today: date) -> RecordType | None:
    """The edition in force today where this event charges a fee that follows it (`as_of = "charged"`); None otherwise.

    A type that has ended has none: its records keep to the edition they were submitted under.
    """
    if not rt.follows_charging(event):
        return None
    try:
        return current_type(record.type_id, today, record.agency)
    except NoSuchRules:
        return None


def missing(record: Record, before: str = "issue", *, today: date | None = None) -> tuple[Unmet, ...]:
    """What is still needed before this step, by the rulebook and by stop holds; pages and e-mails show it."""
    today = today or clock.today()
    rt = type_of(record, today)
    if rt is None or record.closed:
        return ()
    return unmet(record, rt, before, facts(record, rt, today))


def unmet(
    record: Record, rt: RecordType, before: str, known: Mapping[str, Any], *, holds: Iterable[Held] | None = None
) -> tuple[Unmet, ...]:
    """The same where the facts, and perhaps the holds, are at hand already."""
    return (*rt.unmet(before, known), *stops(record, holds))


def stops(record: Record, holds: Iterable[Held] | None = None) -> tuple[Unmet, ...]:
    """The stop holds that bar a record from every move that has needs: its own, its parcel's, its firm's.

    One query, none where the holds are at hand already.
    """
    if record.is_draft:
        return ()
    found: Iterable[Held] = records.stop_holds(record) if holds is None else holds
    return tuple(rules.stop(hold.reason, hold.ask) for hold in found if hold.level == rules.STOP)


def runs_out_on(record: Record, rt: RecordType, known: Mapping[str, Any]) -> date | None:
    """The last day a record stands as it does if nothing happens to it: its term's, or the first timer's to end.

    Aurora: a permit "typically expires after 6 months of inactivity".
    """
    if record.expires_on is not None or record.closed:
        return record.expires_on
    ends = (timer.ends_on(known) for timer in rt.timers(record.status))
    return min((day for day in ends if day is not None), default=None)


def buttons(record: Record, by: Actor, *, today: date | None = None) -> tuple[Button, ...]:
    """The moves this person's side may make from here, each with the reasons that gray it, stop holds among them."""
    today = today or clock.today()
    rt = type_of(record, today)
    if rt is None:
        return ()
    return offered(record, rt, facts(record, rt, today), by)


def offered(
    record: Record, rt: RecordType, known: Mapping[str, Any], by: Actor, *, holds: Iterable[Held] | None = None
) -> tuple[Button, ...]:
    """The same where the facts, and perhaps the holds, are at hand already."""
    held = stops(record, holds)
    found = rt.buttons(record.status, known, rules.side_of(by.kind))
    return tuple(_held_back(rt, record.status, button, held) for button in found)


def has_needs(rt: RecordType, status: str, event: str) -> bool:
    """Whether a move from this status asks for needs to be met, so that a stop hold bars it."""
    return any(rule.needs for rule in rt.lifecycle.moves if rule.on == event and status in rule.from_)


def neighbors(record: Record, statuses: Collection[str]) -> tuple[str, str]:
    """The numbers of the open records just before and after this one among those in these statuses; one query.

    Empty where there is none; the order is that of `records.queries.queue`, the longest waiting first.
    """
    waiting = Record.objects.filter(status__in=statuses, closed=False, number__isnull=False)
    before = waiting.filter(pk__lt=record.pk).order_by("-pk").values_list("pk", "number")[:1]
    after = waiting.filter(pk__gt=record.pk).order_by("pk").values_list("pk", "number")[:1]
    numbers = {pk < record.pk: number or "" for pk, number in before.union(after)}
    return numbers.get(True, ""), numbers.get(False, "")


def waiting(**about: int) -> list[int]:
    """Ids of the open records of a firm or on a parcel that could move by themselves once a need is met, in order.

    Licenses first, then by age: whoever moves several records locks them in this order. One query.
    """
    rows = Record.objects.filter(**about, closed=False, number__isnull=False).exclude(bundle="")
    found = [row for row in rows.values_list("pk", "kind", "bundle", "status") if _waits(row[2], row[3])]
    return [pk for pk, *_ in sorted(found, key=lambda row: (row[1] != "license", row[0]))]


def _waits(bundle: str, status: str) -> bool:
    """Whether records wait in this status for a need to be met, to move by themselves."""
    return has_needs(record_type(bundle), status, AUTO)


def firm_of_license(record_id: int | None) -> int | None:
    """The firm whose license this record is; None for any other record."""
    if record_id is None:
        return None
    return Record.objects.filter(pk=record_id, kind="license").values_list("firm", flat=True).first()


def _held_back(rt: RecordType, status: str, button: Button, held: tuple[Unmet, ...]) -> Button:
    if not held or not has_needs(rt, status, button.event):
        return button
    reasons = button.refusal.reasons if button.refusal else ()
    return replace(button, refusal=Refusal((*reasons, *held)))


def _charged(lines: Iterable[Bill]) -> dict[str, Decimal]:
    """Dollars billed so far by fee, waived and paid alike: what a later fee may be a percentage of."""
    cents: dict[str, int] = {}
    for line in lines:
        cents[line.fee] = cents.get(line.fee, 0) + line.cents
    return {fee: from_cents(billed) for fee, billed in cents.items()}
