"""The one way money enters the books: called by the return page, the webhook and the reconciler alike."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID, uuid4

import structlog
from django.db import transaction

from transom.fees import actions as books
from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.fees.models import Settlement
from transom.history.actions import tell
from transom.kernel import clock, money, queue
from transom.kernel.actors import SYSTEM, Actor
from transom.kernel.numbers import next_number
from transom.payments import rules
from transom.payments.gateways.base import Session
from transom.payments.models import CartItem, Checkout, Receipt, RefundDue

log = structlog.get_logger(__name__)
State = Checkout.State
ENDED = {rules.Outcome.EXPIRE: State.EXPIRED, rules.Outcome.DECLINE: State.DECLINED}


def settle(checkout_id: UUID, session: Session, *, via: str, at: datetime) -> Checkout:
    """Do what the gateway's word means here, once: book what it took, or give the charges back.

    Any number of callers at once give one receipt. `via` says who brought the word, for the log. Raises
    Checkout.DoesNotExist for a key that is not ours.
    """
    with transaction.atomic():
        checkout = Checkout.objects.select_for_update(no_key=True).get(pk=checkout_id)
        outcome = rules.outcome(checkout.state, session.state)
        if outcome is rules.Outcome.CAPTURE:
            _capture(checkout, session.cents, via=via, at=at)
        elif outcome in ENDED:
            _end(checkout, ENDED[outcome], at=at)
    return checkout


def write_receipt(checkout: Checkout, *, cents: int, at: datetime) -> Receipt:
    """The receipt of a captured payment. Drawn last: its number's counter stays locked until the commit."""
    on = clock.local_date(at)
    number = rules.receipt_number(on, next_number(rules.receipt_series(on)))
    return Receipt.objects.create(
        number=number, secret=secrets.token_urlsafe(32), checkout=checkout, cents=cents, at=at
    )


def tell_settled(
    checkout: Checkout, receipt: Receipt, *, how: str, record_ids: set[int], by: Actor, at: datetime
) -> None:
    """One event for a payment, on its record when it is for a single one: what follows is done once a receipt."""
    tell(
        "payment.settled",
        subject="payments.receipt",
        subject_id=receipt.pk,
        record_id=next(iter(record_ids)) if len(record_ids) == 1 else None,
        by=by,
        at=at,
        data={
            "receipt": receipt.number,
            "cents": receipt.cents,
            "amount": money.dollars(receipt.cents),
            "how": how,
            "how_said": "online" if how == Settlement.How.ONLINE else "at the counter",
            "checkout": str(checkout.pk),
        },
    )


def _capture(checkout: Checkout, cents: int, *, via: str, at: datetime) -> None:
    by: Actor = checkout.payer or SYSTEM
    charges = fees.charges(checkout.lines.values_list("charge_id", flat=True))
    # What was asked for is frozen on the lines. Another amount settles nothing: it all goes back, and staff are told.
    as_asked = cents == checkout.cents
    checkout.lines.update(active=False)
    settled = books.settle(
        charges if as_asked else [],
        how=Settlement.How.ONLINE,
        cash_account=accounts.CASH_ONLINE,
        source=str(checkout.pk),
        received=cents,
        by=by,
        at=at,
    )
    checkout.state, checkout.captured_at = State.CAPTURED, at
    checkout.save(update_fields=["state", "captured_at"])
    CartItem.objects.filter(user=checkout.payer_id, record__in={charge.record_id for charge in charges}).delete()
    if settled.over_cents:
        _give_back(checkout, settled.over_cents, rules.TWICE if as_asked else rules.OTHER_AMOUNT, by=by, at=at)
    receipt = write_receipt(checkout, cents=cents, at=at)
    record_ids = {charge.record_id for charge in charges}
    tell_settled(checkout, receipt, how=Settlement.How.ONLINE, record_ids=record_ids, by=by, at=at)
    log.info("payments.captured", checkout=str(checkout.pk), cents=cents, via=via, receipt=receipt.number)


def _give_back(checkout: Checkout, cents: int, reason: str, *, by: Actor, at: datetime) -> None:
    refund = RefundDue.objects.create(id=uuid4(), checkout=checkout, reason=reason, cents=cents, at=at)
    tell(
        "payment.refund_due",
        subject="payments.refund",
        subject_id=str(refund.pk),
        by=by,
        at=at,
        data={"cents": cents, "amount": money.dollars(cents), "reason": reason, "checkout": str(checkout.pk)},
    )
    queue.defer("payments.send_refunds")
    log.warning("payments.refund_due", checkout=str(checkout.pk), cents=cents, reason=reason)


def _end(checkout: Checkout, state: State, *, at: datetime) -> None:
    checkout.state = state
    checkout.save(update_fields=["state"])
    record_ids = set(checkout.lines.values_list("charge__record_id", flat=True))
    checkout.lines.update(active=False)
    for record_id in sorted(record_ids):
        tell(
            "payment.expired",
            subject="payments.checkout",
            subject_id=str(checkout.pk),
            record_id=record_id,
            by=SYSTEM,
            at=at,
            data={"cents": checkout.cents, "amount": money.dollars(checkout.cents), "state": str(state)},
        )
