"""The only reader of issued papers: a record's, a receipt's, and whether a code is genuine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from transom.documents.models import Document
from transom.inspections.queries import Row
from transom.inspections.queries import of_record as inspections_of
from transom.rulebook.queries import record_type


@dataclass(frozen=True, slots=True)
class Verified:
    """What the public page behind a QR code says of a paper: only public facts."""

    standing: str
    sentence: str
    good: bool
    title: str
    kind: str
    number: str
    record_number: str
    type_label: str
    address: str
    status_label: str
    issued_at: datetime
    facts: tuple[tuple[str, str], ...]
    inspections: tuple[tuple[str, str], ...]


def of_record(record_id: int) -> list[Document]:
    """A record's papers, newest first. One query."""
    return list(Document.objects.filter(record=record_id).order_by("-issued_at", "-id"))


def of_receipt(receipt_id: int) -> Document | None:
    """The paper of a receipt, once it is made. One query."""
    return Document.objects.filter(receipt=receipt_id).first()


def by_code(code: str) -> Document:
    """The paper with this code. Raises Document.DoesNotExist."""
    return Document.objects.select_related("record", "receipt__checkout").get(code=code)


def verify(code: str) -> Verified | None:
    """Whether a paper with this code was issued by us and still stands; None where there never was one.

    In force: the newest of its kind, neither revoked, expired nor withdrawn. Two or three queries.
    """
    document = Document.objects.select_related("record").filter(code=code).first()
    if document is None:
        return None
    standing, sentence, good = _standing(document)
    record = document.record
    data = document.data
    return Verified(
        standing=standing,
        sentence=sentence,
        good=good,
        title=document.title,
        kind=document.kind,
        number=document.number,
        record_number=record.number or "" if record else "",
        type_label=data.get("type_label", ""),
        address=data.get("address", ""),
        status_label=record.status_label if record else "",
        issued_at=document.issued_at,
        facts=tuple((name, value) for name, value in data.get("public_facts", [])),
        inspections=tuple((row.required.label, _so_far(row)) for row in inspections_of(record.pk)) if record else (),
    )


def _so_far(row: Row) -> str:
    if row.required.passed_at:
        return f"Passed on {row.required.passed_at:%b} {row.required.passed_at.day}, {row.required.passed_at.year}"
    return row.standing


def _standing(document: Document) -> tuple[str, str, bool]:
    if document.revoked_at:
        return "Revoked", "This paper was issued by us and has been revoked. It permits nothing.", False
    if document.replaced_at:
        return "Replaced", "This paper was issued by us and has been replaced by a newer one.", False
    if document.record is None:
        return "Genuine", "This paper was issued by us.", True
    status = record_type(document.record.bundle).status(document.record.status)
    if not status.good:
        return status.label, f"This paper was issued by us, but the permit is now “{status.label}”.", False
    if status.closed:
        return "Completed", "This paper was issued by us; the work has passed its final inspection.", True
    return "In force", "This paper was issued by us and is in force.", True
