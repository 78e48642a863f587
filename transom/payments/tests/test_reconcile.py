"""The net: lost messages, closed browsers, and what a gateway took that we never heard of."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from transom.fees import audit as books_audit
from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.kernel import queue
from transom.payments import actions, audit
from transom.payments.gateways.base import Session, SessionState
from transom.payments.models import Checkout, Receipt, RefundDue
from transom.payments.tests.given import AT, a_payer, an_owing_record, paying

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_payment_nobody_told_of_is_found(gateway):
    record = an_owing_record()
    gateway.pay(paying(a_payer(), record).pk)
    assert actions.reconcile(at=AT + MINUTE) == 1
    assert fees.paid_online([record.pk]) == {record.pk}


def test_an_open_payment_is_asked_about_and_left_open_within_its_time(gateway):
    checkout = paying(a_payer(), an_owing_record())
    assert actions.reconcile(at=AT + 5 * MINUTE) == 0
    assert gateway.sessions[checkout.pk].state is SessionState.OPEN
    assert gateway.calls[-1] == "get"


def test_past_its_time_it_is_closed_there_before_it_is_released_here(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.down = 1
    assert actions.reconcile(at=AT + 15 * MINUTE) == 0
    assert Checkout.objects.get().state == "pending"
    assert actions.reconcile(at=AT + 16 * MINUTE) == 1
    assert gateway.sessions[checkout.pk].state is SessionState.CLOSED
    assert Checkout.objects.get().state == "expired"


def test_a_payment_made_in_the_last_second_is_booked_not_released(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)
    actions.reconcile(at=AT + 16 * MINUTE)
    assert Checkout.objects.get().state == "captured"
    assert fees.balance(record.pk) == 0


def test_a_checkout_whose_page_was_never_opened_ends_too(gateway):
    record = an_owing_record()
    checkout = actions.begin(a_payer(), {record.pk: 7000}, key=uuid4(), at=AT)
    actions.reconcile(at=AT + 16 * MINUTE)
    checkout.refresh_from_db()
    assert checkout.state == "expired"
    assert gateway.sessions[checkout.pk].state is SessionState.CLOSED


def test_one_that_fails_does_not_keep_the_others_waiting(gateway):
    lost, found = an_owing_record(), an_owing_record()
    gateway.pay(paying(a_payer(), lost).pk)
    gateway.pay(paying(a_payer(), found).pk)
    gateway.mute = 1
    assert actions.reconcile(at=AT + MINUTE) == 1
    assert actions.reconcile(at=AT + 2 * MINUTE) == 1
    assert Receipt.objects.count() == 2


def test_what_the_gateway_took_and_we_never_knew_waits_in_suspense(gateway):
    key = uuid4()
    gateway.sessions[key] = Session(key, SessionState.CAPTURED, 4200, "ref", "url")
    assert actions.compare_books(at=AT) == 1
    assert actions.compare_books(at=AT + MINUTE) == 1
    assert fees.account_balance(accounts.SUSPENSE) == -4200
    assert any(sentence.startswith("ledger.nothing_in_suspense") for sentence in books_audit.broken())


def test_the_comparison_settles_what_we_know(gateway):
    record = an_owing_record()
    gateway.pay(paying(a_payer(), record).pk)
    assert actions.compare_books(at=AT) == 1
    assert actions.compare_books(at=AT) == 0
    assert fees.balance(record.pk) == 0


def test_a_refund_whose_answer_was_lost_is_one_refund(gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk, cents=100)
    actions.return_from(checkout.pk, at=AT)
    gateway.mute = 1
    assert actions.send_refunds(at=AT) == 0
    assert RefundDue.objects.get().state == "due"
    assert actions.send_refunds(at=AT) == 1
    assert actions.send_refunds(at=AT) == 0
    assert [cents for _, cents in gateway.refunds.values()] == [100]
    assert fees.account_balance(accounts.CASH_ONLINE) == gateway.taken == 0


def test_the_worker_does_it_by_the_clock():
    crons = {name: queue._jobs[name].cron for name in queue.names() if name.startswith("payments.")}
    assert crons == {
        "payments.take_webhooks": "",
        "payments.send_refunds": "",
        "payments.reconcile": "* * * * * */20",
        "payments.compare_books": "17 * * * *",
    }


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("DELETE FROM payments_receipt", "payments.captured_has_receipt"),
        ("UPDATE payments_receipt SET cents = cents + 1", "payments.captured_has_receipt"),
        ("UPDATE payments_receipt SET number = 'R26-000007'", "payments.receipts_without_gap"),
        ("UPDATE payments_checkoutline SET cents = cents + 1", "payments.lines_sum"),
        ("UPDATE payments_checkoutline SET active = true", "payments.no_lease_after_the_end"),
        ("DELETE FROM payments_refunddue", "payments.refunds_are_booked"),
    ],
)
def test_the_audit_finds_what_was_done_behind_our_back(gateway, harm, found):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk, cents=100)
    actions.return_from(checkout.pk, at=AT)
    assert list(books_audit.broken(audit.CHECKS)) == [
        sentence for sentence in books_audit.broken(audit.CHECKS) if sentence.startswith("payments.nothing_stuck")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE payments_receipt DISABLE TRIGGER payments_receipt_append_only")
        cursor.execute(harm)
    assert any(sentence.startswith(found) for sentence in books_audit.broken(audit.CHECKS))
