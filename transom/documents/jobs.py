"""What follows an issuance or a payment: the paper is made and mailed."""

from __future__ import annotations

from django.db import transaction

from transom.documents import actions, gather, papers
from transom.documents.models import Document
from transom.history.models import Event
from transom.history.queries import event
from transom.kernel.queue import job
from transom.notices.actions import AttachmentRef
from transom.payments import queries as payments
from transom.payments.actions import mail_receipt
from transom.records import queries as records
from transom.records.actions import tell_parties


@job("documents.issue_permit")
def issue_permit(event_id: int) -> None:
    """Make the permit or certificate that a move asked for, and mail it with the notice of that move."""
    told = event(event_id)
    kind = told.data["kind"]
    record = records.record_by_id(told.record_id or 0)
    document = papers.of_record(record, kind, occurrence=f"event:{event_id}", at=told.at)
    notice = told.data.get("notice")
    if notice:
        _mail(record.pk, notice, document, told)


@job("documents.issue_receipt")
def issue_receipt(event_id: int) -> None:
    """Make the receipt of a settled payment and mail it to who paid."""
    told = event(event_id)
    paid = payments.receipt(told.data["receipt"])
    mail_receipt(paid, _ref(papers.of_receipt(paid)), at=told.at)


def _mail(record_id: int, notice: str, document: Document, told: Event) -> None:
    record = records.record_by_id(record_id)
    with transaction.atomic():
        tell_parties(
            record,
            notice,
            {"verify_url": actions.verify_url(document.code), "expires_on": gather.runs_out_on(record)},
            dedupe=f"{notice}:{told.pk}",
            attachments=(_ref(document),),
            at=told.at,
        )


def _ref(document: Document) -> AttachmentRef:
    return AttachmentRef(document.path, document.filename, "application/pdf")
