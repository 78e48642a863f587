"""Why each fee is what it is, told to the parties of a record: on the page and as data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transom.fees import actions as money
from transom.fees import queries as fees
from transom.fees.models import Charge
from transom.kernel import clock, queue
from transom.payments import actions as payments
from transom.portal.records.tests.conftest import browser_of
from transom.records.models import Record
from transom.records.tests.given import words
from transom.workflow.tests import given

ARITHMETIC = "160 ft of fence, 100 included: $45.00 + 2 × $5.00 per 50 or fraction = $55.00"
SECTIONS = [{"yard": "rear", "length": 160, "height": 6}]


@pytest.fixture
def approved(db: None) -> Iterator[Record]:
    """Maria's fence of 160 ft in Aurora, approved; the permit fee is due and the application fee is waived."""
    with clock.frozen(given.noon(given.MONDAY)):
        given.city()
        maria = given.person()
        record = given.approved(maria, team=given.reviewer(), said={**given.FENCE, "sections": SECTIONS})
        sue = given.staff("supervisor", username="sue")
        charge = Charge.objects.get(record=record, fee="application")
        money.waive(charge, reason="Flood relief, resolution 26-11", by=sue, at=clock.now())
        queue.run_waiting()
        yield record


def test_the_page_says_what_a_fee_depends_on_how_it_was_worked_out_and_by_which_edition(approved):
    page = words(browser_of(approved.applicant).get(f"/records/{approved.number}/fees/"))
    assert "How this was worked out : Fence permit Fence sections: yard rear, height 6, length 160" in page
    assert ARITHMETIC in page
    assert "in effect" in page


def test_a_waiver_says_who_granted_it_and_why(approved):
    page = words(browser_of(approved.applicant).get(f"/records/{approved.number}/fees/"))
    assert "Waived by Sue Gomez: Flood relief, resolution 26-11" in page


def test_the_parties_get_the_same_as_data(approved):
    said = browser_of(approved.applicant).get(f"/records/{approved.number}/fees.json").json()
    assert said["number"] == approved.number
    application, permit = said["fees"]
    assert (application["standing"], application["amount"]) == ("Waived", "25.00")
    assert application["waived"][0]["granted_by"] == "Sue Gomez"
    assert (permit["standing"], permit["is_due"], permit["amount"]) == ("Due", True, "55.00")
    assert permit["steps"] == [ARITHMETIC]
    assert permit["inputs"][0]["value"][0]["length"] == "160"
    assert permit["edition"]["bundle"] == approved.bundle


def test_nobody_else_gets_it(approved):
    other = browser_of(given.person("ned"))
    assert other.get(f"/records/{approved.number}/fees.json").status_code == 404
    assert browser_of(None).get(f"/records/{approved.number}/fees.json").status_code == 302
    assert ARITHMETIC not in words(other.get(f"/records/{approved.number}/fees/"))


def test_the_tab_asks_as_little_for_many_charges_as_for_two(approved, django_assert_max_num_queries):
    browser, address = browser_of(approved.applicant), f"/records/{approved.number}/fees/"
    browser.get(address)
    one = Charge.objects.get(record=approved, fee="permit")
    for number in range(20):
        one.pk, one.fee = None, f"permit-{number}"
        one.save(force_insert=True)
    with django_assert_max_num_queries(12):
        browser.get(address)


def test_the_cart_explains_ones_own_fees_and_keeps_a_strangers_answers(approved):
    own, other = browser_of(approved.applicant), browser_of(given.person("ned"))
    pages = []
    for browser in (own, other):
        browser.post(f"/cart/items/{approved.number}/")
        pages.append(words(browser.get("/cart/")))
    assert "Fence sections: yard rear" in pages[0]
    assert "in effect" in pages[0]
    assert "Fence sections: yard rear" not in pages[1]
    assert "Fence permit" in pages[1]


def test_a_receipt_explains_ones_own_fees_and_not_to_whoever_holds_the_link(approved):
    cashier = given.staff("cashier", username="cal")
    paid = payments.take_at_counter(
        fees.due(approved.pk), method="check", reference="7", by=cashier, at=clock.now(), payer="Ned", payer_email=""
    )
    address = f"/receipts/open/{paid.secret}/"
    assert ARITHMETIC in words(browser_of(approved.applicant).get(address))
    for browser in (browser_of(None), browser_of(given.person("ned"))):
        page = words(browser.get(address))
        assert "Fence permit $55.00" in page
        assert ARITHMETIC not in page
    assert ARITHMETIC in words(browser_of(cashier).get(f"/office/cashier/receipts/{paid.number}/"))
