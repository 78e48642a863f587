"""Beginning to pay: what was shown is what is asked for, and one payer at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from transom.fees import actions as books
from transom.fees import queries as fees
from transom.kernel.refusals import Refused
from transom.payments import actions
from transom.payments.gateways.base import SessionState
from transom.payments.models import Checkout, CheckoutLine
from transom.payments.tests.given import AT, a_charge, a_checkout, a_payer, a_record, an_owing_record, paying

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_checkout_holds_every_charge_that_was_shown(gateway):
    fence, roof = an_owing_record(2500), an_owing_record(7000)
    checkout = a_checkout(a_payer(), fence, roof)
    assert (checkout.cents, checkout.state) == (9500, "created")
    assert [line.cents for line in checkout.lines.order_by("charge_id")] == [2500, 7000]
    assert checkout.lease_until == AT + timedelta(minutes=15)
    assert gateway.calls == []


def test_an_amount_that_changed_since_it_was_shown_is_said_and_nothing_is_begun(gateway):
    record, user = an_owing_record(7000), a_payer()
    shown = {record.pk: 7000}
    a_charge(record, 1500, label="Plan review")
    with pytest.raises(Refused) as refused:
        actions.begin(user, shown, key=uuid4(), at=AT)
    assert refused.value.reasons[0].say == (
        f"The amount due on {record.number} has changed from $70.00 to $85.00. Nothing was taken. "
        "Please check it and try again."
    )
    assert not Checkout.objects.exists()


def test_what_somebody_paid_meanwhile_is_said(gateway):
    record, user = an_owing_record(), a_payer()
    books.waive(fees.due(record.pk)[0], reason="Storm", by=user, at=AT)
    with pytest.raises(Refused, match=r"from \$70.00 to \$0.00"):
        actions.begin(user, {record.pk: 7000}, key=uuid4(), at=AT)


def test_a_second_payer_is_told_until_when(gateway):
    record = an_owing_record()
    a_checkout(a_payer(), record, at=AT)
    with pytest.raises(Refused) as refused:
        a_checkout(a_payer(), record, at=AT + MINUTE)
    # 16:15 UTC on March 2 is a quarter past ten in Aurora.
    assert "Somebody else is paying these fees right now" in refused.value.reasons[0].say
    assert "10:15 a.m." in refused.value.reasons[0].say
    assert Checkout.objects.count() == 1


def test_a_second_payer_gets_through_when_the_first_ones_time_is_over(gateway):
    record = an_owing_record()
    first = paying(a_payer(), record)
    second = a_checkout(a_payer(), record, at=AT + 16 * MINUTE)
    assert gateway.sessions[first.pk].state is SessionState.CLOSED
    first.refresh_from_db()
    assert (first.state, second.state) == ("expired", "created")


def test_a_second_payer_finds_it_paid_when_the_first_one_paid_late(gateway):
    record = an_owing_record()
    first = paying(a_payer(), record)
    gateway.pay(first.pk)
    with pytest.raises(Refused, match=r"to \$0.00"):
        actions.begin(a_payer(), {record.pk: 7000}, key=uuid4(), at=AT + 16 * MINUTE)
    first.refresh_from_db()
    assert first.state == "captured"


def test_the_same_payers_new_try_closes_the_old_one_at_the_gateway_first(gateway):
    record, user = an_owing_record(), a_payer()
    old = paying(user, record)
    new = a_checkout(user, record, at=AT + MINUTE)
    assert gateway.sessions[old.pk].state is SessionState.CLOSED
    old.refresh_from_db()
    assert old.state == "expired"
    assert CheckoutLine.objects.filter(active=True).values_list("checkout_id", flat=True).get() == new.pk


def test_an_old_try_that_cannot_be_closed_keeps_its_charges(gateway):
    record, user = an_owing_record(), a_payer()
    paying(user, record)
    gateway.down = 1
    with pytest.raises(Refused, match=r"cannot be reached right now\. Nothing was taken"):
        a_checkout(user, record, at=AT + MINUTE)
    assert Checkout.objects.get().state == "pending"


def test_a_double_click_is_one_payment(gateway):
    record, user, key = an_owing_record(), a_payer(), uuid4()
    first, second = (a_checkout(user, record, key=key) for _ in range(2))
    assert first == second
    urls = {actions.open_page(checkout, return_url="http://x/", at=AT) for checkout in (first, second)}
    assert len(urls) == len(gateway.sessions) == 1


def test_a_key_is_for_one_payment_only(gateway):
    user, key = a_payer(), uuid4()
    a_checkout(user, an_owing_record(), key=key)
    with pytest.raises(Refused, match="already used for another payment"):
        a_checkout(user, an_owing_record(2500), key=key)
    with pytest.raises(Refused, match="already used for another payment"):
        a_checkout(a_payer(), an_owing_record(), key=key)


def test_an_ended_payment_is_not_taken_up_again(gateway):
    record, user = an_owing_record(), a_payer()
    checkout = paying(user, record)
    actions.cancel(checkout, at=AT)
    with pytest.raises(Refused, match="was ended and nothing was taken"):
        a_checkout(user, record, key=checkout.pk)


def test_nothing_chosen_is_refused(gateway):
    with pytest.raises(Refused, match="Choose at least one record"):
        actions.begin(a_payer(), {}, key=uuid4(), at=AT)


def test_a_record_that_owes_nothing_cannot_be_paid(gateway):
    record = a_record()
    with pytest.raises(Refused, match="Nothing is due"):
        actions.begin(a_payer(), {record.pk: 0}, key=uuid4(), at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_eight_payers_at_once_one_pays_and_seven_are_told(gateway):
    record = an_owing_record()
    payers = [a_payer() for _ in range(8)]
    start = Barrier(8)

    def pay(user):
        try:
            start.wait()
            return a_checkout(user, record).state
        except Refused as refused:
            return refused.reasons[0].say
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(pay, payers))
    assert said.count("created") == 1
    assert sum("Somebody else is paying these fees right now" in each for each in said) == 7
    assert Checkout.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_are_one_payment(gateway):
    record, user, key = an_owing_record(), a_payer(), uuid4()
    start = Barrier(4)

    def click(_):
        try:
            start.wait()
            checkout = a_checkout(user, record, key=key)
            return actions.open_page(checkout, return_url="http://x/", at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(click, range(4)))
    assert len(urls) == 1
    assert Checkout.objects.get().state == "pending"
