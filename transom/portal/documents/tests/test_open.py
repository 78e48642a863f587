"""Who may open an issued paper, and how it is handed over."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from transom.documents.models import Document
from transom.fees import queries as fees
from transom.kernel import clock, queue
from transom.payments import actions as payments
from transom.payments.models import Receipt
from transom.records.models import Link, Record
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")


def browser(user: object = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)  # type: ignore[arg-type]
    return client


def permit() -> tuple[Record, str]:
    """An issued permit with the address of its paper."""
    record = given.issued(given.person("maria"), team=given.reviewer())
    queue.run_waiting()
    return record, f"/documents/{Document.objects.get(record=record).code}.pdf"


def receipt() -> tuple[Receipt, str]:
    record = given.submitted(given.person("maria"))
    paid = payments.take_at_counter(
        fees.due(record.pk), method="check", reference="7", by=given.staff("cashier", username="cal"), at=clock.now()
    )
    queue.run_waiting()
    return paid, f"/documents/{Document.objects.get(receipt=paid).code}.pdf"


def test_the_applicant_opens_the_permit_in_the_browser() -> None:
    record, address = permit()
    answer = browser(record.applicant).get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == f'inline; filename="Permit-{record.number}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_follower_a_stranger_and_another_account_find_nothing() -> None:
    record, address = permit()
    follower = given.person("ned")
    Link.objects.create(record=record, user=follower, tier="follow", because="", at=clock.now())
    for visitor in (None, follower, given.person("olga")):
        assert browser(visitor).get(address).status_code == 404


def test_staff_open_it_too() -> None:
    _, address = permit()
    assert browser(given.staff("intake", username="irene")).get(address).status_code == 200


def test_a_code_that_never_was_is_the_same_not_found() -> None:
    record, address = permit()
    wrong = browser(record.applicant).get("/documents/AAAAAAAAAAAAAAAAAAAAAA.pdf")
    strange = browser(given.person("ned")).get(address)
    assert wrong.status_code == strange.status_code == 404


def test_a_receipt_opens_for_whoever_holds_its_secret_and_for_nobody_else() -> None:
    paid, address = receipt()
    assert browser().get(f"{address}?s={quote(paid.secret)}").status_code == 200
    assert browser().get(f"{address}?s=guess").status_code == 404
    assert browser().get(address).status_code == 404
    assert browser(given.person("ned")).get(address).status_code == 404


def test_a_cashier_opens_a_receipt() -> None:
    _, address = receipt()
    assert browser(given.staff("cashier", username="cora")).get(address).status_code == 200
