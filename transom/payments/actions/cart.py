"""What somebody means to pay: records put in the cart and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from transom.accounts.models import User
from transom.fees import queries as fees
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.payments.models import CartItem
from transom.records.models import Record


def put_in_cart(record: Record, *, by: User, at: datetime) -> CartItem:
    """Put a record in somebody's cart with the cents it owes now; putting it in again renews the amount.

    Raises Refused when nothing is due on it.
    """
    cents = fees.balance(record.pk)
    if cents <= 0:
        raise Refused(Reason(Sentence("Nothing is due on {record}.", record=str(record)), field="number"))
    item, _ = CartItem.objects.update_or_create(
        user=by, record=record, defaults={"shown_cents": cents}, create_defaults={"shown_cents": cents, "at": at}
    )
    return item


def remove(record_ids: Iterable[int], *, by: User, at: datetime) -> int:
    """Take these records out of somebody's cart; how many were in it."""
    gone, _ = CartItem.objects.filter(user=by, record_id__in=list(record_ids)).delete()
    return gone


def accept_amounts(shown: Mapping[int, int], *, by: User, at: datetime) -> None:
    """The payer saw these cents and goes on: the cart no longer says they changed."""
    with transaction.atomic():
        for item in CartItem.objects.select_for_update().filter(user=by, record_id__in=list(shown)).order_by("id"):
            if item.shown_cents != shown[item.record_id]:
                CartItem.objects.filter(pk=item.pk).update(shown_cents=shown[item.record_id])
