"""What stands in somebody's cart, with the amounts of this moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from transom.accounts.models import User
from transom.fees import queries as fees
from transom.fees.models import Charge
from transom.payments import rules
from transom.payments.models import CartItem, Checkout, CheckoutLine

RECORD_COLUMNS = ("number", "type_label", "address", "applicant", "firm")


@dataclass(frozen=True, slots=True)
class CartRow:
    """A record in the cart: its lines that are due, cents when it was put in and cents now."""

    record_id: int
    number: str
    type_label: str
    address: str
    lines: tuple[fees.Line, ...]
    shown: int
    now: int
    busy_until: datetime | None
    is_own: bool = False
    """Whether whose cart it is applied for the record or its company is on it; anyone may pay for any record."""

    @property
    def url(self) -> str:
        return f"/records/{self.number}/fees/"

    @property
    def is_changed(self) -> bool:
        return self.now != self.shown

    @property
    def is_payable(self) -> bool:
        return self.now > 0


@dataclass(frozen=True, slots=True)
class CartView:
    """Everything the cart's pages show; amounts in cents. `unfinished` is the account's own open try on them."""

    rows: tuple[CartRow, ...]
    unfinished: Checkout | None = None

    @property
    def cents(self) -> int:
        return sum(row.now for row in self.rows if row.is_payable)

    @property
    def made_up(self) -> bool:
        return any(line.made_up for row in self.rows for line in row.lines)


def cart(user: User) -> CartView:
    """The cart of this account, in the order it was filled. Three queries, whatever is in it."""
    items = list(
        CartItem.objects.filter(user=user)
        .select_related("record")
        .only("shown_cents", "at", *(f"record__{column}" for column in RECORD_COLUMNS))
        .order_by("at", "id")
    )
    due = fees.due_of([item.record_id for item in items])
    held = _held([charge.pk for charges in due.values() for charge in charges])
    own = [checkout for checkout in held.values() if checkout.payer_id == user.pk]
    others = {pk: checkout.lease_until for pk, checkout in held.items() if checkout.payer_id != user.pk}
    rows = (_row(item, due[item.record_id], others, user) for item in items)
    return CartView(tuple(rows), own[0] if own else None)


def chosen(user: User, numbers: Collection[str]) -> CartView:
    """The rows of these record numbers in the cart that have something to pay. Three queries."""
    view = cart(user)
    return replace(view, rows=tuple(row for row in view.rows if row.number in numbers and row.is_payable))


def cart_count(user: User) -> int:
    """How many records stand in the cart. One query."""
    return CartItem.objects.filter(user=user).count()


def _row(item: CartItem, due: list[Charge], held: dict[int, datetime], user: User) -> CartRow:
    busy = [held[charge.pk] for charge in due if charge.pk in held]
    return CartRow(
        record_id=item.record_id,
        number=item.record.number or "",
        type_label=item.record.type_label,
        address=item.record.address,
        lines=tuple(replace(fees.line_of(charge), standing="") for charge in due),
        shown=item.shown_cents,
        now=sum(charge.cents for charge in due),
        busy_until=max(busy, default=None),
        is_own=rules.is_own(item.record.applicant_id, item.record.firm_id, user.pk, user.firm_id),
    )


def _held(charge_ids: list[int]) -> dict[int, Checkout]:
    """Who is paying which charge right now."""
    lines = CheckoutLine.objects.filter(active=True, charge_id__in=charge_ids).select_related("checkout")
    return {line.charge_id: line.checkout for line in lines}
