"""Work that follows an event of a record, a moment later."""

from __future__ import annotations

from transom.kernel import clock
from transom.kernel.queue import job
from transom.search import actions

REPUBLISH = "search.republish"


@job(REPUBLISH)
def republish(event_id: int) -> None:
    """Brings the public face of the event's record up to date, and of those that wait; does no harm when done twice."""
    actions.catch_up(event_id, job=REPUBLISH, at=clock.now())
