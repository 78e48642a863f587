"""What of a record anyone may see: an allowlist, drawn field by field. What is not named here is not public.

Never here: e-mail, phone, postal addresses of people, access notes, contacts on site, internal notes, holds' reasons,
files, followers, reviewers' and inspectors' words, who did what by name.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from transom.fees import queries as fees
from transom.history import queries as history
from transom.inspections import queries as inspections
from transom.kernel.clock import local_date
from transom.kernel.money import dollars
from transom.records import queries as records
from transom.records.models import Record
from transom.reviews import queries as reviews

from . import rules
from .models import PublicRecord

CHRONOLOGY = 100
CONTRACTOR = "contractor"


def public_row(record: Record, *, at: datetime) -> PublicRecord:
    """The public face of a submitted record as it stands now."""
    applicant, contractor = _names(record)
    applied = record.submitted_on
    return PublicRecord(
        id=record.pk,
        number=record.number,
        number_norm=rules.number_norm(record.number or ""),
        kind=record.kind,
        type_id=record.type_id,
        type_label=record.type_label,
        status_label=record.status_label,
        closed=record.closed,
        title=record.title,
        address=record.address,
        address_norm=record.address_norm,
        pin=record.parcel.pin if record.parcel else "",
        applicant=applicant,
        contractor=contractor,
        words=rules.words_of(applicant, contractor),
        valuation_cents=record.valuation_cents,
        applied_on=applied,
        issued_on=record.issued_on,
        closed_on=record.closed_on,
        listed_on=applied or record.issued_on or rules.LONG_AGO,
        page=_page(record, applicant, contractor),
        updated_at=at,
    )


def _page(record: Record, applicant: str, contractor: str) -> dict[str, Any]:
    return {
        "info": _info(record),
        "site": _site(record),
        "contacts": [
            {"role": role, "name": name}
            for role, name in (("Applicant", applicant), ("Contractor", contractor))
            if name
        ],
        "fees": {"due_cents": fees.balance(record.pk)},
        "reviews": _reviews(record),
        "inspections": _inspections(record),
        "conditions": [
            {"text": each.text, "due_on": _day(each.due_on), "met_on": _day(each.cleared_at)}
            for each in record.conditions.order_by("id")
        ],
        "chronology": [
            {"at": entry.at.isoformat(), "who": entry.who, "says": entry.says}
            for entry in history.chronology(record.pk, public_only=True, limit=CHRONOLOGY)
        ],
    }


def _names(record: Record) -> tuple[str, str]:
    """The applicant's and the contractor's names, which permits have always shown to everyone."""
    by_role = {party.role: party.name for party in record.parties.order_by("-id")}
    applicant = by_role.get("applicant", "") or (record.applicant.label if record.applicant else "")
    firm = record.firm.name if record.firm else ""
    return applicant, firm or by_role.get(CONTRACTOR, "")


def _info(record: Record) -> list[list[Any]]:
    """Sections of (label, text): answers to public questions, or what an import's mapping declared public."""
    if not record.bundle:
        said = record.source_data.get("public", [])
        return [["Details", said]] if said else []
    return [
        [section.title, [[answer.label, answer.text] for answer in section.answers if answer.public]]
        for section in records.answers_view(record, private=False)
    ]


def _site(record: Record) -> list[list[str]]:
    said = [["Address", record.address]]
    if record.parcel:
        parcel = record.parcel
        place = " ".join(part for part in (f"{parcel.city}," if parcel.city else "", parcel.state, parcel.zip) if part)
        said += [
            ["City", place],
            ["Parcel number (PIN)", parcel.pin],
            ["Subdivision", parcel.subdivision],
            ["Zone", parcel.zone],
        ]
    if record.valuation_cents is not None:
        said.append(["Valuation", dollars(record.valuation_cents)])
    return [pair for pair in said if pair[1]]


def _reviews(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "label": each.label,
            "cycle": each.cycle,
            "decision": each.decision,
            "decision_label": each.decision_label,
            "started_on": _day(each.started_on),
            "due_on": _day(each.due_on),
            "decided_on": _day(each.decided_at),
        }
        for each in reviews.of_record(record.pk)
    ]


def _inspections(record: Record) -> list[dict[str, Any]]:
    return [
        {
            "label": each.required.label,
            "standing": each.standing,
            "visits": [
                {"day": _day(visit.day), "result": visit.get_outcome_display() or visit.get_state_display()}
                for visit in each.visits
            ],
        }
        for each in inspections.of_record(record.pk)
    ]


def _day(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    return (local_date(moment) if isinstance(moment, datetime) else moment).isoformat()
