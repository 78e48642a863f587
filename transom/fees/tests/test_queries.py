"""What is owed, read in as many questions for a thousand records as for one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.fees import actions, queries, rules
from transom.fees.tests.given import AT, CLERK, a_charge, a_record

pytestmark = pytest.mark.django_db


def pay(*charges, how="online", source=None):
    source = source or f"s{charges[0].pk}"
    actions.settle(charges, how=how, cash_account=rules.CASH_ONLINE, source=source, by=CLERK, at=AT)


def test_a_balance_is_what_nothing_has_settled():
    record = a_record()
    pay(a_charge(record, 2500))
    a_charge(record, 7000)
    a_charge(record, 100)
    assert queries.balance(record.pk) == 7100
    assert [charge.cents for charge in queries.due(record.pk)] == [7000, 100]


def test_a_credit_lowers_what_is_due():
    record = a_record()
    a_charge(record, 7000)
    a_charge(record, -2000, label="Deposit")
    assert queries.balance(record.pk) == 5000


def test_every_record_asked_for_has_an_answer(django_assert_num_queries):
    owing, free = a_record(), a_record()
    a_charge(owing, 7000)
    with django_assert_num_queries(1):
        assert queries.balances([owing.pk, free.pk]) == {owing.pk: 7000, free.pk: 0}
    with django_assert_num_queries(1):
        assert {key: len(found) for key, found in queries.due_of([owing.pk, free.pk]).items()} == {
            owing.pk: 1,
            free.pk: 0,
        }


def test_paid_online_stands_while_the_last_charge_was_paid_online_and_nothing_is_due(django_assert_num_queries):
    online, counter, owing, again, none = (a_record() for _ in range(5))
    pay(a_charge(online))
    pay(a_charge(counter), how="counter")
    pay(a_charge(owing))
    a_charge(owing)
    pay(a_charge(again), how="counter")
    pay(a_charge(again))
    records = [record.pk for record in (online, counter, owing, again, none)]
    with django_assert_num_queries(1):
        assert queries.paid_online(records) == {online.pk, again.pk}


def test_a_later_waiver_ends_paid_online():
    record = a_record()
    pay(a_charge(record))
    actions.waive(a_charge(record), reason="Goodwill", by=CLERK, at=AT)
    assert queries.paid_online([record.pk]) == set()


def test_lines_show_their_because(django_assert_num_queries):
    record = a_record()
    pay(a_charge(record, 2500, label="Application fee"))
    a_charge(record, 7000)
    with django_assert_num_queries(1):
        first, second = queries.lines(record.pk)
    assert (first.label, first.standing, first.is_due, first.settled_at) == (
        "Application fee",
        "Paid online",
        False,
        AT,
    )
    assert (second.standing, second.is_due, second.trace, second.cite) == ("Due", True, ("a flat amount",), "made up")


def test_a_charge_of_another_record_is_not_found():
    mine, other = a_record(), a_charge(a_record())
    with pytest.raises(type(other).DoesNotExist):
        queries.charge(mine.pk, other.pk)


def test_a_charge_whose_rules_are_not_known_here_is_explained_as_it_was_kept():
    charge = a_charge(a_record(), 7000)
    told = queries.explained(charge.pk)
    assert (told.amount, told.steps, told.cite, told.edition) == (Decimal("70.00"), ("a flat amount",), "made up", None)
    assert told.made_up


def test_a_queues_records_that_owe_nothing_come_first_in_line_first(django_assert_num_queries):
    owing, paid, free, denied = (a_record(status="approved", address=f"{n} Oak Ave") for n in range(4))
    a_charge(owing)
    pay(a_charge(paid))
    type(denied).objects.filter(pk=denied.pk).update(closed=True)
    with django_assert_num_queries(1):
        found = queries.paid_up(["approved"], among=50, limit=5)
    assert [row.number for row in found] == [paid.number, free.number]
    assert [row.number for row in queries.paid_up(["approved"], among=2, limit=5)] == [paid.number]
    assert [row.number for row in queries.paid_up(["approved"], among=50, limit=1)] == [paid.number]
    assert queries.paid_up(["in_review"], among=50, limit=5) == []
