"""Settling: money is posted once, balanced, and a charge is settled once whoever comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from transom.fees import actions, audit, queries, rules
from transom.fees.models import Charge, Journal, Posting, Settlement
from transom.fees.tests.given import AT, CLERK, a_charge, a_record
from transom.history.models import Event


def settle(charges, source="checkout-1", how="online", **more):
    return actions.settle(charges, how=how, cash_account=rules.CASH_ONLINE, source=source, by=CLERK, at=AT, **more)


@pytest.mark.django_db
def test_a_paid_charge_is_no_longer_due_and_the_cash_is_in_the_books():
    record = a_record()
    charges = [a_charge(record, 2500, account="applications"), a_charge(record, 7000)]
    settled = settle(charges)
    assert queries.balance(record.pk) == 0
    assert [line.standing for line in queries.lines(record.pk)] == ["Paid online", "Paid online"]
    assert {(one.account, one.cents) for one in settled.journal.postings.all()} == {
        ("cash.online", 9500),
        ("fee:applications", -2500),
        ("fee:permits", -7000),
    }
    assert list(audit.broken()) == []


@pytest.mark.django_db
def test_the_same_source_twice_is_posted_once():
    record = a_record()
    charge = a_charge(record)
    first, second = settle([charge]), settle([charge])
    assert first.journal == second.journal
    assert second.charges == (charge,)
    assert second.lost == ()
    assert Journal.objects.count() == 1


@pytest.mark.django_db
def test_who_comes_second_gets_the_money_back():
    charge = a_charge(a_record())
    settle([charge], source="counter", how="counter")
    late = settle([charge], source="online")
    assert late.lost == (charge,)
    assert late.over_cents == 7000
    assert queries.account_balance(rules.REFUNDS_DUE) == -7000
    assert Settlement.objects.get(charge=charge).how == "counter"
    assert list(audit.broken()) == []


@pytest.mark.django_db
def test_a_payment_half_lost_settles_the_other_half():
    record = a_record()
    mine, taken = a_charge(record, 2500), a_charge(record, 7000)
    settle([taken], source="counter", how="counter")
    late = settle([mine, taken], source="online")
    assert (late.charges, late.lost, late.over_cents) == ((mine,), (taken,), 7000)
    assert queries.balance(record.pk) == 0


@pytest.mark.django_db
def test_money_that_settles_nothing_waits_to_go_back():
    settled = settle([], received=4321)
    assert settled.over_cents == 4321
    assert queries.account_balance(rules.CASH_ONLINE) == 4321


@pytest.mark.django_db
def test_each_record_is_told_its_own_part():
    fence, roof = a_record(), a_record()
    settle([a_charge(fence, 2500), a_charge(roof, 7000), a_charge(fence, 100)])
    told = Event.objects.filter(verb="fees.settled").order_by("record_id")
    assert [(event.record_id, event.data["cents"], event.data["about"]) for event in told] == [
        (fence.pk, 2600, "paid online"),
        (roof.pk, 7000, "paid online"),
    ]


@pytest.mark.django_db(transaction=True)
def test_eight_payers_at_once_settle_a_charge_once():
    charge = a_charge(a_record())
    start = Barrier(8)

    def pay(n: int) -> int:
        try:
            start.wait()
            return len(settle([charge], source=f"checkout-{n}").charges)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(pay, range(8)))
    assert sorted(won) == [0] * 7 + [1]
    assert queries.account_balance(rules.CASH_ONLINE) == 8 * 7000
    assert queries.account_balance(rules.REFUNDS_DUE) == -7 * 7000
    assert list(audit.broken()) == []
    assert Charge.objects.count() == Settlement.objects.count() == 1
    assert Posting.objects.filter(charge=charge).count() == 1
