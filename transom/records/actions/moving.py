"""What only the workflow does to a record: its status, and the dates, counters and answers its moves leave behind."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.records.actions.locking import locked
from transom.records.models import Record, StatusChange
from transom.rulebook.lifecycle import Status

DATE_COLUMNS = {
    "submitted_on": "submitted_on",
    "issued_on": "issued_on",
    "term_end": "expires_on",
    "expires_on": "expires_on",
}


@transaction.atomic
def set_status(record: Record, to: Status, *, move: str, why: str, by: Actor, at: datetime) -> Record:
    """Write a status the rulebook's move table decided: the row of the change, the record, the event.

    Called by `workflow` alone. Moving to the status a record has already (a move to "same") writes nothing. A closed
    status sets the day it closed; one that opens it again clears that day.
    """
    record = locked(record)
    if record.status == to.key:
        return record
    old, old_label = record.status, record.status_label
    StatusChange.objects.create(
        record=record, old=old, new=to.key, move=move, why=why, by_id=by.pk, by_label=by.label, at=at
    )
    record.status, record.status_label, record.closed = to.key, to.label, to.closed
    record.closed_on = local_date(at) if to.closed else None
    record.updated_at = at
    record.save(update_fields=["status", "status_label", "closed", "closed_on", "updated_at"])
    history.tell(
        "record.status_changed",
        subject="records.record",
        subject_id=record.pk,
        record_id=record.pk,
        by=by,
        at=at,
        data={"old": old, "new": to.key, "old_label": old_label, "new_label": to.label, "move": move, "why": why},
    )
    return record


@transaction.atomic
def set_mark(record: Record, mark: str, day: date | None, *, by: Actor, at: datetime) -> Record:
    """Remember a day under a name the lifecycle gives it, such as last_progress; None forgets it."""
    record = locked(record)
    if day is None:
        record.marks.pop(mark, None)
    else:
        record.marks[mark] = day.isoformat()
    columns = ["marks", "updated_at"]
    if mark in DATE_COLUMNS:
        setattr(record, DATE_COLUMNS[mark], day)
        columns.append(DATE_COLUMNS[mark])
    record.updated_at = at
    record.save(update_fields=columns)
    return record


@transaction.atomic
def raise_count(record: Record, counter: str, *, by: Actor, at: datetime, to: int | None = None) -> Record:
    """Add one to a counter of the lifecycle, such as extensions, or set it to a number."""
    record = locked(record)
    record.counts[counter] = int(record.counts.get(counter, 0)) + 1 if to is None else to
    record.updated_at = at
    record.save(update_fields=["counts", "updated_at"])
    return record


@transaction.atomic
def set_answer(record: Record, field: str, value: str, *, by: Actor, at: datetime) -> Record:
    """Set an answer because a move says so, for instance that a license is being renewed."""
    record = locked(record)
    record.answers[field] = value
    record.updated_at = at
    record.save(update_fields=["answers", "updated_at"])
    return record
