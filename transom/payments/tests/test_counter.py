"""Taking money at the counter: the same books as online, under the same locks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.payments import actions
from transom.payments.models import Receipt
from transom.payments.tests.given import AT, a_charge, a_payer, a_record, an_owing_record, paying

pytestmark = pytest.mark.django_db


def take(record, **how):
    charges = fees.due(record.pk)
    return actions.take_at_counter(
        charges, by=a_payer(name="Casey"), at=AT, **({"method": "check", "reference": "7"} | how)
    )


@pytest.mark.parametrize(
    ("how", "account"),
    [
        ({"method": "cash", "tendered_cents": 10_000}, accounts.CASH_DRAWER),
        ({"method": "check", "reference": "1001"}, accounts.CASH_CHECKS),
        ({"method": "terminal", "reference": "A17-B"}, accounts.CASH_TERMINAL),
    ],
)
def test_each_way_of_paying_has_its_own_account(how, account):
    record = an_owing_record(7000)
    receipt = take(record, **how)
    assert (receipt.number, receipt.cents) == ("R26-000001", 7000)
    assert fees.account_balance(account) == 7000
    assert fees.balance(record.pk) == 0
    assert fees.paid_online([record.pk]) == set()


def test_the_receipt_keeps_what_was_handed_over_and_who_took_it():
    checkout = take(an_owing_record(), method="cash", tendered_cents=10_000, payer=" Ann Owner ").checkout
    assert (checkout.tendered_cents, checkout.taken_by.name, checkout.payer_label) == (10_000, "Casey", "Ann Owner")


def test_the_chronology_says_how():
    record = an_owing_record()
    take(record)
    event = Event.objects.get(verb="payment.settled", record_id=record.pk)
    assert (event.data["how_said"], event.data["receipt"]) == ("at the counter", "R26-000001")


def test_a_settled_fee_is_not_taken_again():
    record = an_owing_record()
    charges = fees.due(record.pk)
    take(record)
    with pytest.raises(Refused, match="settled already"):
        actions.take_at_counter(charges, method="check", reference="2", by=a_payer(), at=AT)
    assert Receipt.objects.count() == 1


def test_a_fee_that_is_being_paid_online_is_not_taken(gateway):
    record = an_owing_record()
    paying(a_payer(), record)
    with pytest.raises(Refused, match="paying this online right now"):
        take(record)


def test_a_credit_lowers_what_is_handed_over():
    record = an_owing_record(7000)
    a_charge(record, -2000, label="Deposit")
    assert take(record).cents == 5000
    assert fees.balance(record.pk) == 0


def test_nothing_is_no_payment():
    with pytest.raises(Refused, match="Choose at least one fee"):
        take(a_record())


def test_the_same_key_twice_is_one_payment():
    record, key = an_owing_record(), uuid4()
    charges = fees.due(record.pk)
    both = [
        actions.take_at_counter(charges, method="check", reference="1", key=key, by=a_payer(), at=AT) for _ in range(2)
    ]
    assert both[0] == both[1]


@pytest.mark.django_db(transaction=True)
def test_of_six_clerks_at_once_one_takes_the_money():
    record = an_owing_record()
    charges, clerks = fees.due(record.pk), [a_payer() for _ in range(6)]
    start = Barrier(6)

    def ring_up(clerk):
        try:
            start.wait()
            return actions.take_at_counter(charges, method="check", reference="1", by=clerk, at=AT).number
        except Refused as refused:
            return refused.reasons[0].say
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        said = sorted(pool.map(ring_up, clerks))
    assert said == ["Fence permit is settled already. Nothing was taken."] * 5 + ["R26-000001"]
    assert fees.account_balance(accounts.CASH_CHECKS) == 7000
