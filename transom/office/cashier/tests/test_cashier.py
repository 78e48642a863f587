"""Money at the counter, as the cashier meets it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from transom.fees import queries as fees
from transom.office.cashier.forms import read_amount
from transom.office.cashier.tests.conftest import signed_in
from transom.payments import actions
from transom.payments.tests.given import AT, a_charge, a_payer, an_owing_record, paying
from transom.records.tests.given import staff

KEY = "5f1e1a38-6a53-4c27-9a2e-0d8f53f6ce11"


def words(page) -> str:
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", page.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def take(browser, record, **typed):
    charges = [charge.pk for charge in fees.due(record.pk)]
    form = {"key": KEY, "charges": charges, "method": "cash", "tendered": "100", "payer": "Rosa Ortiz"} | typed
    return browser.post(f"/office/cashier/{record.number}/", form)


def test_cash_gives_a_receipt_and_says_the_change(till):
    record = an_owing_record(7000)
    answer = take(till, record, tendered="$100.00")
    page = words(till.get(answer.headers["Location"]))
    assert "Change due: $30.00" in page
    assert "$100.00 handed over for $70.00" in page
    assert "Receipt R26-000001" in page
    assert "Rosa Ortiz" in page
    assert fees.lines(record.pk)[0].standing == "Paid at the counter"


def test_cash_to_the_cent_needs_no_change(till):
    answer = take(till, an_owing_record(7000), tendered="70")
    assert "no change is due" in words(till.get(answer.headers["Location"]))


@pytest.mark.parametrize(
    ("tendered", "said"), [("", "at least $70.00"), ("69.99", "at least $70.00"), ("lots", "like 100")]
)
def test_too_little_cash_is_said_and_what_was_typed_stays(till, tendered, said):
    record = an_owing_record(7000)
    page = take(till, record, tendered=tendered)
    assert page.status_code == 422
    assert said in words(page)
    assert 'value="Rosa Ortiz"' in page.content.decode()
    assert 'href="#id_tendered"' in page.content.decode()
    assert fees.balance(record.pk) == 7000


@pytest.mark.parametrize(
    ("method", "said"), [("check", "Enter the number of the check."), ("terminal", "Enter the approval code")]
)
def test_a_check_or_a_terminal_needs_its_reference(till, method, said):
    record = an_owing_record()
    assert said in words(take(till, record, method=method, reference=""))
    assert take(till, record, method=method, reference="004217").status_code == 302


def test_a_card_number_is_never_taken_down(till):
    record = an_owing_record()
    page = take(till, record, method="terminal", reference="4242 4242 4242 4242")
    assert "This looks like a card number." in words(page)
    assert fees.balance(record.pk) == 7000


def test_a_way_of_paying_must_be_chosen(till):
    assert "Choose how it is paid." in words(take(till, an_owing_record(), method="shells"))


def test_one_fee_of_two_can_be_paid(till):
    record = an_owing_record(7000)
    other = a_charge(record, 2500)
    take(till, record, charges=[other.pk], tendered="25")
    assert fees.balance(record.pk) == 7000


def test_nothing_checked_is_said(till):
    assert "Choose at least one fee to pay." in words(take(till, an_owing_record(), charges=[]))


def test_another_records_fee_is_not_paid_here(till):
    record, other = an_owing_record(), an_owing_record()
    page = take(till, record, charges=[fees.due(other.pk)[0].pk])
    assert page.status_code == 422
    assert fees.balance(other.pk) == 7000


def test_two_presses_are_one_payment(till):
    record = an_owing_record()
    charges = [charge.pk for charge in fees.due(record.pk)]
    first, second = (take(till, record, charges=charges).headers["Location"] for _ in range(2))
    assert first == second


def test_while_somebody_pays_online_the_cashier_is_told_and_can_end_it(till, gateway):
    record = an_owing_record()
    online = paying(a_payer(), record)
    assert "Somebody is paying this online" in words(till.get(f"/office/cashier/{record.number}/"))
    refused = take(till, record)
    assert "Somebody is paying this online right now, until 10:15 a.m. at the latest. Nothing was taken." in words(
        refused
    )
    ended = till.post(f"/office/cashier/{record.number}/online/", follow=True)
    assert "The online payment is ended." in words(ended)
    assert gateway.sessions[online.pk].state == "closed"
    assert take(till, record).status_code == 302


def test_ending_an_online_payment_that_was_just_made_says_so(till, gateway):
    record = an_owing_record()
    gateway.pay(paying(a_payer(), record).pk)
    ended = till.post(f"/office/cashier/{record.number}/online/", follow=True)
    assert "It had just been paid online." in words(ended)
    assert fees.balance(record.pk) == 0


def test_a_supervisor_waives_a_fee_and_says_why(boss):
    record = an_owing_record()
    (charge,) = fees.due(record.pk)
    address = f"/office/cashier/{record.number}/charges/{charge.pk}/waiver/"
    assert "Say why this fee is waived." in words(boss.post(address, {"reason": ""}, follow=True))
    assert "Fence permit, $70.00, is waived." in words(boss.post(address, {"reason": "Storm damage"}, follow=True))
    assert fees.balance(record.pk) == 0


def test_a_cashier_does_not_waive(till):
    record = an_owing_record()
    (charge,) = fees.due(record.pk)
    assert "Waive a fee" not in words(till.get(f"/office/cashier/{record.number}/"))
    answer = till.post(f"/office/cashier/{record.number}/charges/{charge.pk}/waiver/", {"reason": "kindness"})
    assert answer.status_code == 403
    assert fees.balance(record.pk) == 7000


def test_a_number_leads_straight_to_the_desk(till):
    record = an_owing_record()
    answer = till.get("/office/cashier/", {"q": f" {record.number.lower()} "})
    assert answer.headers["Location"] == f"/office/cashier/{record.number}/"


def test_the_home_page_shows_what_came_in_today(till):
    take(till, an_owing_record(7000))
    take(till, an_owing_record(2500), key="", method="check", reference="1001")
    page = words(till.get("/office/cashier/"))
    assert "Cash 1 $70.00" in page
    assert "Check 1 $25.00" in page
    assert "R26-000002" in page
    assert "No record fits" in words(till.get("/office/cashier/", {"q": "Nowhere Lane"}))


def test_a_receipt_prints_as_a_pdf(till):
    number = take(till, an_owing_record()).headers["Location"].split("/")[-2]
    answer = till.get(f"/office/cashier/receipts/{number}/pdf/")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("role", ["intake", "reviewer", "inspector"])
def test_only_who_takes_payments_comes_to_the_desk(role):
    record = an_owing_record()
    browser = signed_in(staff(role, username=role))
    for address in ("/office/cashier/", f"/office/cashier/{record.number}/", "/office/cashier/receipts/R26-000001/"):
        assert browser.get(address).status_code == 403
    assert take(browser, record).status_code == 403
    assert fees.balance(record.pk) == 7000


def test_an_applicant_finds_nothing_here_and_a_stranger_signs_in():
    record = an_owing_record()
    applicant = signed_in(a_payer())
    for address in ("/office/cashier/", f"/office/cashier/{record.number}/"):
        assert applicant.get(address).status_code == 404
        assert "/office/sign-in/" in Client().get(address).headers["Location"]


def test_a_record_that_does_not_exist_is_not_found(till):
    assert till.get("/office/cashier/F26-99999/").status_code == 404
    assert till.get("/office/cashier/receipts/R26-999999/").status_code == 404


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("70", 7000),
        ("$1,200.50", 120050),
        ("70.5", 7050),
        ("0.01", 1),
        ("70.005", None),
        ("-5", None),
        ("1e3", None),
        ("", None),
    ],
)
def test_amounts_are_read_as_people_type_them(text, cents):
    assert read_amount(text) == cents


@pytest.mark.parametrize("payments", [3, 24])
def test_the_home_page_asks_as_little_for_many_payments_as_for_few(till, payments, django_assert_max_num_queries):
    cashier = staff("cashier", username="cass")
    for _ in range(payments):
        actions.take_at_counter(fees.due(an_owing_record().pk), method="check", reference="1001", by=cashier, at=AT)
    with django_assert_max_num_queries(8):
        till.get("/office/cashier/")
