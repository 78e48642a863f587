"""To the payment page and back, whatever happens on the way."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from transom.fees import queries as fees
from transom.payments import actions, queries
from transom.payments.gateways.base import SessionState
from transom.payments.tests.given import AT, a_charge, a_payer, an_owing_record, paying
from transom.portal.cart.tests.test_cart import put_in, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def record(browser):
    record = an_owing_record(7000)
    put_in(browser, record)
    return record


@pytest.fixture
def form(browser, record, gateway):
    """The summary's form as the page holds it."""
    html = browser.get(f"/cart/checkout/?pay={record.number}").content.decode()
    return dict(re.findall(r'<input type="hidden" name="(key|shown-\d+)" value="([^"]+)"', html))


def proceed(browser, form):
    return browser.post("/cart/payment/", form)


def test_proceed_to_payment_leads_to_the_gateways_own_page(browser, form, gateway):
    answer = proceed(browser, form)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{gateway.origin}/pay/")


def test_the_whole_way_ends_at_a_receipt(browser, form, gateway, record):
    proceed(browser, form)
    (key,) = gateway.sessions
    gateway.pay(key)
    back = browser.get(f"/cart/payment/{key}/")
    assert back.headers["Location"] == "/receipts/R26-000001/"
    page = words(browser.get("/receipts/R26-000001/"))
    assert "Your payment of $70.00 was received. Thank you." in page
    assert "Receipt R26-000001" in page
    assert "Paid by Rosa Ortiz" in page
    assert "Print receipt" in page
    assert fees.paid_online([record.pk]) == {record.pk}
    assert "Your cart is empty" in words(browser.get("/cart/"))


def test_two_presses_lead_to_one_page(browser, form, gateway):
    assert proceed(browser, form).headers["Location"] == proceed(browser, form).headers["Location"]
    assert len(gateway.sessions) == 1


def test_the_same_page_sent_again_after_paying_leads_to_the_receipt(browser, form, gateway):
    proceed(browser, form)
    (key,) = gateway.sessions
    gateway.pay(key)
    browser.get(f"/cart/payment/{key}/")
    again = proceed(browser, form)
    assert again.headers["Location"].endswith(f"/cart/payment/{key}/")
    assert browser.get(f"/cart/payment/{key}/").headers["Location"] == "/receipts/R26-000001/"


def test_an_amount_that_changed_on_the_summary_is_said_and_nothing_is_begun(browser, form, gateway, record):
    a_charge(record, 1500)
    page = proceed(browser, form)
    assert page.status_code == 422
    assert "has changed from $70.00 to $85.00. Nothing was taken." in words(page)
    assert "You pay $85.00" in words(page)
    assert gateway.sessions == {}


def test_amounts_are_never_believed(browser, form, gateway, record):
    page = proceed(browser, form | {f"shown-{record.pk}": "1"})
    assert "has changed from $0.01 to $70.00" in words(page)
    assert gateway.sessions == {}


@pytest.mark.parametrize("key", ["", "no-uuid", "1"])
def test_a_form_without_its_key_leads_back_to_the_cart(browser, form, key):
    assert proceed(browser, form | {"key": key}).headers["Location"] == "/cart/"


def test_a_gateway_that_is_down_is_said_and_the_cart_stays(browser, form, gateway):
    gateway.down = 1
    page = proceed(browser, form)
    assert page.status_code == 422
    assert "The payment page cannot be reached right now. Nothing was taken." in words(page)
    assert proceed(browser, form).status_code == 303


def test_a_page_that_is_not_the_gateways_is_not_gone_to(browser, form, gateway):
    gateway.origin, honest = "http://evil.example", gateway.origin
    create = gateway.create

    def elsewhere(order):
        session = create(order)
        gateway.origin = honest
        return session

    gateway.create = elsewhere
    assert proceed(browser, form).status_code == 422


def test_two_browsers_paying_the_same_balance_one_is_told(browser, form, gateway, record):
    paying(a_payer(), record)
    page = proceed(browser, form)
    assert page.status_code == 422
    assert "Somebody else is paying these fees right now." in words(page)
    assert "Nothing was taken" in words(page)
    assert len(gateway.sessions) == 1


def test_somebody_who_cancels_is_back_at_the_cart(browser, form, gateway):
    proceed(browser, form)
    (key,) = gateway.sessions
    gateway.close(key)
    assert browser.get(f"/cart/payment/{key}/").headers["Location"] == "/cart/"
    assert "The payment was not completed. Nothing was taken." in words(browser.get("/cart/"))


