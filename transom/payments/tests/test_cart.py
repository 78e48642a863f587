"""The cart: what was shown, what is due now, and whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.fees import queries as fees
from transom.kernel.refusals import Refused
from transom.payments import actions, queries
from transom.payments.models import CartItem
from transom.payments.queries.cart import Unfinished
from transom.payments.tests.given import AT, a_charge, a_checkout, a_payer, a_record, an_owing_record

pytestmark = pytest.mark.django_db


def test_a_record_stands_in_the_cart_once_with_the_amount_it_showed():
    user, record = a_payer(), an_owing_record(2500)
    actions.put_in_cart(record, by=user, at=AT)
    a_charge(record, 100)
    actions.put_in_cart(record, by=user, at=AT)
    (row,) = queries.cart(user).rows
    assert (row.shown, row.now, row.is_changed) == (2600, 2600, False)
    assert queries.cart_count(user) == 1


def test_what_owes_nothing_is_refused():
    with pytest.raises(Refused, match="Nothing is due on F26-"):
        actions.put_in_cart(a_record(), by=a_payer(), at=AT)


def test_a_cart_is_ones_own():
    mine, theirs, record = a_payer(), a_payer(), an_owing_record()
    actions.put_in_cart(record, by=mine, at=AT)
    assert queries.cart(theirs).rows == ()
    assert actions.remove([record.pk], by=theirs, at=AT) == 0
    assert actions.remove([record.pk], by=mine, at=AT) == 1


def test_a_changed_amount_shows_until_it_is_accepted():
    user, record = a_payer(), an_owing_record(2500)
    actions.put_in_cart(record, by=user, at=AT)
    a_charge(record, 100)
    assert queries.cart(user).rows[0].is_changed
    actions.accept_amounts({record.pk: 2600}, by=user, at=AT)
    assert CartItem.objects.get().shown_cents == 2600


def test_the_cart_tells_ones_own_open_payment_from_somebody_elses(gateway):
    user, other, mine, theirs = a_payer(), a_payer(), an_owing_record(), an_owing_record()
    for record in (mine, theirs):
        actions.put_in_cart(record, by=user, at=AT)
    own = a_checkout(user, mine)
    held = a_checkout(other, theirs)
    view = queries.cart(user)
    assert view.unfinished == Unfinished(own.pk, own.cents, own.lease_until)
    assert [row.busy_until for row in view.rows] == [None, held.lease_until]


@pytest.mark.parametrize("rows", [1, 50])
def test_a_cart_takes_one_question(rows, django_assert_num_queries):
    user = a_payer()
    for _ in range(rows):
        actions.put_in_cart(an_owing_record(), by=user, at=AT)
    with django_assert_num_queries(1):
        assert queries.cart(user).count() == rows


@given(bills=st.lists(st.lists(st.integers(-5_000, 5_000), max_size=4), min_size=1, max_size=4), paid=st.data())
def test_what_is_due_in_a_cart_is_what_the_ledger_says(bills, paid):
    user = a_payer()
    records = [an_owing_record(1) for _ in bills]
    for record in records:
        actions.put_in_cart(record, by=user, at=AT)
    charges = [a_charge(record, cents) for record, bill in zip(records, bills, strict=True) for cents in bill if cents]
    above = [charge for charge in charges if charge.cents > 0]
    if above and (settled := paid.draw(st.lists(st.sampled_from(above), unique=True))):
        actions.take_at_counter(settled, method="check", reference="1", by=user, at=AT)
    owed = fees.balances([record.pk for record in records])
    assert {row.record_id: row.now for row in queries.cart(user).rows} == owed
    for row in queries.cart(user).rows:
        charged = [(charge.pk, charge.cents, charge.label) for charge in fees.due(row.record_id)]
        assert [(line.charge_id, line.cents, line.label) for line in row.lines] == charged
