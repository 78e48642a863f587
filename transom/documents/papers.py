"""Each kind of paper the city issues, made of what the rooms know: the same one whoever asks first."""

from __future__ import annotations

from datetime import datetime

from transom.documents import gather
from transom.documents.actions import issue
from transom.documents.models import Document
from transom.documents.rules.papers import permit_paper
from transom.kernel.actors import SYSTEM
from transom.payments.models import Receipt
from transom.records.models import Record


def of_record(record: Record, kind: str, *, occurrence: str, at: datetime) -> Document:
    """A record's permit or certificate, once for one occurrence; the PDF is made with it."""
    facts = gather.permit_facts(record, kind)
    return issue(
        kind,
        occurrence,
        lambda url: permit_paper(facts, gather.issuer_of(record.agency), url),
        number=facts.number,
        title=f"{facts.noun} {facts.number}",
        record=record,
        by=SYSTEM,
        at=at,
    )


def of_receipt(paid: Receipt) -> Document:
    """A receipt's paper: made by the worker after the payment, or now where somebody is quicker than the worker."""
    return issue(
        "receipt",
        f"receipt:{paid.number}",
        lambda url: gather.receipt(paid, url),
        number=paid.number,
        title=f"Receipt {paid.number}",
        receipt=paid,
        by=SYSTEM,
        at=paid.at,
    )