def test_a_declined_card_is_said_at_the_cart(browser, form, gateway):
    proceed(browser, form)
    (key,) = gateway.sessions
    gateway.decline(key)
    browser.get(f"/cart/payment/{key}/")
    page = words(browser.get("/cart/"))
    assert "The card was declined. Nothing was taken." in page
    assert "Due on" in page


def test_while_nothing_is_known_the_page_says_so_and_asks_again(browser, form, gateway):
    proceed(browser, form)
    (key,) = gateway.sessions
    page = browser.get(f"/cart/payment/{key}/")
    assert page.status_code == 200
    assert "We are checking your payment" in words(page)
    assert "Do not pay again." in words(page)
    assert "http-equiv" not in page.content.decode()
    assert browser.get(f"/cart/payment/{key}/", headers=HTMX).status_code == 204
    gateway.pay(key)
    decided = browser.get(f"/cart/payment/{key}/", headers=HTMX)
    assert (decided.status_code, decided.headers["HX-Redirect"]) == (204, "/receipts/R26-000001/")


def test_an_unfinished_payment_is_shown_in_the_cart_and_can_be_gone_on_with(browser, form, gateway):
    url = proceed(browser, form).headers["Location"]
    (key,) = gateway.sessions
    assert "A payment is not finished" in words(browser.get("/cart/"))
    assert browser.post(f"/cart/payment/{key}/page/").headers["Location"] == url


def test_an_unfinished_payment_can_be_cancelled_here(browser, form, gateway):
    proceed(browser, form)
    (key,) = gateway.sessions
    answer = browser.post(f"/cart/payment/{key}/cancellation/")
    assert browser.get(answer.headers["Location"]).headers["Location"] == "/cart/"
    assert gateway.sessions[key].state is SessionState.CLOSED


def test_somebody_elses_payment_is_not_found(browser, gateway):
    other = paying(a_payer(), an_owing_record())
    assert browser.get(f"/cart/payment/{other.pk}/").status_code == 404
    assert browser.post(f"/cart/payment/{other.pk}/page/").status_code == 404
    assert browser.post(f"/cart/payment/{other.pk}/cancellation/").status_code == 404
    assert browser.get(f"/cart/payment/{uuid4()}/").status_code == 404


def test_a_gateways_message_is_kept_and_acted_upon_when_the_payer_never_comes_back(
    form, browser, gateway, record, run_jobs
):
    proceed(browser, form)
    (key,) = gateway.sessions
    gateway.pay(key)
    told = Client().post("/cart/webhook/sandbox/", str(key), content_type="application/json", headers={"Signed": "yes"})
    assert told.status_code == 200
    run_jobs()
    assert fees.balance(record.pk) == 0
    assert browser.get(f"/cart/payment/{key}/").headers["Location"] == "/receipts/R26-000001/"


def test_a_forged_message_is_refused_and_leaves_no_trace(form, browser, gateway, record, run_jobs):
    proceed(browser, form)
    (key,) = gateway.sessions
    assert Client().post("/cart/webhook/sandbox/", str(key), content_type="application/json").status_code == 400
    assert Client().post("/cart/webhook/elsewhere/", "x", content_type="text/plain").status_code == 400
    assert "payments.take_webhooks" not in run_jobs()
    assert fees.balance(record.pk) == 7000


def test_a_message_of_ten_megabytes_is_not_read():
    answer = Client().post("/cart/webhook/sandbox/", b"x" * 10_000_000, content_type="application/json")
    assert answer.status_code == 413


def test_paid_items_lists_every_payment_with_its_receipt(browser, rosa, gateway):
    for _ in range(2):
        checkout = paying(rosa, an_owing_record(2500))
        gateway.pay(checkout.pk)
        actions.return_from(checkout.pk, at=AT)
    page = words(browser.get("/cart/paid/"))
    assert page.index("R26-000002") < page.index("R26-000001")
    assert page.count("$25.00") == 2


def test_paid_items_are_ones_own(browser, gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    actions.return_from(checkout.pk, at=AT)
    assert "Nothing paid yet" in words(browser.get("/cart/paid/"))


@pytest.mark.parametrize("payments", [3, 20])
def test_paid_items_ask_as_little_for_many_as_for_few(browser, rosa, payments, django_assert_max_num_queries):
    for _ in range(payments):
        charge = a_charge(an_owing_record())
        actions.take_at_counter([charge], method="check", reference="1", by=rosa, at=AT)
    assert queries.paid_items(rosa)[0] == []
    with django_assert_max_num_queries(6):
        browser.get("/cart/paid/")
