"""The only writer of charges and of the books: charge, settle, waive, and what goes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from transom.fees import rules
from transom.fees.models import Charge, ChargeRun, Journal, Posting, Settlement
from transom.history.actions import tell
from transom.kernel import money
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.records.models import Record
from transom.rulebook.compiled import RecordType
from transom.rulebook.fees import Assessment

HOW_SAID = {Settlement.How.ONLINE: "paid online", Settlement.How.COUNTER: "paid at the counter"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settlement did: the journal, the charges it settled, and those somebody else had settled first."""

    journal: Journal
    charges: tuple[Charge, ...]
    lost: tuple[Charge, ...]

    @property
    def over_cents(self) -> int:
        """Cents that came in and settled nothing, so they are due back."""
        return sum(-entry.cents for entry in self.journal.postings.all() if entry.account == rules.REFUNDS_DUE)


def assess(
    record: Record,
    rt: RecordType,
    event: str,
    *,
    occurrence: str,
    facts: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: RecordType | None = None,
) -> list[Charge]:
    """Charge what the rulebook asks on this event, once per occurrence; the charges, also when they were there already.

    `today` is the edition in force now, for fees that follow the day of charging; the others keep to `rt`. Cents are
    the rulebook's rounded lines. Raises Refused when a fee cannot be worked out from the facts: a fee is never guessed
    and never taken for zero.
    """
    with transaction.atomic():
        run = ChargeRun.objects.filter(record=record, occurrence=occurrence).first()
        if run is not None:
            return list(run.charges.order_by("id"))
        assessment = rt.assess(event, facts) if today is None else rt.assess_today(event, facts, today)
        _refuse_unknown(assessment)
        if not assessment.lines:
            return []
        run, is_new = ChargeRun.objects.get_or_create(
            record=record,
            occurrence=occurrence,
            defaults={
                "event": event,
                "bundle": rt.bundle,
                "bundle_today": today.bundle if today is not None else "",
                "facts": rules.facts_to_json(facts),
                "by_id": by.pk,
                "by_label": by.label[:200],
                "at": at,
            },
        )
        if is_new:
            _charge(run, assessment, by=by, at=at)
        return list(run.charges.order_by("id"))


def settle(
    charges: Iterable[Charge],
    *,
    how: str,
    cash_account: str,
    source: str,
    by: Actor,
    at: datetime,
    received: int | None = None,
    about: str = "",
) -> Settled:
    """Post money that came in for these charges and settle them, each at most once; `received` cents, or their sum.

    A charge that somebody settled first is reported as lost and its money posted to refunds due. The same `how` and
    `source` twice is the first time's answer. `about` is what the chronology says, e.g. "paid online, receipt
    R26-000001". Raises ValueError when less came in than the charges still ask for.
    """
    with transaction.atomic():
        wanted = _locked(charges)
        done = Journal.objects.filter(kind=how, source=source).first()
        if done is not None:
            won = tuple(Charge.objects.filter(settlement__journal=done).order_by("id"))
            return Settled(done, won, tuple(charge for charge in wanted if charge not in won))
        taken = set(Settlement.objects.filter(charge__in=wanted).values_list("charge_id", flat=True))
        won = tuple(charge for charge in wanted if charge.pk not in taken)
        lost = tuple(charge for charge in wanted if charge.pk in taken)
        came = sum(charge.cents for charge in wanted) if received is None else received
        entries = rules.settlement_entries([_owed(charge) for charge in won], received=came, cash_account=cash_account)
        journal = _post(how, source, entries, record_id=_only_record(wanted), by=by, at=at)
        Settlement.objects.bulk_create(Settlement(charge=charge, journal=journal, how=how, at=at) for charge in won)
        _tell_settled(won, how=how, about=about or HOW_SAID.get(Settlement.How(how), how), by=by, at=at)
    return Settled(journal, won, lost)


