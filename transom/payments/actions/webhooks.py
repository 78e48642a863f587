"""What gateways tell us: kept first, acted upon second."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from transom.fees import actions as books
from transom.fees import rules as accounts
from transom.kernel import queue
from transom.kernel.actors import SYSTEM
from transom.payments.actions.settling import settle
from transom.payments.gateways import registry
from transom.payments.gateways.base import GatewayDown, GatewayRefused, Session, SessionState
from transom.payments.models import Checkout, WebhookInbox

log = structlog.get_logger(__name__)
AT_ONCE = 200


def receive_webhook(gateway: str, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> bool:
    """Keep a gateway's signed message and ask for it to be acted upon; whether it was new.

    Raises Forged when it does not prove where it comes from, and LookupError for a gateway we do not have.
    """
    told = registry.named(gateway).read_webhook(headers, raw, at=at)
    with transaction.atomic():
        _, is_new = WebhookInbox.objects.get_or_create(
            event_id=f"{gateway}:{told.event_id}",
            defaults={"gateway": gateway, "body": {"type": told.kind, "key": str(told.key)}, "received_at": at},
        )
        if is_new:
            queue.defer("payments.take_webhooks")
    return is_new


def take_webhooks(*, at: datetime) -> int:
    """Act on every message that waits; how many. One that fails stays, and does not stop the others."""
    waiting = WebhookInbox.objects.filter(processed_at__isnull=True).order_by("received_at")[:AT_ONCE]
    return sum(_take(row, at=at) for row in list(waiting))


def book_unknown(gateway: str, session: Session, *, at: datetime) -> None:
    """Money was taken for a key that is not ours, e.g. after the database was restored: it waits in suspense."""
    books.post_suspense(
        session.cents,
        source=f"{gateway}:{session.key}",
        cash_account=accounts.CASH_ONLINE,
        memo=f"{gateway} took this for {session.key}, which is not a checkout here.",
        by=SYSTEM,
        at=at,
    )
    log.error("payments.unknown_capture", gateway=gateway, key=str(session.key), cents=session.cents)


def _take(row: WebhookInbox, *, at: datetime) -> bool:
    key = UUID(row.body["key"])
    try:
        # The message is only a hint; the gateway is asked, before and outside the transaction.
        session = registry.named(row.gateway).get(key)
        with transaction.atomic():
            waiting = WebhookInbox.objects.select_for_update(skip_locked=True).filter(
                pk=row.pk, processed_at__isnull=True
            )
            if waiting.first() is None:
                return False
            _act(row, key, session, at=at)
            WebhookInbox.objects.filter(pk=row.pk).update(processed_at=at)
    except (GatewayDown, GatewayRefused) as problem:
        log.warning("payments.webhook_unanswered", message=row.pk, problem=str(problem))
        return False
    except Exception:
        log.exception("payments.webhook_failed", message=row.pk)
        return False
    return True


def _act(row: WebhookInbox, key: UUID, session: Session, *, at: datetime) -> None:
    if Checkout.objects.filter(pk=key).exists():
        settle(key, session, via="webhook", at=at)
    elif session.state is SessionState.CAPTURED:
        book_unknown(row.gateway, session, at=at)
