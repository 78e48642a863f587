"""What the worker does for payments, by the clock and on demand."""

from transom.kernel import clock
from transom.kernel.queue import job
from transom.payments import actions


@job("payments.take_webhooks")
def take_webhooks() -> None:
    actions.take_webhooks(at=clock.now())


@job("payments.send_refunds")
def send_refunds() -> None:
    actions.send_refunds(at=clock.now())


@job("payments.reconcile", cron="* * * * * */20")
def reconcile() -> None:
    """Every 20 seconds: messages that wait, payments that are open, money that is due back."""
    actions.take_webhooks(at=clock.now())
    actions.reconcile(at=clock.now())
    actions.send_refunds(at=clock.now())


@job("payments.compare_books", cron="17 * * * *")
def compare_books() -> None:
    actions.compare_books(at=clock.now())
