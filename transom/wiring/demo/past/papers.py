"""Permits and receipts of the past: their words are frozen as of their day, their PDF is made when first opened."""

from __future__ import annotations

import secrets
from typing import Any

from transom.documents import actions as documents
from transom.documents import gather
from transom.documents.models import Document
from transom.documents.rules.papers import Issuer, PermitFacts, ReceiptRecord, day, moment, permit_paper, receipt_paper
from transom.kernel.actors import SYSTEM
from transom.kernel.clock import local
from transom.kernel.money import dollars
from transom.payments.models import Receipt
from transom.records.queries import answers_view
from transom.records.rules import summary
from transom.wiring.demo.past.life import Paper, Payment, World
from transom.wiring.demo.past.shelves import event


def write(world: World) -> None:
    """A row for each paper, with the event of its issue."""
    issuer = gather.issuer_of(world.city.key)
    receipts = {receipt.checkout_id: receipt for receipt in world.shelves.of(Receipt)}
    for paper in world.papers:
        _permit(world, paper, issuer)
    for payment in world.payments:
        _receipt(world, payment, receipts[payment.checkout.pk], issuer)


def _permit(world: World, paper: Paper, issuer: Issuer) -> None:
    record, told = paper.record, paper.asked
    facts = PermitFacts(
        number=record.number or "",
        noun=gather.NOUNS["permit"],
        type_label=record.type_label,
        address=record.address,
        holder=paper.parties.get("contractor") or paper.parties.get("applicant", ""),
        facts=(
            ("Issued", day(local(told.at).date())),
            ("Applicant", paper.parties.get("applicant", "")),
            ("Contractor", paper.parties.get("contractor", "")),
            ("Parcel", record.parcel.pin if record.parcel else ""),
            ("Valuation", dollars(record.valuation_cents) if record.valuation_cents else ""),
        ),
        work=[
            (answer.label, summary(answer.text))
            for section in answers_view(record, private=False, facts=paper.facts)
            for answer in section.answers
        ],
        inspections=paper.inspections,
        fees=[(charge.label, charge.cents) for charge in paper.paid],
        posting_note=gather.POSTING,
    )
    code = secrets.token_urlsafe(16)
    data = permit_paper(facts, issuer, documents.verify_url(code))
    _put(world, "permit", facts.number, code, data, f"event:{told.pk}", told.at, record=record)


def _receipt(world: World, payment: Payment, receipt: Receipt, issuer: Issuer) -> None:
    checkout, record = payment.checkout, payment.record
    when, how = moment(local(receipt.at)), gather.HOW.get(checkout.method, "Card, online")
    share = ReceiptRecord(
        record.number or "", record.type_label, record.address,
        tuple((charge.label, charge.cents) for charge in payment.charges),
    )  # fmt: skip
    code = secrets.token_urlsafe(16)
    data = receipt_paper(
        receipt.number,
        (("Payer", checkout.payer_label), ("How", how), ("Reference", checkout.reference), ("Date", when)),
        [share],
        f"{'Paid at the counter' if checkout.method else 'Paid online'} on {when}",
        cents=receipt.cents,
        issuer=issuer,
        verify_url=documents.verify_url(code),
    )
    _put(world, "receipt", receipt.number, code, data, f"receipt:{receipt.number}", receipt.at, receipt=receipt)


def _put(
    world: World, kind: str, number: str, code: str, data: dict[str, Any], occurrence: str, at: Any, **of: Any
) -> None:
    title = f"{kind.capitalize()} {number}"
    document = world.shelves.put(
        Document(
            kind=kind, number=number, code=code, occurrence=occurrence, title=title,
            filename=f"{title}.pdf".replace(" ", "-"), data=data, template="", issued_at=at, **of,
        )
    )  # fmt: skip
    told = event(
        "document.issued", "documents.document", document.pk, of.get("record"), SYSTEM, at,
        title=title, kind=kind, number=number,
    )  # fmt: skip
    world.shelves.tell(told)
