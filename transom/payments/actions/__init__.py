"""The only writer of carts, checkouts, receipts and refunds."""

from transom.payments.actions.cart import accept_amounts, put_in_cart, remove
from transom.payments.actions.checkout import begin, cancel, close_open_tries, open_page, return_from
from transom.payments.actions.counter import take_at_counter
from transom.payments.actions.mailing import mail_receipt
from transom.payments.actions.reconcile import compare_books, reconcile
from transom.payments.actions.refunds import send_refunds
from transom.payments.actions.settling import settle
from transom.payments.actions.webhooks import receive_webhook, take_webhooks

__all__ = [
    "accept_amounts",
    "begin",
    "cancel",
    "close_open_tries",
    "compare_books",
    "mail_receipt",
    "open_page",
    "put_in_cart",
    "receive_webhook",
    "reconcile",
    "remove",
    "return_from",
    "send_refunds",
    "settle",
    "take_at_counter",
    "take_webhooks",
]
