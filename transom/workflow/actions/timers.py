"""What happens because time passed: permits expire, applications lapse, reminders go out before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog
from django.db import transaction

from transom.history.actions import tell
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.records.actions import tell_parties
from transom.records.models import Record
from transom.reviews.rules import day_said
from transom.rulebook.lifecycle import Timer
from transom.rulebook.queries import record_type
from transom.workflow import rules
from transom.workflow.actions.case import Case, opened
from transom.workflow.actions.effects import notice_facts
from transom.workflow.actions.moves import come_to_rest, fire

log = structlog.get_logger("transom.workflow")

BATCH = 500
WARNING = "expiring"


def tick(*, at: datetime) -> int:
    """Let every timer of every open record look at today's date; how many fired.

    Each record is its own transaction, so one that cannot move does not keep the others from moving; a second tick on
    the same day fires and warns nothing twice.
    """
    return sum(_look(record_id, at) for record_id in _with_timers())


def _with_timers() -> Iterator[int]:
    """Ids of open records in a status that some timer watches, a batch at a time, by status."""
    open_records = Record.objects.filter(closed=False, number__isnull=False).exclude(bundle="")
    for bundle, status in open_records.order_by().values_list("bundle", "status").distinct():
        if not record_type(bundle).timers(status):
            continue
        rows = open_records.filter(bundle=bundle, status=status).order_by("id").values_list("id", flat=True)
        last = 0
        while batch := list(rows.filter(id__gt=last)[:BATCH]):
            yield from batch
            last = batch[-1]


def _look(record_id: int, at: datetime) -> bool:
    """Fire or warn for one record; a refusal is logged, for the next day's tick to try again."""
    try:
        with transaction.atomic():
            case = opened(record_id, by=SYSTEM, at=at)
            come_to_rest(case)
            return _run_timers(case)
    except Refused as refused:
        log.warning("timer refused", record=record_id, reasons=[reason.say for reason in refused.reasons])
        return False


def _run_timers(case: Case) -> bool:
    known = case.facts()
    for timer in case.rt.timers(case.record.status):
        alarm = rules.alarm(timer, known, case.today)
        if alarm and alarm.fire:
            why = f"The time allowed ended on {alarm.on.isoformat()}."
            fire(case.record, timer.fire, by=SYSTEM, at=case.at, why=why)
            return True
        if alarm:
            _warn(case, timer, alarm)
    return False


def _warn(case: Case, timer: Timer, alarm: rules.Alarm) -> None:
    """Remind everyone on the record once for each day the rulebook warns on."""
    sent = tell_parties(
        case.record,
        WARNING,
        notice_facts(case) | {"expires_on": alarm.on, "days_left": (alarm.on - case.today).days},
        dedupe=f"{timer.key}:{case.record.pk}:{alarm.on.isoformat()}:{alarm.warned_for}",
        at=case.at,
    )
    if any(message.created_at == case.at for message in sent):
        tell(
            "workflow.warned",
            subject="records.record",
            subject_id=case.record.pk,
            record_id=case.record.pk,
            by=SYSTEM,
            at=case.at,
            data={"label": timer.key, "on": alarm.on.isoformat(), "on_said": day_said(alarm.on)},
        )
