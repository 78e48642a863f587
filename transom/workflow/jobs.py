"""What the workflow does by the clock."""

from __future__ import annotations

from transom.kernel import clock
from transom.kernel.queue import job
from transom.workflow import actions


@job("workflow.tick", cron="15 7 * * *")
def tick() -> None:
    """Every night after midnight in the city (7:15 UTC): permits expire, applications lapse, reminders go out."""
    actions.tick(at=clock.now())
