"""Permits and receipts as papers: issued once, mailed, frozen, and verifiable."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import default_storage

from transom.documents import actions, queries
from transom.documents.models import Document
from transom.fees import queries as fees
from transom.kernel import clock, queue
from transom.kernel.actors import SYSTEM
from transom.notices.models import Message
from transom.payments import actions as payments
from transom.records.models import Record
from transom.workflow import actions as workflow
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")


def issued() -> Record:
    """A fence permit that issued itself, with everything done that followed from it."""
    with clock.frozen(given.noon(given.MONDAY)):
        record = given.issued(given.person("maria"), team=given.reviewer())
        queue.run_waiting()
    return Record.objects.get(pk=record.pk)


def permit_of(record: Record) -> Document:
    return Document.objects.get(record=record, kind="permit")


def test_an_issued_permit_is_mailed_with_its_pdf_once() -> None:
    record = issued()
    message = given.letter(record, "issued")
    (attachment,) = message.attachments
    assert attachment["filename"] == f"Permit-{record.number}.pdf"
    with default_storage.open(attachment["path"]) as stored:
        pdf = pikepdf.open(io.BytesIO(stored.read()))
    assert str(pdf.docinfo["/Title"]) == f"Permit {record.number}"


def test_the_letter_and_the_permit_say_when_it_runs_out() -> None:
    record = issued()
    assert "August 29, 2026" in given.letter(record, "issued").body
    assert ["Expires", "Aug 29, 2026 unless an inspection passes before"] in permit_of(record).data["facts"]


def test_the_permit_says_what_it_covers_and_what_was_paid() -> None:
    data = permit_of(issued()).data
    assert ["Material", "Wood"] in data["work"]
    assert data["inspections"] == ["Final"]
    assert data["total"] == ["Total", "$70.00"]
    assert "owner" not in str(data["work"]).lower()


def test_doing_the_job_again_makes_no_second_paper_and_no_second_letter() -> None:
    record = issued()
    document = permit_of(record)
    again = actions.issue(
        "permit",
        document.occurrence,
        lambda url: {},
        number="x",
        title="x",
        record=record,
        by=SYSTEM,
        at=document.issued_at,
    )
    assert again.pk == document.pk
    assert given.letter(record, "issued").attachments


def test_anybody_with_the_code_sees_that_it_is_in_force() -> None:
    seen = queries.verify(permit_of(issued()).code)
    assert seen is not None
    assert (seen.standing, seen.good) == ("In force", True)
    assert seen.inspections == (("Final", "To be scheduled"),)


def test_a_code_that_never_was_says_nothing() -> None:
    assert queries.verify("nonsense") is None


def test_an_expired_permit_no_longer_counts() -> None:
    record = issued()
    at = given.noon(given.MONDAY) + timedelta(days=200)
    with clock.frozen(at):
        workflow.fire(record, "expire", by=SYSTEM, at=at)
    seen = queries.verify(permit_of(record).code)
    assert seen is not None
    assert (seen.standing, seen.good) == ("Expired", False)


def test_a_newer_paper_replaces_the_older_one() -> None:
    record = issued()
    first = permit_of(record)
    at = first.issued_at + timedelta(days=1)
    second = actions.issue(
        "permit",
        "again",
        lambda url: first.data | {"verify_url": url},
        number=first.number,
        title=first.title,
        record=record,
        by=SYSTEM,
        at=at,
    )
    replaced, stands = queries.verify(first.code), queries.verify(second.code)
    assert replaced is not None
    assert stands is not None
    assert (replaced.standing, stands.standing) == ("Replaced", "In force")


def test_a_revoked_paper_permits_nothing() -> None:
    document = permit_of(issued())
    Document.objects.filter(pk=document.pk).update(revoked_at=document.issued_at)
    seen = queries.verify(document.code)
    assert seen is not None
    assert (seen.standing, seen.good) == ("Revoked", False)


def test_an_older_paper_is_made_when_it_is_first_opened() -> None:
    document = permit_of(issued())
    Document.objects.filter(pk=document.pk).update(path="", sha256="")
    document.refresh_from_db()
    assert actions.content(document).startswith(b"%PDF")
    document.refresh_from_db()
    assert len(document.sha256) == 64


def test_a_file_that_was_changed_is_not_given_out() -> None:
    document = permit_of(issued())
    with default_storage.open(document.path, "wb") as stored:
        stored.write(b"%PDF-1.7 forged")
    with pytest.raises(ValueError, match="not the file that was issued"):
        actions.content(document)


def test_a_payment_gives_one_receipt_whose_lines_add_up_and_goes_to_the_payer() -> None:
    with clock.frozen(given.noon(given.MONDAY)) as at:
        record = given.submitted(given.person("maria"))
        cashier = given.staff("cashier", username="cal")
        due = fees.due(record.pk)
        paid = payments.take_at_counter(
            due, method="check", reference="1042", payer="Maria", payer_email="maria@example.com", by=cashier, at=at
        )
        queue.run_waiting()
    document = queries.of_receipt(paid.pk)
    assert document is not None
    assert document.data["total"] == ["Total", "$25.00"]
    assert ["How", "Check, at the counter"] in document.data["facts"]
    letter = Message.objects.get(kind="receipt")
    assert letter.to_email == "maria@example.com"
    assert letter.attachments[0]["filename"] == f"Receipt-{paid.number}.pdf"


def test_a_type_may_print_on_a_sheet_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = permit_of(issued())
    rt = actions.record_type(paper.record.bundle)
    own = replace(rt, prints={"permit": "prints/own.typ"}, files={**rt.files, "prints/own.typ": "= Our own sheet"})
    monkeypatch.setattr(actions, "record_type", lambda bundle: own)
    template = actions.template_of(paper)
    assert (template.main, template.files["prints/own.typ"]) == ("prints/own.typ", "= Our own sheet")
    assert "prints/sheet.typ" in template.files, "and may import the city's"


def test_a_paper_that_nobody_wrote_a_sheet_for_is_an_error_in_words() -> None:
    paper = permit_of(issued())
    paper.kind = "poster"
    with pytest.raises(LookupError, match="has a template for the paper “poster”"):
        actions.template_of(paper)
