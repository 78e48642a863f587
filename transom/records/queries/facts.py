"""What the rules may ask about a record: answers with their types, the parcel, the contractor, dates and counters."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist

from transom.accounts.models import Firm
from transom.kernel.clock import local_date
from transom.kernel.rows import rows, shaped
from transom.land.models import Parcel
from transom.records.models import Record
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType

KNOWN_FLAGS = ("historic", "easement", "floodplain")
HANDED_IN = "SELECT DISTINCT document FROM records_attachment WHERE record_id = %s AND removed_at IS NULL"
LICENSES = """
SELECT number, type_id, bundle, status, issued_on, expires_on, answers FROM records_record
WHERE firm_id = %s AND kind = 'license' AND NOT closed AND number IS NOT NULL
    AND (%s::text[] = '{}' OR type_id = ANY(%s::text[]))
ORDER BY id DESC LIMIT 20
"""


class _License(NamedTuple):
    """A license as far as a company's standing hangs on it; `answers` is JSON."""

    number: str
    type_id: str
    bundle: str
    status: str
    issued_on: date | None
    expires_on: date | None
    answers: str


def rulebook_of(record: Record, at: datetime) -> RecordType:
    """The rules a record stands under: the bundle it stays on, or today's for a draft."""
    if record.bundle:
        return rulebook.record_type(record.bundle)
    return rulebook.current_type(record.type_id, local_date(at))


def facts_of_draft(draft: Record, rt: RecordType, at: datetime) -> dict[str, Any]:
    """The facts of a draft on the day of `at`."""
    return base_facts(draft, rt, local_date(at))


def base_facts(
    record: Record, rt: RecordType, today: date, *, handed_in: Collection[str] | None = None
) -> dict[str, Any]:
    """Everything this room knows of a record as rules may ask it; what nobody knows yet is absent.

    `handed_in` saves reading the keys of its documents again where they are at hand.
    Balance, reviews and inspections are added by `workflow`. Parcel flags and the contractor's standing are read
    live, so that a lapsed insurance counts on the day it lapses and not on the day the contractor was picked.
    """
    facts: dict[str, Any] = dict(rt.facts_from(record.answers))
    parcel = parcel_facts(record.parcel) if record.parcel else None
    holders: dict[str, dict[str, Any] | None] = {}
    for key, field in rt.fields.items():
        if field.type == "parcel":
            _put(facts, key, parcel)
        elif field.type == "license-holder":
            firm = holder(record, key)
            holders[key] = contractor_facts(firm, today, field.licenses) if firm else None
            _put(facts, key, holders[key])
    if parcel:
        facts["parcel"] = parcel
    if rt.kind != "license" and "contractor" not in holders:
        _put(facts, "contractor", next((each for each in holders.values() if each), None))
    for counter, value in record.counts.items():
        facts[counter] = Decimal(value)
    facts.setdefault("extensions", Decimal(0))
    for mark, day in record.marks.items():
        facts[mark] = date.fromisoformat(day) if isinstance(day, str) else day
    for name, column in (("submitted_on", record.submitted_on), ("issued_on", record.issued_on)):
        if column:
            facts[name] = column
    if record.expires_on:
        facts.setdefault("term_end", record.expires_on)
    facts["today"] = today
    facts["documents_missing"] = Decimal(len(documents_missing(record, rt, facts, handed_in)))
    return facts


def parcel_facts(parcel: Parcel) -> dict[str, Any]:
    """A parcel as rules see it: its flags (a flag nobody set is false), zone and address."""
    flags = dict.fromkeys(KNOWN_FLAGS, False) | {name: bool(value) for name, value in parcel.flags.items()}
    return flags | {
        "key": str(parcel.pk),
        "number": parcel.pin,
        "address": str(parcel),
        "city": parcel.city,
        "zip": parcel.zip,
        "zone": parcel.zone,
    }


def holder(record: Record, key: str) -> Firm | None:
    """The company that answers a license-holder question; several such questions may name several companies."""
    answer = record.answers.get(key)
    firm_id = str(answer.get("key", "")) if isinstance(answer, Mapping) else ""
    if not firm_id.isdecimal():
        return None
    if record.firm and record.firm.pk == int(firm_id):
        return record.firm
    return Firm.objects.filter(pk=int(firm_id)).first()


def contractor_facts(firm: Firm, today: date, licenses: Collection[str] = ()) -> dict[str, Any]:
    """A company's standing with the city today: active, insured until when, under which license.

    Only licenses of the types in `licenses` count, any license when it is empty; of those the open one that is active
    and whose insurance runs longest. A company without any is not active, and a rule that asks for its insurance gets
    no answer.
    """
    best: dict[str, Any] = {}
    for license_ in shaped(_License, LICENSES, (firm.pk, list(licenses), list(licenses))):
        facts = _license_facts(license_, today)
        if not best or _rank(facts) > _rank(best):
            best = facts
    found = {key: value for key, value in best.items() if value is not None}
    return {"active": False, "license": "", "star": False} | found | {"key": str(firm.pk), "name": firm.name}


def documents_missing(
    record: Record, rt: RecordType, facts: Mapping[str, Any], handed_in: Collection[str] | None = None
) -> list[str]:
    """Labels of the required documents nobody has handed in yet, in the rulebook's order.

    One query, none where the keys of those that were `handed_in` are at hand or nothing is required.
    """
    wanted = [spec for spec in rt.documents(facts) if spec.required]
    if not wanted:
        return []
    given = {key for (key,) in rows(HANDED_IN, (record.pk,))} if handed_in is None else handed_in
    return [spec.label for spec in wanted if spec.key not in given]


def _license_facts(license_: _License, today: date) -> dict[str, Any]:
    try:
        rt = rulebook.record_type(license_.bundle)
    except ObjectDoesNotExist:
        return {"active": False, "license": license_.number, "license_type": license_.type_id}
    facts = rt.facts_from(json.loads(license_.answers))
    insured = facts.get("insured_until")
    in_term = license_.expires_on is None or license_.expires_on >= today
    return {
        "active": rt.status(license_.status).good and license_.issued_on is not None and in_term,
        "insured_until": insured if isinstance(insured, date) else None,
        "license": license_.number,
        "license_type": license_.type_id,
        "star": facts.get("star") is True,
    }


def _rank(facts: Mapping[str, Any]) -> tuple[bool, date]:
    return bool(facts.get("active")), facts.get("insured_until") or date.min


def _put(facts: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        facts.pop(key, None)
    else:
        facts[key] = value
