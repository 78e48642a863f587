"""Deliveries that a message asked for, and those whose next try has come."""

from __future__ import annotations

from transom.kernel import clock
from transom.kernel.queue import job
from transom.notices import actions, queries


@job("notices.deliver")
def deliver(message_id: int) -> None:
    """The first try, a moment after the message was written."""
    actions.deliver(message_id, at=clock.now())


@job("notices.deliver_waiting", cron="* * * * *")
def deliver_waiting() -> None:
    """Every minute: what failed before, or was taken by a worker that died."""
    for message_id in queries.waiting(clock.now()):
        actions.deliver(message_id, at=clock.now())
