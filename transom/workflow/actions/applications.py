"""Handing an application in: the one step from a draft to a record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.actions import number_and_pin
from transom.records.models import Record
from transom.rulebook.lifecycle import Refusal
from transom.workflow import rules
from transom.workflow.actions.case import opened
from transom.workflow.actions.moves import come_to_rest, make

SUBMIT = "submit"


@transaction.atomic
def submit(draft: Record, *, by: Actor, at: datetime) -> Record:
    """Hand in a draft: every page is checked, the needs of submitting are met, then it gets its number and moves.

    Raises Refused with a reason at each wrong field and each need; the draft stays as it was. Submitting twice is
    refused with the number the first click gave it.
    """
    case = opened(draft.pk, by=by, at=at)
    if not case.record.is_draft:
        raise Refused(
            Reason(
                Sentence("This application was already submitted. Its number is {number}.", number=case.record.number)
            )
        )
    known = case.facts()
    checked = case.rt.validate(case.record.answers, known, None)
    wrong = tuple(Reason(say, field=field) for field, say in checked.errors.items())
    decision = case.rt.decide(case.record.status, SUBMIT, known, rules.side_of(by.kind))
    if isinstance(decision, Refusal):
        raise Refused(*wrong, *rules.reasons(decision.reasons))
    if wrong:
        raise Refused(*wrong)
    case.record = number_and_pin(case.record, case.rt, by=by, at=at)
    make(case, decision)
    case.refresh()
    come_to_rest(case)
    return case.record
