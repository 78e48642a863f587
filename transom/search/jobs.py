"""Work that follows an event of a record, a moment later."""

from __future__ import annotations

from transom.history import queries as history
from transom.kernel import clock
from transom.kernel.queue import job
from transom.search import actions


@job("search.republish")
def republish(event_id: int) -> None:
    """Brings the public face of the event's record up to date; does no harm when done twice."""
    event = history.event(event_id)
    if event.record_id is not None:
        actions.republish(event.record_id, at=clock.now())
