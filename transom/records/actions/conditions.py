"""Conditions: what a permit's holder must do or keep, and who said it was done."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.records.actions.locking import account, locked
from transom.records.models import Condition, Record


@transaction.atomic
def add_condition(record: Record, text: str, *, due_on: date | None, by: Actor, at: datetime) -> Condition:
    """Put a condition on a record; everyone may read it."""
    if not text.strip():
        raise Refused(Reason(say="Write what the condition asks for.", field="text"))
    record = locked(record)
    condition = Condition.objects.create(record=record, text=text.strip(), due_on=due_on, by=account(by), at=at)
    _tell("record.condition_added", condition, by, at)
    return condition


@transaction.atomic
def clear_condition(condition: Condition, *, by: Actor, at: datetime) -> Condition:
    """Say that a condition is met; refused when somebody said so before."""
    condition = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    if condition.cleared_at:
        raise Refused(Reason(say="This condition was already cleared."))
    condition.cleared_by, condition.cleared_at = account(by), at
    condition.save(update_fields=["cleared_by", "cleared_at"])
    _tell("record.condition_cleared", condition, by, at)
    return condition


def _tell(verb: str, condition: Condition, by: Actor, at: datetime) -> None:
    history.tell(
        verb,
        subject="records.condition",
        subject_id=condition.pk,
        record_id=condition.record_id,
        by=by,
        at=at,
        data={"text": condition.text, "due_on": condition.due_on.isoformat() if condition.due_on else None},
    )
