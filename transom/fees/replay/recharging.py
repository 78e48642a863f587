"""What a record's bills would be under another edition of its rules, and charging what is missing as a new bill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from transom.fees.actions import tell_charged
from transom.fees.models import Charge, ChargeRun
from transom.fees.rules import UNSORTED, facts_from_json
from transom.kernel import money
from transom.kernel.actors import Actor
from transom.records.models import Record
from transom.rulebook.compiled import RecordType
from transom.rulebook.fees import Assessment, FeeLine
from transom.rulebook.queries import record_type

REBASED = "rebase:"
"""How the occurrence of a bill begins that charges a difference; a replay leaves such bills out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fee of one bill, in cents: what was billed and what the rules give; `say` where they give no amount."""

    run: ChargeRun
    fee: str
    label: str
    old: int
    new: int
    line: FeeLine | None = None
    say: str = ""


def differences(record: Record, rt: RecordType) -> tuple[Difference, ...]:
    """Where these rules, on the facts kept with each bill, give another amount than was billed. Two queries."""
    runs = list(ChargeRun.objects.filter(record=record).order_by("id").prefetch_related("charges"))
    later: dict[int, list[Charge]] = {}
    for run in runs:
        if run.occurrence.startswith(REBASED):
            later.setdefault(int(run.occurrence.split(":")[1]), []).extend(run.charges.all())
    found: list[Difference] = []
    for run in runs:
        if not run.occurrence.startswith(REBASED):
            assessment = _again(run, rt)
            found += _of_run(run, [*run.charges.all(), *later.get(run.pk, ())], assessment)
    return tuple(found)


@transaction.atomic
def recharge(record: Record, rt: RecordType, *, by: Actor, at: datetime) -> list[Charge]:
    """Charge what these rules ask more than was billed, as new charges that say so; what they ask less is left alone.

    Doing it twice charges nothing twice: what was charged before counts as billed.
    """
    more = [each for each in differences(record, rt) if each.line is not None and each.new > each.old]
    charges: list[Charge] = []
    for run, group in groupby(more, key=lambda each: each.run):
        charges += _charge(record, rt, run, group, by=by, at=at)
    return charges


def _again(run: ChargeRun, rt: RecordType) -> Assessment:
    """A bill anew; fees that followed the day of charging keep to the edition of that day."""
    facts = facts_from_json(run.facts)
    if not run.bundle_today:
        return rt.assess(run.event, facts)
    return rt.assess_today(run.event, facts, record_type(run.bundle_today))


def _of_run(run: ChargeRun, charges: Iterable[Charge], assessment: Assessment) -> list[Difference]:
    billed: dict[str, int] = {}
    labels: dict[str, str] = {}
    for charge in charges:
        billed[charge.fee] = billed.get(charge.fee, 0) + charge.cents
        labels[charge.fee] = charge.label
    found = [
        Difference(run, each.fee, each.label, billed.get(each.fee, 0), 0, say=each.say or _needed(each.needs))
        for each in assessment.unknown
    ]
    silent = {each.fee for each in assessment.unknown}
    lines = {line.fee: line for line in assessment.lines}
    for fee in {**billed, **lines}:
        line = lines.get(fee)
        new = money.to_cents(line.amount) if line is not None else 0
        if fee not in silent and new != billed.get(fee, 0):
            label = line.label if line is not None else labels[fee]
            found.append(Difference(run, fee, label, billed.get(fee, 0), new, line))
    return found


def _needed(names: Iterable[str]) -> str:
    return f"Not known: {', '.join(names)}."


def _charge(
    record: Record, rt: RecordType, run: ChargeRun, more: Iterable[Difference], *, by: Actor, at: datetime
) -> list[Charge]:
    before = ChargeRun.objects.filter(record=record, occurrence__startswith=f"{REBASED}{run.pk}:").count()
    bill = ChargeRun.objects.create(
        record=record,
        event=run.event,
        occurrence=f"{REBASED}{run.pk}:{before + 1}",
        bundle=rt.bundle,
        bundle_today=run.bundle_today,
        facts=run.facts,
        by_id=by.pk,
        by_label=by.label[:200],
        at=at,
    )
    charges = Charge.objects.bulk_create(_missing(bill, each, each.line, at) for each in more if each.line is not None)
    tell_charged(bill, charges, by=by, at=at)
    return charges


def _missing(bill: ChargeRun, each: Difference, line: FeeLine, at: datetime) -> Charge:
    """The part of a fee that was not billed before."""
    return Charge(
        run=bill,
        record_id=bill.record_id,
        fee=each.fee,
        label=each.label,
        cents=each.new - each.old,
        cite=line.cite,
        account=line.account or UNSORTED,
        tags=list(line.tags),
        trace=[*line.trace, f"{money.dollars(each.old)} of it was charged before under other rules"],
        made_up=line.made_up,
        at=at,
    )
