"""Money that settled nothing goes back by itself."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from transom.fees import actions as books
from transom.fees import rules as accounts
from transom.history.actions import tell
from transom.kernel import money
from transom.kernel.actors import SYSTEM
from transom.payments.gateways import registry
from transom.payments.gateways.base import GatewayDown, GatewayRefused
from transom.payments.models import RefundDue

log = structlog.get_logger(__name__)
AT_ONCE = 200


def send_refunds(*, at: datetime) -> int:
    """Ask the gateway to send back whatever is due, each once by its own id; how many went."""
    waiting = RefundDue.objects.filter(state=RefundDue.State.DUE).select_related("checkout").order_by("at", "id")
    return sum(_send(refund, at=at) for refund in list(waiting[:AT_ONCE]))


def _send(refund: RefundDue, *, at: datetime) -> bool:
    try:
        gateway = registry.named(refund.checkout.gateway)
        gateway.refund(refund.pk, payment=refund.checkout_id, cents=refund.cents)
    except (GatewayDown, GatewayRefused) as problem:
        log.warning("payments.refund_unanswered", refund=str(refund.pk), problem=str(problem))
        return False
    with transaction.atomic():
        # Told twice by two workers it is one refund there and one journal here.
        first = RefundDue.objects.filter(pk=refund.pk, state=RefundDue.State.DUE).update(
            state=RefundDue.State.DONE, done_at=at
        )
        if first:
            books.post_refund(refund.cents, source=str(refund.pk), cash_account=accounts.CASH_ONLINE, by=SYSTEM, at=at)
            tell(
                "payment.refunded",
                subject="payments.refund",
                subject_id=str(refund.pk),
                by=SYSTEM,
                at=at,
                data={
                    "cents": refund.cents,
                    "amount": money.dollars(refund.cents),
                    "checkout": str(refund.checkout_id),
                },
            )
    return bool(first)
