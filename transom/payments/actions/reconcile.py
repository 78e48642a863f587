"""Asking the gateway about everything that is not final: the net under lost webhooks and closed browsers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from transom.payments import rules
from transom.payments.actions.settling import settle
from transom.payments.actions.webhooks import book_unknown
from transom.payments.gateways import registry
from transom.payments.gateways.base import GatewayDown, GatewayRefused
from transom.payments.models import Checkout

log = structlog.get_logger(__name__)
AT_ONCE = 500
# A payer who is on the way to the payment page is not worth a question yet.
SETTLE_IN = timedelta(seconds=20)
LOOK_BACK = timedelta(days=2)


def reconcile(*, at: datetime) -> int:
    """Ask about every open checkout and close what is past its time, there before here; how many ended."""
    waiting = Checkout.objects.filter(state__in=rules.OPEN_STATES, created_at__lte=at - SETTLE_IN)
    return sum(_ask(checkout, at=at) for checkout in list(waiting.order_by("lease_until")[:AT_ONCE]))


def compare_books(*, at: datetime) -> int:
    """Compare what the gateway took in the last two days with our books; how many payments we had not booked.

    One we know is settled; one we do not know waits in suspense and is an error in the log and in `transom audit`.
    """
    gateway = registry.current()
    theirs = {session.key: session for session in gateway.captured_since(at - LOOK_BACK)}
    ours = dict(Checkout.objects.filter(pk__in=list(theirs)).values_list("pk", "state"))
    missed = [key for key in theirs if ours.get(key) != Checkout.State.CAPTURED]
    for key in missed:
        if key in ours:
            settle(key, theirs[key], via="comparison", at=at)
        else:
            book_unknown(gateway.name, theirs[key], at=at)
    return len(missed)


def _ask(checkout: Checkout, *, at: datetime) -> bool:
    key: UUID = checkout.pk
    try:
        gateway = registry.named(checkout.gateway)
        session = gateway.close(key) if checkout.lease_until <= at else gateway.get(key)
        return settle(key, session, via="reconciler", at=at).state not in rules.OPEN_STATES
    except (GatewayDown, GatewayRefused) as problem:
        log.warning("payments.reconcile_unanswered", checkout=str(key), problem=str(problem))
    except Exception:
        # One checkout that cannot be settled must not keep the others waiting; it is asked about again.
        log.exception("payments.reconcile_failed", checkout=str(key))
    return False
