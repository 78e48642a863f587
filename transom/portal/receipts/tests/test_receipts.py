"""Who may see a receipt, and what stands on it."""

from __future__ import annotations

import pytest
from django.test import Client

from transom.fees import queries as fees
from transom.payments import actions
from transom.payments.tests.given import AT, a_payer, an_owing_record, paying
from transom.portal.cart.tests.test_cart import words


@pytest.fixture
def paid(rosa, gateway):
    fence, roof = an_owing_record(2500), an_owing_record(7000, type_label="Roofing Work Only")
    checkout = paying(rosa, fence, roof)
    gateway.pay(checkout.pk)
    return actions.return_from(checkout.pk, at=AT).receipt


def test_a_receipt_says_who_paid_what_when_and_how(browser, paid):
    page = words(browser.get(f"/receipts/{paid.number}/"))
    for said in ("Receipt R26-000001", "Paid by Rosa Ortiz", "Card, online", "$25.00", "$70.00", "$95.00"):
        assert said in page
    assert "Roofing Work Only" in page
    assert "10:00 a.m." in page


def test_nobody_reads_receipts_by_counting(paid):
    """Fourteen million receipts of a payment company could be read by changing digits in the address."""
    stranger, other = Client(), Client()
    other.force_login(a_payer())
    assert other.get(f"/receipts/{paid.number}/").status_code == 404
    assert other.get(f"/receipts/{paid.number}/pdf/").status_code == 404
    assert "sign-in" in stranger.get(f"/receipts/{paid.number}/").headers["Location"]
    assert stranger.get(f"/receipts/open/{'x' * 43}/").status_code == 404


def test_the_link_of_the_e_mail_opens_the_receipt_without_an_account(paid):
    page = Client().get(f"/receipts/open/{paid.secret}/")
    assert "Receipt R26-000001" in words(page)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert f"/receipts/open/{paid.secret}/pdf/" in page.content.decode()


def test_the_pdf_is_made_when_first_asked_for_and_is_the_same_ever_after(browser, paid):
    first, second = (browser.get(f"/receipts/{paid.number}/pdf/") for _ in range(2))
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == second.content
    assert Client().get(f"/receipts/open/{paid.secret}/pdf/").content == first.content


def test_what_goes_back_is_said(browser, rosa, gateway):
    record = an_owing_record(7000)
    checkout = paying(rosa, record)
    gateway.pay(checkout.pk, cents=100)
    paid = actions.return_from(checkout.pk, at=AT).receipt
    page = words(browser.get(f"/receipts/{paid.number}/"))
    assert "$1.00 goes back to your card" in page
    assert fees.balance(record.pk) == 7000
