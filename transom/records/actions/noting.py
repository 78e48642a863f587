"""Internal notes: staff write them, staff read them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.records.actions.locking import account
from transom.records.models import Note, Record


@transaction.atomic
def add_note(record: Record, text: str, *, by: Actor, at: datetime) -> Note:
    """Keep a remark that no applicant and no member of the public ever sees."""
    if not text.strip():
        raise Refused(Reason(say="Write the note.", field="text"))
    note = Note.objects.create(record=record, text=text.strip(), by=account(by), at=at)
    history.tell("record.noted", subject="records.note", subject_id=note.pk, record_id=record.pk, by=by, at=at, data={})
    return note
