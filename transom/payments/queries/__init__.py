"""The only reader of carts, checkouts and receipts for others."""

from transom.payments.queries.cart import CartRow, CartView, cart, cart_count, chosen
from transom.payments.queries.checkouts import busy_until, checkout_of, lines_of
from transom.payments.queries.receipts import (
    PaidItem,
    ReceiptShare,
    Taken,
    any_receipt,
    of_checkout,
    paid_items,
    receipt,
    receipt_by_secret,
    receipt_for,
    receipt_shares,
    recent,
    refunds_due,
    taken_today,
    with_reasons,
)

__all__ = [
    "CartRow",
    "CartView",
    "PaidItem",
    "ReceiptShare",
    "Taken",
    "any_receipt",
    "busy_until",
    "cart",
    "cart_count",
    "checkout_of",
    "chosen",
    "lines_of",
    "of_checkout",
    "paid_items",
    "receipt",
    "receipt_by_secret",
    "receipt_for",
    "receipt_shares",
    "recent",
    "refunds_due",
    "taken_today",
    "with_reasons",
]