def waive(charge: Charge, *, reason: str, by: Actor, at: datetime) -> Settlement:
    """Give up a charge, with the reason; the income stays in the books beside what was waived.

    Raises Refused without a reason, and for a charge that is settled already or owes nothing.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(Reason("Say why this fee is waived.", field="reason"))
    with transaction.atomic():
        (charge,) = _locked([charge])
        settlement = Settlement.objects.filter(charge=charge).first()
        if settlement is not None:
            raise Refused(Reason(f"{charge.label} is settled already: {rules.standing(charge.cents, settlement.how)}."))
        if not charge.cents:
            raise Refused(Reason(f"{charge.label} has nothing to pay, so there is nothing to waive."))
        entries = rules.waiver_entries(_owed(charge))
        journal = _post("waived", str(charge.pk), entries, record_id=charge.record_id, memo=reason, by=by, at=at)
        settlement = Settlement.objects.create(charge=charge, journal=journal, how=Settlement.How.WAIVED, at=at)
        tell(
            "fees.waived",
            subject="records.record",
            subject_id=charge.record_id,
            record_id=charge.record_id,
            by=by,
            at=at,
            data={
                "label": charge.label,
                "amount": money.dollars(charge.cents),
                "cents": charge.cents,
                "reason": reason,
            },
        )
        _tell_settled([charge], how=Settlement.How.WAIVED, about="waived", by=by, at=at)
    return settlement


def post_refund(cents: int, *, source: str, cash_account: str, by: Actor, at: datetime) -> Journal:
    """Post money that was due back and has gone back; the same `source` twice is posted once."""
    return _post_once("refund", source, rules.refund_entries(cents, cash_account=cash_account), by=by, at=at)


def post_suspense(cents: int, *, source: str, cash_account: str, memo: str, by: Actor, at: datetime) -> Journal:
    """Post money a gateway took that no checkout here asked for, until staff find out whose it is; once a `source`."""
    entries = rules.suspense_entries(cents, cash_account=cash_account)
    return _post_once("suspense", source, entries, memo=memo, by=by, at=at)


def _refuse_unknown(assessment: Assessment) -> None:
    """A schedule's own refusal is told in its own words, once; what waits for facts says which."""
    said = dict.fromkeys(one.say for one in assessment.unknown if one.say)
    reasons = [Reason(say) for say in said] or [
        Reason(
            f"{one.label} cannot be worked out yet.",
            because=f"Not known: {', '.join(one.needs)}." if one.needs else "",
        )
        for one in assessment.unknown
    ]
    if reasons:
        raise Refused(*reasons)


def _charge(run: ChargeRun, assessment: Assessment, *, by: Actor, at: datetime) -> None:
    charges = Charge.objects.bulk_create(
        Charge(
            run=run,
            record_id=run.record_id,
            fee=line.fee,
            label=line.label,
            cents=money.to_cents(line.amount),
            cite=line.cite,
            account=line.account or rules.UNSORTED,
            tags=list(line.tags),
            trace=[*line.trace, *rules.other_edition(line, run.bundle)],
            made_up=line.made_up,
            at=at,
        )
        for line in assessment.lines
    )
    tell_charged(run, charges, by=by, at=at)


def tell_charged(run: ChargeRun, charges: Sequence[Charge], *, by: Actor, at: datetime) -> None:
    """Tell the chronology what a bill comes to and which fees stand on it."""
    cents = sum(charge.cents for charge in charges)
    tell(
        "fees.charged",
        subject="records.record",
        subject_id=run.record_id,
        record_id=run.record_id,
        by=by,
        at=at,
        data={
            "event": run.event,
            "cents": cents,
            "amount": money.dollars(cents),
            "labels": ", ".join(charge.label for charge in charges),
        },
    )


def _locked(charges: Iterable[Charge]) -> list[Charge]:
    """The charges under a row lock, always in the order of their ids, so that two payers never wait for each other."""
    ids = [charge.pk for charge in charges]
    return list(Charge.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("id"))


def _owed(charge: Charge) -> rules.Owed:
    return rules.Owed(charge.pk, charge.cents, charge.account)


def _only_record(charges: Sequence[Charge]) -> int | None:
    ids = {charge.record_id for charge in charges}
    return ids.pop() if len(ids) == 1 else None


def _post(
    kind: str,
    source: str,
    entries: Sequence[rules.Entry],
    *,
    record_id: int | None = None,
    memo: str = "",
    by: Actor,
    at: datetime,
) -> Journal:
    journal = Journal.objects.create(
        kind=kind, source=source, record_id=record_id, memo=memo, by_id=by.pk, by_label=by.label[:200], at=at
    )
    Posting.objects.bulk_create(
        Posting(journal=journal, account=entry.account, cents=entry.cents, charge_id=entry.charge_id)
        for entry in entries
    )
    return journal


def _post_once(
    kind: str, source: str, entries: Sequence[rules.Entry], *, memo: str = "", by: Actor, at: datetime
) -> Journal:
    with transaction.atomic():
        done = Journal.objects.filter(kind=kind, source=source).first()
        return done or _post(kind, source, entries, memo=memo, by=by, at=at)


def _tell_settled(charges: Iterable[Charge], *, how: str, about: str, by: Actor, at: datetime) -> None:
    """One event for each record, in the order of their ids: what reacts locks the record."""
    by_record = sorted(charges, key=lambda charge: charge.record_id)
    for record_id, group in groupby(by_record, key=lambda charge: charge.record_id):
        cents = sum(charge.cents for charge in group)
        tell(
            "fees.settled",
            subject="records.record",
            subject_id=record_id,
            record_id=record_id,
            by=by,
            at=at,
            data={"cents": cents, "amount": money.dollars(cents), "how": str(how), "about": about},
        )
