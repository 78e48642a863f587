"""What of a record anyone may see: an allowlist, drawn field by field. What is not named here is not public.

Never here: e-mail, phone, postal addresses of people, access notes, contacts on site, internal notes, holds' reasons,
files, followers, reviewers' and inspectors' words, who did what by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from transom.fees import queries as fees
from transom.history import queries as history
from transom.inspections import queries as visits
from transom.kernel.clock import local_date
from transom.kernel.money import dollars
from transom.records.models import Record
from transom.records.queries import answers_view
from transom.reviews import queries as looks
from transom.search import rules
from transom.search.models import PublicRecord

CHRONOLOGY = 100
APPLICANT, CONTRACTOR = "applicant", "contractor"
Pairs = Sequence[tuple[str, str]]
Rows = list[dict[str, Any]]


def public_rows(records: Sequence[Record], *, at: datetime) -> list[PublicRecord]:
    """The public faces of submitted records as they stand now; what all of them need is read once for all."""
    ids = [record.pk for record in records]
    due = fees.balances(ids)
    reviews, inspections = looks.of_records(ids), visits.of_records(ids)
    lines = history.chronologies(ids, public_only=True, limit=CHRONOLOGY)
    return [
        _row(
            record,
            due_cents=due[record.pk],
            reviews=_reviews(reviews[record.pk]),
            inspections=_inspections(inspections[record.pk]),
            chronology=lines[record.pk],
            at=at,
        )
        for record in records
    ]


def _row(
    record: Record,
    *,
    due_cents: int,
    reviews: Rows,
    inspections: Rows,
    chronology: Sequence[history.Entry],
    at: datetime,
) -> PublicRecord:
    contacts = _contacts(record)
    applicant, contractor = _first(contacts, APPLICANT), _first(contacts, CONTRACTOR)
    applied = record.submitted_on
    return PublicRecord(
        id=record.pk,
        number=record.number or "",
        number_norm=rules.number_norm(record.number or ""),
        kind=record.kind,
        type_id=record.type_id,
        type_label=record.type_label,
        status_label=record.status_label,
        closed=record.closed,
        title=record.title,
        address=record.address,
        address_norm=record.address_norm,
        pin=_pin(record),
        applicant=applicant,
        contractor=contractor,
        words=rules.words_of(*(name for _, name in contacts)),
        valuation_cents=record.valuation_cents,
        applied_on=applied,
        issued_on=record.issued_on,
        closed_on=record.closed_on,
        listed_on=applied or record.issued_on or rules.LONG_AGO,
        page={
            "info": _info(record),
            "site": _site(record),
            "contacts": [{"role": role.capitalize(), "name": name} for role, name in contacts],
            "fees": {"due_cents": due_cents},
            "reviews": reviews,
            "inspections": inspections,
            "conditions": _conditions(record),
            "chronology": [{"at": entry.at.isoformat(), "who": entry.who, "says": entry.says} for entry in chronology],
        },
        updated_at=at,
    )


def imported_page(
    *,
    public: Pairs,
    parties: Pairs,
    address: str,
    pin: str,
    valuation_cents: int | None,
    who: str,
    says: str,
    at: datetime,
) -> dict[str, Any]:
    """The tabs of a record another system kept, as the mapping of its import declares it; nothing happened here yet."""
    return {
        "info": _details(public),
        "site": _known(("Address", address), ("Parcel number (PIN)", pin), ("Valuation", _money(valuation_cents))),
        "contacts": [{"role": role.capitalize(), "name": name} for role, name in parties],
        "fees": {"due_cents": 0},
        "reviews": [],
        "inspections": [],
        "conditions": [],
        "chronology": [{"at": at.isoformat(), "who": who, "says": says}],
    }


def _contacts(record: Record) -> Pairs:
    """Role and name of the applicant and the contractor, which permits have always shown to everyone.

    Of an imported record everybody whom its mapping named: the other system published them. Of a code case nobody:
    whoever reported a concern stays confidential (walkthrough, F20).
    """
    if record.kind == "case":
        return []
    named = [(party.role, party.name) for party in record.parties.all()]
    if _is_imported(record):
        return named
    applicant = _first(named, APPLICANT) or (record.applicant.label if record.applicant else "")
    contractor = record.firm.name if record.firm else _first(named, CONTRACTOR)
    return [pair for pair in ((APPLICANT, applicant), (CONTRACTOR, contractor)) if pair[1]]


def _first(pairs: Pairs, role: str) -> str:
    return next((name for each, name in pairs if each == role), "")


def _is_imported(record: Record) -> bool:
    """Whether no rulebook governs it: another system kept it."""
    return not record.bundle


def _pin(record: Record) -> str:
    return record.parcel.pin if record.parcel else str(record.source_data.get("pin", ""))


def _info(record: Record) -> list[list[Any]]:
    """Sections of (label, text): answers to public questions, or what an import's mapping declared public."""
    if _is_imported(record):
        return _details(record.source_data.get("public", []))
    return [
        [section.title, [[answer.label, answer.text] for answer in section.answers if answer.public]]
        for section in answers_view(record, private=False)
    ]


def _details(public: Pairs) -> list[list[Any]]:
    return [["Details", [[label, text] for label, text in public]]] if public else []


def _site(record: Record) -> list[list[str]]:
    parcel = record.parcel
    place = ""
    if parcel:
        place = " ".join(part for part in (f"{parcel.city}," if parcel.city else "", parcel.state, parcel.zip) if part)
    return _known(
        ("Address", record.address),
        ("City", place),
        ("Parcel number (PIN)", _pin(record)),
        ("Subdivision", parcel.subdivision if parcel else ""),
        ("Zone", parcel.zone if parcel else ""),
        ("Valuation", _money(record.valuation_cents)),
    )


def _known(*pairs: tuple[str, str]) -> list[list[str]]:
    return [[label, text] for label, text in pairs if text]


def _money(cents: int | None) -> str:
    return "" if cents is None else dollars(cents)


def _reviews(views: Sequence[looks.ReviewView]) -> Rows:
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
        for each in views
    ]


def _inspections(rows: Sequence[visits.Row]) -> Rows:
    return [
        {
            "label": each.required.label,
            "standing": each.standing,
            "visits": [
                {"day": _day(visit.day), "result": visit.get_outcome_display() or visit.get_state_display()}
                for visit in each.visits
            ],
        }
        for each in rows
    ]


def _conditions(record: Record) -> Rows:
    return [
        {"text": each.text, "due_on": _day(each.due_on), "met_on": _day(each.cleared_at)}
        for each in record.conditions.all()
    ]


def _day(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    return (local_date(moment) if isinstance(moment, datetime) else moment).isoformat()
