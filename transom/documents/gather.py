"""Reads what a paper says from the rooms that know it, once, when the paper is issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from transom.documents.rules.papers import (
    Issuer,
    PermitFacts,
    ReceiptRecord,
    day,
    moment,
    receipt_paper,
)
from transom.fees import queries as fees
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.kernel.clock import local
from transom.kernel.money import dollars
from transom.payments import queries as payments
from transom.payments.models import Receipt
from transom.records import queries as records
from transom.records.models import Record
from transom.records.rules import summary
from transom.rulebook.queries import agency, record_type
from transom.workflow import queries as workflow

NOUNS = {"permit": "Permit", "certificate": "Certificate"}
HOW = {"cash": "Cash, at the counter", "check": "Check, at the counter", "terminal": "Card, at the counter"}
POSTING = "Post it at the site from the day work begins until the final inspection has passed."


def issuer_of(agency_key: str | None) -> Issuer:
    """The agency as it stands on its papers."""
    city = agency(agency_key)
    phones = [phone.number for phone in city.phones.values()]
    emails = [email.address for email in city.emails.values()]
    contact = " · ".join(phones[:1] + emails[:1])
    return Issuer(name=city.name, department=city.department, contact=contact, demo=settings.DEMO)


def permit_facts(record: Record, kind: str) -> PermitFacts:
    """The permit's facts: public answers only, since the paper hangs at the site for all to read."""
    rulebook = record_type(record.bundle)
    parties = {party.role: party.name for party in records.parties(record, private=True)}
    answers = records.answers_view(record, private=False)
    work = [(answer.label, summary(answer.text)) for section in answers for answer in section.answers]
    paid = [(line.label, line.cents) for line in fees.lines(record.pk) if line.settled_at and line.standing != "Voided"]
    return PermitFacts(
        number=record.number or "",
        noun=NOUNS.get(kind, rulebook.kind.capitalize()),
        type_label=rulebook.label,
        address=record.address,
        holder=record.firm.name if record.firm else parties.get("applicant", ""),
        facts=(
            ("Issued", day(record.issued_on)),
            ("Expires", _expires(record, runs_out_on(record))),
            ("Applicant", parties.get("applicant", "")),
            ("Contractor", record.firm.name if record.firm else parties.get("contractor", "")),
            ("Parcel", record.parcel.pin if record.parcel else ""),
            ("Valuation", dollars(record.valuation_cents) if record.valuation_cents else ""),
        ),
        work=work,
        inspections=[row.required.label for row in inspections.of_record(record.pk)],
        inspection_note=_inspecting(record),
        conditions=[condition.text for condition in records.conditions(record) if not condition.cleared_at],
        fees=paid,
        posting_note=POSTING,
    )


def receipt(paid: Receipt, verify_url: str) -> Mapping[str, Any]:
    """What a receipt says: who paid, how and when, and every line by record."""
    checkout = paid.checkout
    when = moment(local(paid.at))
    how = HOW.get(checkout.method, "Card, online")
    shares = [
        ReceiptRecord(share.record.number or "", share.record.type_label, share.record.address, tuple(share.lines))
        for share in payments.receipt_shares(paid)
    ]
    return receipt_paper(
        paid.number,
        (("Payer", checkout.payer_label), ("How", how), ("Reference", checkout.reference), ("Date", when)),
        shares,
        f"{'Paid online' if not checkout.method else 'Paid at the counter'} on {when}",
        cents=paid.cents,
        returned=sum(cents for _, cents in payments.refunds_due(paid)),
        issuer=issuer_of(None),
        verify_url=verify_url,
    )


def runs_out_on(record: Record) -> date | None:
    """The last day of a paper's force if nothing happens to its record."""
    rulebook = record_type(record.bundle)
    return workflow.runs_out_on(record, rulebook, workflow.facts(record, rulebook, clock.today()))


def _expires(record: Record, ends: date | None) -> str:
    if ends is None or record.kind != "permit":
        return day(ends)
    return f"{day(ends)} unless an inspection passes before"


def _inspecting(record: Record) -> str:
    calendar = agency(record.agency).calendar
    return (
        f"Inspections are Monday to Friday, {calendar.hours_text}. Schedule on the portal, from your dashboard. "
        f"To learn the time, call the inspector that morning, {calendar.call_text}."
    )
