"""The step from a draft to a record: it gets its number, its parties and the rulebook it stays on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP
from typing import Any

from django.db import transaction

from transom.accounts.models import Firm
from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.money import to_cents
from transom.kernel.numbers import next_number
from transom.records.actions.answering import leading_holder
from transom.records.actions.locking import locked_draft
from transom.records.models import Link, Party, Record
from transom.records.queries.facts import facts_of_draft
from transom.records.rules import Proof
from transom.rulebook.compiled import RecordType
from transom.rulebook.values import CENT

ROLE_OF_HOLDER = "contractor"


@transaction.atomic
def number_and_pin(draft: Record, rt: RecordType, *, by: Actor, at: datetime) -> Record:
    """Give a draft its number, the rulebook it stays on, its parties and its day of submission.

    Answers to questions that are hidden by the other answers are dropped here. The status is set by `workflow`, which
    is the only caller and has checked that nothing is missing. Numbers come from a counter row in this transaction,
    so they have no gaps and no doubles. Refused when it was submitted before.
    """
    draft = locked_draft(draft)
    today = local_date(at)
    shown = {field.key for field in rt.visible_fields(None, facts_of_draft(draft, rt, at))}
    draft.answers = {key: value for key, value in draft.answers.items() if key in shown}
    draft.snapshots = {key: value for key, value in draft.snapshots.items() if key in shown or key.startswith("_")}
    holders = [key for key in shown if rt.fields[key].type == "license-holder" and draft.answers.get(key)]
    if rt.kind != "license" and leading_holder(rt) not in holders:
        draft.firm = None
    draft.number = rt.number(next_number(rt.series(today)), today)
    draft.bundle = rt.bundle
    draft.submitted_on = today
    draft.marks = draft.marks | {"submitted_on": today.isoformat()}
    summarize(draft, rt, facts_of_draft(draft, rt, at))
    draft.updated_at = at
    draft.save()
    Party.objects.bulk_create(_parties(draft, rt, holders))
    if draft.applicant:
        Link.objects.get_or_create(
            record=draft,
            user=draft.applicant,
            defaults={"tier": Link.Tier.PARTY, "because": Proof.APPLICANT.value, "at": at},
        )
    history.tell(
        "record.submitted",
        subject="records.record",
        subject_id=draft.pk,
        record_id=draft.pk,
        by=by,
        at=at,
        data={"number": draft.number, "type": draft.type_label},
    )
    return draft


def summarize(record: Record, rt: RecordType, facts: Mapping[str, Any]) -> None:
    """Set what the work is in a line and what it is worth, from the rulebook's summary; the caller saves."""
    worth = rt.valuation(facts)
    title = rt.title(facts)[:300]
    record.title = title[:1].upper() + title[1:]
    record.valuation_cents = None if worth is None else to_cents(worth.quantize(CENT, ROUND_HALF_UP))


def _parties(record: Record, rt: RecordType, holders: list[str]) -> list[Party]:
    parties = []
    if record.applicant:
        one = record.applicant
        parties.append(
            Party(
                record=record,
                role="applicant",
                name=one.label,
                email=one.email,
                phone=one.phone,
                address=one.address,
                user=one,
                firm=one.firm,
            )
        )
    for key, value in record.answers.items():
        if rt.fields[key].type == "person" and isinstance(value, Mapping) and value.get("name"):
            parties.append(person_party(record, key, value))
    firms = Firm.objects.in_bulk([int(record.answers[key]["key"]) for key in holders])
    for key in holders:
        role = ROLE_OF_HOLDER if key == leading_holder(rt) else key
        parties.append(firm_party(record, role, firms[int(record.answers[key]["key"])]))
    if rt.kind == "license" and record.firm:
        parties.append(firm_party(record, "license holder", record.firm))
    return parties


def person_party(record: Record, role: str, answer: Mapping[str, Any]) -> Party:
    """A person as an answer names them; the role is the question's key."""
    return Party(
        record=record,
        role=role,
        name=str(answer["name"])[:200],
        email=str(answer.get("email") or ""),
        phone=str(answer.get("phone") or "")[:40],
        address=str(answer.get("address") or "")[:300],
    )


def firm_party(record: Record, role: str, firm: Firm) -> Party:
    """A company as it stands on a record, with the contacts it has given the city."""
    return Party(
        record=record, role=role, name=firm.name, email=firm.email, phone=firm.phone, address=firm.address, firm=firm
    )
