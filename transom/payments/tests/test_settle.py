"""Settling a payment: whoever brings the word, the money is booked once and the receipt exists once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from transom.fees import audit as books_audit
from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.history.models import Event
from transom.payments import actions, audit
from transom.payments.gateways.base import Session, SessionState
from transom.payments.models import Checkout, Receipt, RefundDue
from transom.payments.tests.given import AT, a_payer, an_owing_record, paying

pytestmark = pytest.mark.django_db


def broken() -> list[str]:
    checks = [check for check in audit.CHECKS if check.key != "payments.nothing_stuck"]
    return [*books_audit.broken(), *books_audit.broken(checks)]


def test_a_payer_who_comes_back_has_paid(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)
    checkout = actions.return_from(checkout.pk, at=AT)
    assert (checkout.state, checkout.captured_at) == ("captured", AT)
    assert checkout.receipt.number == "R26-000001"
    assert len(checkout.receipt.secret) == 43
    assert fees.balance(record.pk) == 0
    assert fees.paid_online([record.pk]) == {record.pk}
    assert broken() == []


def test_coming_back_ten_times_is_one_receipt(gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    for _ in range(10):
        actions.return_from(checkout.pk, at=AT)
    assert Receipt.objects.count() == 1
    assert gateway.calls.count("get") == 1


def test_a_payment_of_two_records_is_one_receipt_and_told_once(gateway):
    fence, roof = an_owing_record(2500), an_owing_record(7000)
    checkout = paying(a_payer(name="Rosa Ortiz"), fence, roof)
    gateway.pay(checkout.pk)
    actions.return_from(checkout.pk, at=AT)
    (event,) = Event.objects.filter(verb="payment.settled")
    assert (event.record_id, event.actor_label) == (None, "Rosa Ortiz")
    assert (event.data["receipt"], event.data["amount"]) == ("R26-000001", "$95.00")
    assert Event.objects.filter(verb="fees.settled").count() == 2


def test_a_payment_of_one_record_stands_in_its_chronology(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)
    actions.return_from(checkout.pk, at=AT)
    assert Event.objects.get(verb="payment.settled").record_id == record.pk


def test_a_card_that_was_declined_frees_the_fees(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.decline(checkout.pk)
    assert actions.return_from(checkout.pk, at=AT).state == "declined"
    assert fees.balance(record.pk) == 7000
    assert paying(a_payer(), record).state == "pending"


def test_a_payer_who_cancels_has_paid_nothing(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.close(checkout.pk)
    assert actions.return_from(checkout.pk, at=AT).state == "expired"
    assert fees.balance(record.pk) == 7000
    assert Event.objects.get(verb="payment.expired").record_id == record.pk


def test_while_the_gateway_is_silent_the_payment_stays_open(gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    gateway.down = 1
    assert actions.return_from(checkout.pk, at=AT).state == "pending"
    assert actions.return_from(checkout.pk, at=AT).state == "captured"


def test_an_error_of_ours_is_not_the_payers_trouble(gateway, monkeypatch):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)

    def fails(*_args, **_more):
        raise RuntimeError("a rule is broken")

    with monkeypatch.context() as patch:
        patch.setattr("transom.payments.actions.settling.tell_settled", fails)
        assert actions.return_from(checkout.pk, at=AT).state == "pending"
    assert fees.balance(record.pk) == 7000
    assert actions.reconcile(at=AT + timedelta(minutes=1)) == 1
    assert fees.balance(record.pk) == 0


def test_another_amount_than_asked_settles_nothing_and_goes_back_whole(gateway):
    record = an_owing_record(7000)
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk, cents=100)
    checkout = actions.return_from(checkout.pk, at=AT)
    assert fees.balance(record.pk) == 7000
    refund = RefundDue.objects.get()
    assert (refund.cents, refund.reason) == (100, "The amount taken was not the amount asked for")
    assert checkout.receipt.cents == 100
    assert broken() == []


def test_money_that_comes_after_the_end_is_booked_all_the_same(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    actions.settle(checkout.pk, Session(checkout.pk, SessionState.CLOSED, 0), via="test", at=AT)
    actions.settle(checkout.pk, Session(checkout.pk, SessionState.CAPTURED, 7000), via="test", at=AT)
    assert Checkout.objects.get().state == "captured"
    assert fees.balance(record.pk) == 0


def test_what_was_paid_twice_goes_back_by_itself(gateway, run_jobs):
    record = an_owing_record()
    late = paying(a_payer(), record)
    actions.settle(late.pk, Session(late.pk, SessionState.CLOSED, 0), via="test", at=AT)
    first = paying(a_payer(), record)
    gateway.pay(first.pk)
    actions.return_from(first.pk, at=AT)
    gateway.sessions[late.pk] = Session(late.pk, SessionState.CAPTURED, 7000)
    actions.settle(late.pk, gateway.sessions[late.pk], via="webhook", at=AT)
    assert RefundDue.objects.get().reason == "These fees had been paid by somebody else"
    assert "payments.send_refunds" in run_jobs()
    assert RefundDue.objects.get().state == "done"
    assert gateway.taken == fees.account_balance(accounts.CASH_ONLINE) == 7000
    assert fees.account_balance(accounts.REFUNDS_DUE) == 0
    assert broken() == []


def test_nothing_undoes_a_capture(gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    actions.return_from(checkout.pk, at=AT)
    for state in (SessionState.CLOSED, SessionState.DECLINED, SessionState.OPEN, SessionState.UNKNOWN):
        assert actions.settle(checkout.pk, Session(checkout.pk, state, 0), via="test", at=AT).state == "captured"


def test_receipt_numbers_begin_again_with_the_citys_year(gateway):
    """At 5 a.m. UTC on New Year's Day it is still last year in Aurora."""
    numbers = []
    for at in (AT.replace(year=2027, month=1, day=1, hour=5), AT.replace(year=2027, month=1, day=1, hour=7)):
        checkout = paying(a_payer(), an_owing_record(), at=at)
        gateway.pay(checkout.pk)
        numbers.append(actions.return_from(checkout.pk, at=at).receipt.number)
    assert numbers == ["R26-000001", "R27-000001"]


@pytest.mark.django_db(transaction=True)
def test_eight_messengers_at_once_bring_one_receipt(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)
    session = gateway.sessions[checkout.pk]
    start = Barrier(8)

    def bring(n):
        try:
            start.wait()
            return actions.settle(checkout.pk, session, via=f"messenger {n}", at=AT + timedelta(seconds=n)).state
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(bring, range(8))) == {"captured"}
    assert Receipt.objects.count() == 1
    assert Event.objects.filter(verb="payment.settled").count() == 1
    assert fees.account_balance(accounts.CASH_ONLINE) == 7000
    assert broken() == []
