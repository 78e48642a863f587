"""The only writer of issued papers: frozen when issued, made as a PDF once, never changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from transom.documents.models import Document
from transom.documents.rules import Template, render, sha256
from transom.history.actions import tell
from transom.kernel import files
from transom.kernel.actors import Actor
from transom.payments.models import Receipt
from transom.records.models import Record
from transom.rulebook.queries import agency, record_type

Paper = Callable[[str], Mapping[str, Any]]


def issue(
    kind: str,
    occurrence: str,
    paper: Paper,
    *,
    number: str,
    title: str,
    record: Record | None = None,
    receipt: Receipt | None = None,
    by: Actor,
    at: datetime,
) -> Document:
    """Issue a paper for one occurrence of an event, and make its PDF; asked again it gives the same paper.

    `paper` takes the address anyone can verify the paper at and gives what is printed. An older paper of the same kind
    and record is marked as replaced. Raises typst.TypstError where the template is wrong.
    """
    document = Document.objects.filter(kind=kind, occurrence=occurrence).first()
    if document is None:
        code = secrets.token_urlsafe(16)
        data = paper(verify_url(code))
        try:
            with transaction.atomic():
                document = _write(kind, occurrence, code, data, number, title, record, receipt, by, at)
        except IntegrityError:  # another worker issued it between our look and our write
            document = Document.objects.get(kind=kind, occurrence=occurrence)
    return make_pdf(document)


def make_pdf(document: Document) -> Document:
    """Make the PDF of a paper that has none yet (papers loaded with old records are made when first opened)."""
    if document.path:
        return document
    template = template_of(document)
    stored = files.store(render(template, document.data, at=document.issued_at), ".pdf")
    Document.objects.filter(pk=document.pk, path="").update(
        path=stored.path, sha256=stored.sha256, template=template.sha256
    )
    document.refresh_from_db(fields=["path", "sha256", "template"])
    return document


def verify_url(code: str) -> str:
    """The address behind a paper's QR code; built from the site's own address only."""
    return f"{settings.SITE_URL}/verify/{code}/"


def template_of(document: Document) -> Template:
    """The print template of a paper: its type's own, else the city's; wording is today's (what was printed is kept).

    LookupError where neither has a template of this kind.
    """
    record = document.record
    city = agency(record.agency if record else None)
    own = record_type(record.bundle) if record and record.bundle else None
    path = (own.prints.get(document.kind) if own else None) or city.prints.get(document.kind)
    if path is None:
        raise LookupError(f"neither the type nor the city has a template for the paper “{document.kind}”")
    files = {**(own.files if own else {}), **city.files}
    return Template(path, {name: text for name, text in files.items() if name.endswith(".typ")})


def content(document: Document) -> bytes:
    """The PDF's bytes. Raises ValueError when the stored file is not the one that was issued."""
    pdf = files.read(make_pdf(document).path)
    if sha256(pdf) != document.sha256:
        raise ValueError(f"{document.filename} is not the file that was issued")
    return pdf


def _write(
    kind: str,
    occurrence: str,
    code: str,
    data: Mapping[str, Any],
    number: str,
    title: str,
    record: Record | None,
    receipt: Receipt | None,
    by: Actor,
    at: datetime,
) -> Document:
    document = Document.objects.create(
        kind=kind,
        number=number,
        code=code,
        record=record,
        receipt=receipt,
        occurrence=occurrence,
        title=title,
        filename=f"{title}.pdf".replace(" ", "-"),
        data=dict(data),
        template="",
        issued_at=at,
    )
    record_id = record.pk if record else None
    facts = {"title": title, "kind": kind, "number": number}
    if record is not None:
        older = Document.objects.filter(record=record, kind=kind, replaced_at__isnull=True).exclude(pk=document.pk)
        if older.update(replaced_at=at):
            tell(
                "document.replaced",
                subject="documents.document",
                subject_id=document.pk,
                record_id=record_id,
                by=by,
                at=at,
                data=facts,
            )
    tell(
        "document.issued",
        subject="documents.document",
        subject_id=document.pk,
        record_id=record_id,
        by=by,
        at=at,
        data=facts,
    )
    return document
