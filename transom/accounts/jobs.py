"""What comes by the clock."""

from __future__ import annotations

from transom.accounts import actions
from transom.kernel import clock
from transom.kernel.queue import job


@job("accounts.forget_unconfirmed", cron="17 8 * * *")
def forget_unconfirmed() -> None:
    """Once a night: accounts whose link ran out unused are removed, and old counts of tries."""
    actions.forget_unconfirmed(at=clock.now())
