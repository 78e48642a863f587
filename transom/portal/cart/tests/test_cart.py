"""From Fees Due to the summary, as somebody with a browser meets it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from transom.fees import queries as fees
from transom.payments import actions
from transom.payments.tests.given import AT, a_charge, a_checkout, a_payer, a_record, an_owing_record


def words(page) -> str:
    """What a person reads on the page."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", page.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def put_in(browser, *records) -> None:
    for record in records:
        browser.post(f"/cart/items/{record.number}/")


def test_pressing_fees_due_puts_the_record_in_the_cart(browser):
    record = an_owing_record(7000, address="44 E Downer Pl")
    answer = browser.post(f"/cart/items/{record.number}/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cart/")
    page = words(browser.get("/cart/"))
    assert "Shopping Cart" in page
    assert f"{record.number} Fence Residential" in page
    assert "44 E Downer Pl" in page
    assert f"Due on {record.number} $70.00" in page


def test_every_line_says_how_it_came_about(browser):
    record = an_owing_record()
    put_in(browser, record)
    page = words(browser.get("/cart/"))
    assert "Fence permit" in page
    assert "sample fee" in page.lower()
    assert "How this was worked out" in page
    assert "a flat amount" in page


def test_several_records_are_paid_together(browser):
    fence, roof = an_owing_record(2500), an_owing_record(7000, type_label="Roofing Work Only")
    put_in(browser, fence, roof)
    page = words(browser.get("/cart/"))
    assert "Everything in the cart $95.00" in page


def test_the_controls_are_named_as_people_know_them(browser):
    put_in(browser, an_owing_record())
    html = browser.get("/cart/").content.decode()
    for button in ("Proceed to Checkout", "Remove Selected Items"):
        assert re.search(rf"<button[^>]*>(<svg.*?</svg>)?{button}</button>", html, re.S), button
    for link in ("Back to Dashboard", "View Paid Items"):
        assert re.search(rf"<a [^>]*>{link}</a>", html), link


def test_an_empty_cart_says_what_to_do(browser):
    page = words(browser.get("/cart/"))
    assert "Your cart is empty" in page
    assert "View Paid Items" in page


def test_a_record_that_owes_nothing_does_not_go_in(browser):
    record = a_record()
    put_in(browser, record)
    assert f"Nothing is due on {record.number}." in words(browser.get("/cart/"))


def test_checked_records_are_removed_and_the_others_stay(browser):
    fence, roof = an_owing_record(2500), an_owing_record(7000)
    put_in(browser, fence, roof)
    browser.post("/cart/removal/", {"pay": fence.number})
    page = words(browser.get("/cart/"))
    assert fence.number not in page
    assert roof.number in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cart/checkout/", "Check at least one record to go on."),
        ("/cart/removal/", "Check at least one record to remove."),
    ],
)
def test_with_nothing_checked_the_cart_says_so(browser, address, said):
    put_in(browser, an_owing_record())
    page = browser.post(address, {})
    assert page.status_code == 422
    assert said in words(page)
    assert 'href="#id_pay"' in page.content.decode()


def test_the_checked_records_are_summed_up(browser):
    fence, roof = an_owing_record(2500), an_owing_record(7000)
    put_in(browser, fence, roof)
    answer = browser.post("/cart/checkout/", {"pay": roof.number, f"shown-{roof.pk}": 7000, f"shown-{fence.pk}": 2500})
    assert answer.status_code == 303
    page = words(browser.get(answer.headers["Location"]))
    assert "You pay $70.00" in page
    assert fence.number not in page
    for control in ("Back to Shopping Cart", "Proceed to Payment"):
        assert control in page


def test_an_amount_that_changed_since_the_cart_was_shown_is_said(browser):
    record = an_owing_record(7000)
    put_in(browser, record)
    a_charge(record, 1500)
    page = browser.post("/cart/checkout/", {"pay": record.number, f"shown-{record.pk}": 7000})
    assert page.status_code == 422
    assert "has changed from $70.00 to $85.00. Nothing was taken." in words(page)
    assert f'name="shown-{record.pk}" value="8500"' in page.content.decode()


def test_the_cart_shows_an_amount_that_changed_until_it_is_accepted(browser):
    record = an_owing_record(7000)
    put_in(browser, record)
    a_charge(record, 1500)
    assert "it was $70.00 when you put it in the cart and is $85.00 now" in words(browser.get("/cart/"))
    browser.post("/cart/checkout/", {"pay": record.number, f"shown-{record.pk}": 8500})
    assert "when you put it in the cart" not in words(browser.get("/cart/"))


def test_a_record_somebody_else_is_paying_says_until_when(browser, gateway):
    record = an_owing_record()
    put_in(browser, record)
    a_checkout(a_payer(), record, at=AT)
    page = browser.get("/cart/")
    assert "Somebody else is paying these fees right now." in words(page)
    assert "10:15 a.m." in words(page)
    assert f'value="{record.number}" checked' not in page.content.decode()


def test_a_record_that_was_paid_meanwhile_stays_to_be_removed(browser, rosa):
    record = an_owing_record()
    put_in(browser, record)
    actions.take_at_counter(fees.due(record.pk), method="check", reference="1001", by=a_payer(), at=AT)
    assert "Nothing is due any more: these fees are paid." in words(browser.get("/cart/"))


def test_the_summarys_policy_lets_the_form_lead_to_the_gateway_and_no_other_page_does(browser, gateway):
    record = an_owing_record()
    put_in(browser, record)
    summary = browser.get(f"/cart/checkout/?pay={record.number}").headers["Content-Security-Policy"]
    assert f"form-action 'self' {gateway.origin}" in summary
    assert gateway.origin not in browser.get("/cart/").headers["Content-Security-Policy"]


def test_a_summary_of_nothing_leads_back_to_the_cart(browser):
    assert browser.get("/cart/checkout/?pay=F26-99999").headers["Location"] == "/cart/"


@pytest.mark.parametrize("address", ["/cart/", "/cart/checkout/", "/cart/paid/"])
def test_a_stranger_is_asked_to_sign_in_and_brought_back(address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]
    assert "next=%2Fcart%2F" in answer.headers["Location"]


@pytest.mark.parametrize("address", ["/cart/removal/", "/cart/payment/", "/cart/items/F26-00001/"])
def test_nothing_changes_on_a_get(browser, address):
    assert browser.get(address).status_code == 405


def test_a_record_that_does_not_exist_is_not_found(browser):
    assert browser.post("/cart/items/F26-99999/").status_code == 404


@pytest.mark.parametrize("rows", [10, 60])
def test_the_cart_asks_as_little_for_many_records_as_for_few(browser, rows, django_assert_max_num_queries):
    put_in(browser, *(an_owing_record() for _ in range(rows)))
    browser.get("/cart/")
    with django_assert_max_num_queries(4):
        page = browser.get("/cart/")
    assert page.content.decode().count('name="pay"') == rows
