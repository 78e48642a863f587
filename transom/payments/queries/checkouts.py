"""Tries to pay: whose, on what, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from transom.accounts.models import User
from transom.payments.models import Checkout, CheckoutLine


def checkout_of(user: User, key: UUID) -> Checkout:
    """An account's own try to pay. Raises Checkout.DoesNotExist, also for somebody else's. One query."""
    return Checkout.objects.select_related("receipt").get(pk=key, payer=user)


def lines_of(checkout: Checkout) -> list[CheckoutLine]:
    """What a checkout pays for, with charge and record. One query."""
    return list(checkout.lines.select_related("charge__record").order_by("charge_id"))


def busy_until(charge_ids: Iterable[int]) -> datetime | None:
    """Until when somebody is paying one of these charges online; None when nobody is. One query."""
    held = CheckoutLine.objects.filter(active=True, charge_id__in=list(charge_ids))
    until: datetime | None = held.aggregate(until=Max("checkout__lease_until"))["until"]
    return until
