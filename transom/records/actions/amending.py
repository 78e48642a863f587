"""Changing what a submitted record says: by staff, with a reason, never in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from transom.accounts.models import Firm
from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.refusals import Reason, Refused
from transom.records.actions.answering import holder_answer, leading_holder
from transom.records.actions.locking import locked
from transom.records.actions.numbering import ROLE_OF_HOLDER, firm_party, person_party, summarize
from transom.records.models import Party, Record
from transom.records.queries.facts import base_facts, rulebook_of
from transom.rulebook.compiled import RecordType
from transom.rulebook.forms.fields import STAFF


@transaction.atomic
def amend(record: Record, answers: Mapping[str, Any], *, why: str, by: Actor, at: datetime) -> Record:
    """Change answers of a submitted record and write what they were, what they are, and why.

    Each change is checked by the rulebook the record stays on; wrong ones are refused with the sentence of the field.
    Fees already charged stay as they are: charging again is a decision of its own.
    """
    record = locked(record)
    if record.is_draft:
        raise Refused(Reason(say="An application that was not submitted yet is changed by its applicant."))
    if not why.strip():
        raise Refused(Reason(say="Say why the answers change.", field="why"))
    rt = rulebook_of(record, at)
    unknown = sorted(set(answers) - set(rt.fields))
    if unknown:
        raise Refused(Reason(say=f"{rt.label} does not ask for “{unknown[0]}”.", field=unknown[0]))
    changed = {key: value for key, value in answers.items() if record.answers.get(key) != value}
    if not changed:
        raise Refused(Reason(say="Nothing was changed."))
    was = {key: record.answers.get(key) for key in changed}
    record.answers = record.answers | changed
    record.answers |= _checked(record, rt, changed, local_date(at))
    changed = {key: record.answers[key] for key in changed}
    summarize(record, rt, base_facts(record, rt, local_date(at)))
    record.updated_at = at
    record.save(update_fields=["answers", "title", "valuation_cents", "updated_at"])
    _follow_people(record, rt, changed)
    history.tell(
        "record.amended",
        subject="records.record",
        subject_id=record.pk,
        record_id=record.pk,
        by=by,
        at=at,
        data={
            "keys": sorted(changed),
            "labels": ", ".join(rt.fields[key].label for key in sorted(changed)),
            "was": was,
            "is": changed,
            "why": why.strip(),
        },
    )
    return record


def _follow_people(record: Record, rt: RecordType, changed: Mapping[str, Any]) -> None:
    """A person who is named anew stands on the record from now on, and the one named before does not."""
    for key, value in changed.items():
        if rt.fields[key].type == "person":
            Party.objects.filter(record=record, role=key).delete()
            if isinstance(value, Mapping) and value.get("name"):
                person_party(record, key, value).save()


def _checked(record: Record, rt: RecordType, changed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The changed answers as rules read them; questions only staff answer are checked like all others."""
    facts = base_facts(record, rt, today)
    values: dict[str, Any] = {}
    wrong = []
    for page in (None, STAFF):
        checked = rt.validate(record.answers, facts, page)
        values |= {key: value for key, value in checked.values.items() if key in changed}
        wrong += [Reason(say=say, field=key) for key, say in checked.errors.items() if key.split(".")[0] in changed]
    if wrong:
        raise Refused(*wrong)
    return values


@transaction.atomic
def change_party(record: Record, role: str, firm: Firm, *, why: str, by: Actor, at: datetime) -> Record:
    """Put another company in a role of a record, for instance when the contractor is replaced.

    The old company loses its party's rights with this transaction; what it did stays in the chronology.
    """
    record = locked(record)
    if not why.strip():
        raise Refused(Reason(say="Say why the company changes.", field="why"))
    Party.objects.filter(record=record, role=role).delete()
    firm_party(record, role, firm).save()
    rt = rulebook_of(record, at)
    key = leading_holder(rt) if role == ROLE_OF_HOLDER else role
    if key in rt.fields and rt.fields[key].type == "license-holder":
        record.answers[key] = holder_answer(firm)
        record.snapshots[key] = {"name": firm.name}
        record.firm = firm if role == ROLE_OF_HOLDER else record.firm
        record.updated_at = at
        record.save(update_fields=["answers", "snapshots", "firm", "updated_at"])
    history.tell(
        "record.party_changed",
        subject="records.record",
        subject_id=record.pk,
        record_id=record.pk,
        by=by,
        at=at,
        data={"role": role.capitalize(), "name": firm.name, "firm": firm.pk, "why": why.strip()},
    )
    return record
