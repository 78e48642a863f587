"""Moving a record: fire an event, or let what is due happen by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from transom.history.actions import tell
from transom.history.models import Event
from transom.kernel.actors import SYSTEM, Actor
from transom.kernel.refusals import Refused
from transom.records.actions import set_status
from transom.records.models import Record
from transom.reviews.actions import cancel_open
from transom.rulebook.lifecycle import AUTO_LIMIT, Move, Refusal, Unmet
from transom.workflow import rules
from transom.workflow.actions.case import Case, opened
from transom.workflow.actions.effects import charge, count, mark, run
from transom.workflow.queries import firm_of_license, has_needs, stops, waiting

AFTER_INSPECTION = ("inspection.passed", "inspection.failed")


@transaction.atomic
def fire(record: Record, event: str, *, by: Actor, at: datetime, why: str = "") -> Record:
    """Press a button or let a timer run out: the record moves, and whatever follows from that happens with it.

    Raises Refused with every reason when the rulebook does not allow it now; nothing is changed then.
    """
    case = opened(record.pk, by=by, at=at)
    decision = case.rt.decide(case.record.status, event, case.facts(), rules.side_of(by.kind))
    if isinstance(decision, Refusal):
        raise Refused(*rules.reasons(decision.reasons))
    barred = _holds(case, decision)
    if barred:
        raise Refused(*rules.reasons(barred))
    before = case.record.status
    make(replace(case, why=why), decision)
    case.refresh()
    come_to_rest(case)
    _carry_on(case, before)
    return case.record


def advance(event: Event) -> None:
    """What an event of another room lets happen: an inspection's fee or progress, automatic moves."""
    for record_id in _concerned(event):
        _advance(record_id, event, by=SYSTEM, at=event.at)


def advance_record(record_id: int, *, by: Actor, at: datetime) -> Record:
    """Let automatic moves happen until nothing more moves; doing it twice changes nothing."""
    return _advance(record_id, None, by=by, at=at)


def advance_for_firm(event: Event) -> None:
    """What changed at a firm or on its license lets its waiting records move, and the changed record itself."""
    concerned = _concerned(event)
    firm_id = int(event.subject_id) if event.subject == "accounts.firm" else firm_of_license(event.record_id)
    if firm_id is not None:
        concerned += [one for one in waiting(firm=firm_id) if one not in concerned]
    for record_id in concerned:
        advance_record(record_id, by=SYSTEM, at=event.at)


@transaction.atomic
def _advance(record_id: int, event: Event | None, *, by: Actor, at: datetime) -> Record:
    record = Record.objects.get(pk=record_id)
    if record.is_draft or not record.bundle:
        return record
    case = opened(record_id, by=by, at=at)
    before = case.record.status
    if event is not None and event.verb in AFTER_INSPECTION:
        _after_inspection(case, event)
    if not case.record.closed:
        come_to_rest(case)
    _carry_on(case, before)
    return case.record


def come_to_rest(case: Case) -> None:
    """Make automatic moves to a fixed point, in the name of the system."""
    for _ in range(AUTO_LIMIT):
        move = case.rt.auto(case.record.status, case.facts())
        if move is None or _holds(case, move):
            return
        make(replace(case, by=SYSTEM, why=""), move)
        case.refresh()
    raise RuntimeError(f"{case.record}: the automatic moves of {case.rt.id} never come to rest.")


def make(case: Case, move: Move) -> None:
    """Do what one move says: the status first, so that chronology and notices read in order, then its effects."""
    if move.to == case.record.status:
        _say_acted(case, move)
    else:
        to = case.rt.status(move.to)
        case.record = set_status(case.record, to, move=move.on, why=case.why, by=case.by, at=case.at)
        if to.closed:
            cancel_open(case.record, by=case.by, at=case.at)
    if move.on == rules.RESUBMIT:
        count(case, rules.RESUBMITTALS)
        case.refresh()
    run(case, move.do)


def _holds(case: Case, move: Move) -> tuple[Unmet, ...]:
    """Stop holds that bar this move; they bar every move that has needs, except handing in the application."""
    return stops(case.record) if has_needs(case.rt, move.from_, move.on) else ()


def _say_acted(case: Case, move: Move) -> None:
    tell(
        "workflow.acted",
        subject="records.record",
        subject_id=case.record.pk,
        record_id=case.record.pk,
        by=case.by,
        at=case.at,
        data={"label": move.label, "move": move.on},
    )


def _after_inspection(case: Case, event: Event) -> None:
    """A passed inspection is progress, which keeps a permit from expiring; a failed one may cost a fee."""
    if event.verb == "inspection.passed":
        mark(case, "last_progress")
    else:
        charge(case, "inspection-failed", occurrence=f"inspection-failed:{event.subject_id}")
    case.refresh()


def _carry_on(case: Case, before: str) -> None:
    """A license that became good or bad lets its firm's waiting permits look again."""
    if case.record.kind == "license" and case.record.firm_id is not None and case.record.status != before:
        for record_id in waiting(firm=case.record.firm_id):
            if record_id != case.record.pk:
                advance_record(record_id, by=SYSTEM, at=case.at)


def _concerned(event: Event) -> list[int]:
    """The record an event is about; for a hold on a property or a firm that was lifted, all that wait there."""
    if event.record_id is not None:
        return [event.record_id]
    about = {name: event.data.get(name) for name in ("parcel", "firm") if event.data.get(name)}
    return waiting(**about) if event.verb == "record.hold_lifted" and about else []
