"""What happens to a payment that does not go straight: declined, given up, never come back from, wanted by two."""

from __future__ import annotations

import re
import time

import pytest

from tests.journeys.visitor import APPROVED, DECLINED, Eyes, mail_to
from transom.fees import queries as fees
from transom.payments.models import Receipt
from transom.payments.queries import receipt_shares
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOLD = re.compile(r"If they have not finished by \d\d?:\d\d [ap]\.m\., you can pay then\.")
CARD = {"number": APPROVED, "expiry": "12/34", "cvc": "123", "name": "Rosa Delgado"}


def test_a_declined_card_takes_nothing_and_another_card_pays(city, visitor):
    record = city.fence("rosa")
    rosa = to_the_payment_page(visitor(city.town.people["rosa"]), record)
    rosa.pay(DECLINED).sees("Your card was declined. Nothing was taken.")
    assert fees.balance(record.pk) == 2500
    rosa.pay().sees("Your payment of $25.00 was received.")
    assert fees.balance(record.pk) == 0


def test_cancel_at_the_payment_page_leads_back_to_the_cart_with_the_fees_still_due(city, visitor):
    record = city.fence("rosa")
    rosa = to_the_payment_page(visitor(city.town.people["rosa"]), record)
    rosa.press("Cancel").sees("The payment was not completed. Nothing was taken.", "Shopping Cart", "$25.00")
    rosa.uncheck(record.number).press("Proceed to Checkout").sees("Check at least one record")
    rosa.agree(record.number).press("Remove Selected Items").sees("Your cart is empty")
    rosa.follow("Back to Dashboard").sees("$25.00")
    assert "PAID ONLINE" not in rosa.row(record.number).inner_text()


def test_a_payer_who_never_comes_back_has_paid_all_the_same(city, visitor, work):
    record = city.fence("rosa")
    rosa = to_the_payment_page(visitor(city.town.people["rosa"]), record)
    answer = rosa.page.request.post(rosa.page.url, form=CARD, max_redirects=0)
    assert answer.headers["location"].startswith(rosa.site)
    rosa.page.close()
    until_the_gateway_calls(work)
    again = visitor(city.town.people["rosa"]).open("/dashboard/")
    said = again.row(record.number).inner_text()
    assert "PAID ONLINE" in said
    assert "$0.00" in said
    assert mail_to(cast.ROSA.email, "Receipt").attachments
    again.open("/cart/paid/").sees(record.number, "$25.00")


@pytest.mark.parametrize("eyes", [Eyes(1280)], ids=["1280 and 390"])
def test_of_two_who_pay_the_same_fees_one_is_told_until_when_and_nothing_is_taken_twice(city, visitor, work):
    record = city.fence("rosa")
    rosa, june = visitor(city.town.people["rosa"]), visitor(city.town.people["june.okafor"], width=390)
    to_the_payment_page(rosa, record)
    work()
    june.open(f"/records/{record.number}/fees/").press("Pay $25.00").sees(
        "Somebody else is paying these fees right now."
    )
    june.agree(record.number).press("Proceed to Checkout").press("Proceed to Payment")
    june.sees("Nothing was taken", "Somebody else is paying these fees right now.")
    assert TOLD.search(june.text), june.text
    rosa.pay().sees("Your payment of $25.00 was received.")
    june.open("/cart/").sees("Nothing is due any more")
    work()
    [receipt] = Receipt.objects.filter(checkout__payer=city.town.people["rosa"])
    assert [share.record.number for share in receipt_shares(receipt)] == [record.number]
    assert not Receipt.objects.filter(checkout__payer=city.town.people["june.okafor"]).exists()


def test_one_person_in_two_windows_pays_once(city, visitor):
    record = city.fence("rosa")
    first, second = visitor(city.town.people["rosa"]), visitor(city.town.people["rosa"])
    to_the_payment_page(first, record)
    to_the_payment_page(second, record).pay().sees("Your payment of $25.00 was received.")
    first.page.reload()
    first.sees("This payment page has ended", "Nothing was taken here.")
    assert Receipt.objects.filter(checkout__payer=city.town.people["rosa"]).count() == 1


def to_the_payment_page(person, record):
    person.open(f"/records/{record.number}/fees/").press("Pay $25.00").sees("Shopping Cart")
    return person.press("Proceed to Checkout").press("Proceed to Payment").sees("Card details")


def until_the_gateway_calls(work, tries=100):
    """The gateway's message comes by itself within a moment; the worker then takes it."""
    for _ in range(tries):
        if "payments.take_webhooks" in work():
            work()
            return
        time.sleep(0.1)
    raise AssertionError("The gateway did not call within ten seconds.")
