"""Money taken by a person at the counter: the same books, the same receipts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from transom.accounts.models import User
from transom.fees import actions as books
from transom.fees.models import Charge, Settlement
from transom.kernel import clock
from transom.kernel.refusals import Reason, Refused, refuse_if
from transom.payments import rules
from transom.payments.actions.settling import tell_settled, write_receipt
from transom.payments.models import Checkout, CheckoutLine, Receipt

COUNTER = "counter"


def take_at_counter(
    charges: Iterable[Charge],
    *,
    method: str,
    by: User,
    at: datetime,
    reference: str = "",
    tendered_cents: int | None = None,
    payer: str = "",
    payer_email: str = "",
    key: UUID | None = None,
) -> Receipt:
    """Take cash, a check or a terminal's payment for these charges; `key` makes a double click one payment.

    Raises Refused when the tender is not enough or lacks its reference, when one of the charges is settled already, and
    while somebody is paying one of them online (close_open_tries ends that first).
    """
    wanted, way = list(charges), rules.Method(method)
    cents = sum(charge.cents for charge in wanted)
    done = Receipt.objects.filter(checkout_id=key).first() if key else None
    if done is not None:
        return done
    refuse_if(rules.counter_reasons(way, cents=cents, reference=reference, tendered=tendered_cents))
    with transaction.atomic():
        _refuse_taken(wanted)
        checkout = Checkout.objects.create(
            id=key or uuid4(),
            params_hash=rules.terms_hash(None, [(charge.pk, charge.cents) for charge in wanted]),
            payer_label=payer.strip()[:200] or "Paid at the counter",
            payer_email=payer_email,
            cents=cents,
            state=Checkout.State.CAPTURED,
            gateway=COUNTER,
            method=way,
            reference=reference.strip()[:80],
            tendered_cents=tendered_cents if way is rules.Method.CASH else None,
            taken_by=by,
            created_at=at,
            lease_until=at,
            captured_at=at,
        )
        CheckoutLine.objects.bulk_create(
            CheckoutLine(checkout=checkout, charge=charge, cents=charge.cents, active=False) for charge in wanted
        )
        books.settle(
            wanted,
            how=Settlement.How.COUNTER,
            cash_account=rules.CASH_ACCOUNT[way],
            source=str(checkout.pk),
            by=by,
            at=at,
        )
        receipt = write_receipt(checkout, cents=cents, at=at)
        record_ids = {charge.record_id for charge in wanted}
        tell_settled(checkout, receipt, how=Settlement.How.COUNTER, record_ids=record_ids, by=by, at=at)
    return receipt


def _refuse_taken(charges: list[Charge]) -> None:
    """Under the charges' locks nobody can begin or settle them; so what is refused here cannot change behind us."""
    locked = Charge.objects.select_for_update(no_key=True).filter(pk__in=[charge.pk for charge in charges])
    ids = [charge.pk for charge in locked.order_by("id")]
    settled = Settlement.objects.filter(charge_id__in=ids).select_related("charge").order_by("charge_id")
    refuse_if(
        [Reason(f"{one.charge.label} is settled already. Nothing was taken.", field="charges") for one in settled]
    )
    leases = CheckoutLine.objects.filter(active=True, charge_id__in=ids).values_list("checkout__lease_until", flat=True)
    held = list(leases)
    if held:
        until = rules.clock_time(clock.local(max(held)))
        raise Refused(
            Reason(
                f"Somebody is paying this online right now, until {until} at the latest. Nothing was taken.",
                because="You can end the online try and take the payment here.",
                field="online",
            )
        )
