"""What follows an inspection once it is committed: the people concerned are told."""

from __future__ import annotations

from django.db import transaction

from transom.history.queries import event
from transom.inspections.queries import visit
from transom.kernel.queue import job
from transom.records.actions import tell_parties

NOTICES = {
    "inspection.requested": "inspection-requested",
    "inspection.rescheduled": "inspection-rescheduled",
    "inspection.cancelled": "inspection-cancelled",
    "inspection.passed": "inspection-result",
    "inspection.failed": "inspection-result",
    "inspection.partial": "inspection-result",
}


@job("inspections.tell_visit")
def tell_visit(event_id: int) -> None:
    """Write to the parties about a visit: scheduled, moved, called off, or its result with what to correct."""
    told = event(event_id)
    seen = visit(int(told.subject_id))
    facts = {
        "inspection": told.data["label"],
        "day": told.data["said_day"],
        "window": told.data["window"],
        "outcome": seen.get_outcome_display() if seen.outcome else "",
        "notes": seen.notes,
    }
    with transaction.atomic():
        tell_parties(seen.required.record, NOTICES[told.verb], facts, dedupe=f"{told.verb}:{event_id}", at=told.at)
