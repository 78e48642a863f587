"""Proofs of payment: for the payer, for whoever holds the secret, for staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from transom.accounts.models import User
from transom.fees.queries import explanations
from transom.kernel import clock, pages
from transom.payments import rules
from transom.payments.models import Checkout, CheckoutLine, Receipt, RefundDue
from transom.records.models import Record
from transom.rulebook.fees.explaining import Explanation


@dataclass(frozen=True, slots=True)
class ReceiptShare:
    """One record's part of a payment: its lines as (label, cents), their charges, and why where that may be told."""

    record: Record
    lines: tuple[tuple[str, int], ...]
    charge_ids: tuple[int, ...] = ()
    told: Mapping[int, Explanation] = field(default_factory=dict)

    @property
    def cents(self) -> int:
        return sum(cents for _, cents in self.lines)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines by name, as a page prints them."""
        return [
            {"label": label, "cents": cents, "explained": self.told.get(charge_id)}
            for (label, cents), charge_id in zip(self.lines, self.charge_ids, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class PaidItem:
    """A payment in a list: its receipt, and how much went to which record."""

    receipt: Receipt
    shares: tuple[ReceiptShare, ...]

    @property
    def how(self) -> str:
        return rules.how_paid(self.receipt.checkout.method)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one way of paying brought in today, in cents."""

    label: str
    count: int
    cents: int


def receipt(number: str) -> Receipt:
    """The receipt of this number, for jobs and staff. Raises Receipt.DoesNotExist. One query."""
    return _receipts().get(number=number)


any_receipt = receipt


def receipt_for(user: User, number: str) -> Receipt:
    """A receipt for who paid it. Raises Receipt.DoesNotExist, also for somebody else's. One query."""
    return _receipts().get(number=number, checkout__payer=user)


def receipt_by_secret(secret: str) -> Receipt:
    """The receipt a secret opens; numbers can be counted up, secrets cannot. Raises Receipt.DoesNotExist. One query."""
    return _receipts().get(secret=secret)


def of_checkout(checkout: Checkout) -> Receipt | None:
    """The receipt of a checkout, once it is captured. One query."""
    return _receipts().filter(checkout=checkout).first()


def receipt_shares(paid: Receipt) -> list[ReceiptShare]:
    """What a receipt is for, by record in the order of the charges. One query."""
    return list(_shares([paid.checkout_id]).get(paid.checkout_id, ()))


def with_reasons(shares: Iterable[ReceiptShare], may_read: Callable[[Record], bool]) -> list[ReceiptShare]:
    """The parts of a payment with the explanations of their charges, of those records that may be read. One query."""
    found = list(shares)
    ids = [pk for each in found if may_read(each.record) for pk in each.charge_ids]
    told = explanations(ids) if ids else {}
    return [replace(each, told=told) for each in found]


def refunds_due(paid: Receipt) -> list[tuple[str, int]]:
    """What of a payment goes back or went back: (why, cents). One query."""
    return list(RefundDue.objects.filter(checkout_id=paid.checkout_id).order_by("at").values_list("reason", "cents"))


def paid_items(user: User, after: str = "", limit: int = 25) -> tuple[list[PaidItem], pages.Page[Receipt]]:
    """What an account paid, newest first, paged by key; the page says what comes next. Two queries."""
    page = pages.page(_receipts().filter(checkout__payer=user), order=("-id",), mark=after, size=limit)
    return _items(page.rows), page


def recent(after: str = "", limit: int = 25) -> tuple[list[PaidItem], pages.Page[Receipt]]:
    """Everybody's payments for the cashier, newest first, paged by key. Two queries."""
    page = pages.page(_receipts().select_related("checkout__taken_by"), order=("-id",), mark=after, size=limit)
    return _items(page.rows), page


def taken_today(at: datetime) -> list[Taken]:
    """What came in on the city's day of `at`, by way of paying. One query."""
    start = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Receipt.objects.filter(at__gte=start, at__lte=at)
        .order_by("checkout__method")
        .values("checkout__method")
        .annotate(count=Count("pk"), cents=Sum("cents"))
    )
    labels = {str(method): label for method, label in rules.METHOD_LABELS.items()}
    return [Taken(labels.get(row["checkout__method"], "Online"), row["count"], row["cents"]) for row in rows]


def _receipts() -> QuerySet[Receipt]:
    return Receipt.objects.select_related("checkout")


def _items(receipts: Iterable[Receipt]) -> list[PaidItem]:
    found = list(receipts)
    shares = _shares([paid.checkout_id for paid in found])
    return [PaidItem(paid, shares.get(paid.checkout_id, ())) for paid in found]


def _shares(checkout_ids: list[UUID]) -> dict[UUID, tuple[ReceiptShare, ...]]:
    lines = (
        CheckoutLine.objects.filter(checkout_id__in=checkout_ids)
        .select_related("charge__record")
        .order_by("checkout_id", "charge__record_id", "charge_id")
    )
    records: dict[tuple[UUID, int], Record] = {}
    labels: dict[tuple[UUID, int], list[tuple[str, int]]] = {}
    charges: dict[tuple[UUID, int], list[int]] = {}
    for line in lines:
        part = (line.checkout_id, line.charge.record_id)
        records[part] = line.charge.record
        labels.setdefault(part, []).append((line.charge.label, line.cents))
        charges.setdefault(part, []).append(line.charge_id)
    shares: dict[UUID, tuple[ReceiptShare, ...]] = {}
    for part, record in records.items():
        share = ReceiptShare(record, tuple(labels[part]), tuple(charges[part]))
        shares[part[0]] = (*shares.get(part[0], ()), share)
    return shares
