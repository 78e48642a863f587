"""What stands in somebody's cart, with the amounts of this moment."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from transom.accounts.models import User
from transom.fees import queries as fees
from transom.kernel.rows import rows, shaped
from transom.payments import rules

# A charge is due as `fees` says it: nothing has settled it and it is not nothing. At most one open try holds a charge,
# by a unique index, so no line comes twice.
IN_THE_CART = """
SELECT item.record_id, item.shown_cents, record.number, record.type_label, record.address, record.applicant_id,
    record.firm_id, charge.id, charge.fee, charge.label, charge.cents, charge.cite, charge.trace, charge.made_up,
    charge.at, checkout.id, checkout.payer_id, checkout.cents, checkout.lease_until
FROM payments_cartitem item
JOIN records_record record ON record.id = item.record_id
LEFT JOIN fees_charge charge ON charge.record_id = item.record_id AND charge.cents <> 0
    AND NOT EXISTS (SELECT FROM fees_settlement settlement WHERE settlement.charge_id = charge.id)
LEFT JOIN payments_checkoutline line ON line.charge_id = charge.id AND line.active
LEFT JOIN payments_checkout checkout ON checkout.id = line.checkout_id
WHERE item.user_id = %s
ORDER BY item.at, item.id, charge.id
"""
COUNTED = "SELECT count(*) FROM payments_cartitem WHERE user_id = %s"


class _Found(NamedTuple):
    """A charge that is due on a record in the cart with who is paying it now; its parts are None where none is due."""

    record_id: int
    shown: int
    number: str
    type_label: str
    address: str
    applicant_id: int | None
    firm_id: int | None
    charge_id: int | None
    fee: str
    label: str
    cents: int
    cite: str
    trace: str
    made_up: bool
    at: datetime
    checkout_id: UUID | None
    payer_id: int | None
    checkout_cents: int
    lease_until: datetime


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
class Unfinished:
    """An account's own try to pay that is still open: its key, cents, and until when it keeps the fees from others."""

    pk: UUID
    cents: int
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class CartView:
    """Everything the cart's pages show; amounts in cents. `unfinished` is the account's own open try on them."""

    rows: tuple[CartRow, ...]
    unfinished: Unfinished | None = None

    @property
    def cents(self) -> int:
        return sum(row.now for row in self.rows if row.is_payable)

    @property
    def made_up(self) -> bool:
        return any(line.made_up for row in self.rows for line in row.lines)

    def count(self) -> int:
        """How many records stand in it: what `cart_count` would ask again."""
        return len(self.rows)


def cart(user: User) -> CartView:
    """The cart of this account, in the order it was filled, with the amounts of this moment. One query."""
    by_record: dict[int, list[_Found]] = {}
    for found in shaped(_Found, IN_THE_CART, (user.pk,)):
        by_record.setdefault(found.record_id, []).append(found)
    own = (
        Unfinished(found.checkout_id, found.checkout_cents, found.lease_until)
        for listed in by_record.values()
        for found in listed
        if found.checkout_id and found.payer_id == user.pk
    )
    return CartView(tuple(_row(listed, user) for listed in by_record.values()), next(own, None))


def chosen(user: User, numbers: Collection[str]) -> CartView:
    """The rows of these record numbers in the cart that have something to pay. One query."""
    view = cart(user)
    return replace(view, rows=tuple(row for row in view.rows if row.number in numbers and row.is_payable))


def cart_count(user: User) -> int:
    """How many records stand in the cart. One query."""
    ((count,),) = rows(COUNTED, (user.pk,))
    return int(count)


def _row(listed: list[_Found], user: User) -> CartRow:
    item = listed[0]
    due = [found for found in listed if found.charge_id]
    busy = [found.lease_until for found in due if found.checkout_id and found.payer_id != user.pk]
    return CartRow(
        record_id=item.record_id,
        number=item.number,
        type_label=item.type_label,
        address=item.address,
        lines=tuple(_line(found) for found in due),
        shown=item.shown,
        now=sum(found.cents for found in due),
        busy_until=max(busy, default=None),
        is_own=rules.is_own(item.applicant_id, item.firm_id, user.pk, user.firm_id),
    )


def _line(found: _Found) -> fees.Line:
    return fees.Line(
        charge_id=found.charge_id or 0,
        record_id=found.record_id,
        fee=found.fee,
        label=found.label,
        cents=found.cents,
        cite=found.cite,
        trace=tuple(json.loads(found.trace)),
        made_up=found.made_up,
        at=found.at,
        standing="",
        is_due=True,
        settled_at=None,
    )
