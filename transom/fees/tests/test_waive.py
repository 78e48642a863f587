"""Waiving: with a reason, once, and without losing what the fee would have been."""

from __future__ import annotations

import pytest

from transom.fees import actions, audit, queries, rules
from transom.fees.models import Journal
from transom.fees.tests.given import AT, CLERK, a_charge, a_record
from transom.history.models import Event
from transom.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_waived_charge_is_not_due_and_the_books_show_what_was_given_up():
    record = a_record()
    charge = a_charge(record)
    actions.waive(charge, reason="Storm damage, council resolution 26-114", by=CLERK, at=AT)
    assert queries.balance(record.pk) == 0
    assert queries.lines(record.pk)[0].standing == "Waived"
    assert queries.account_balance(rules.WAIVED) == 7000
    assert Journal.objects.get(kind="waived").memo == "Storm damage, council resolution 26-114"
    assert list(audit.broken()) == []


def test_a_waiver_says_why():
    charge = a_charge(a_record())
    with pytest.raises(Refused, match="Say why"):
        actions.waive(charge, reason="  ", by=CLERK, at=AT)


def test_what_was_paid_cannot_be_waived():
    charge = a_charge(a_record())
    actions.settle([charge], how="counter", cash_account=rules.CASH_DRAWER, source="1", by=CLERK, at=AT)
    with pytest.raises(Refused, match="settled already: Paid at the counter"):
        actions.waive(charge, reason="too late", by=CLERK, at=AT)


def test_nothing_cannot_be_waived():
    with pytest.raises(Refused, match="nothing to waive"):
        actions.waive(a_charge(a_record(), 0), reason="kindness", by=CLERK, at=AT)


def test_the_reason_is_for_staff_and_the_standing_for_everybody():
    charge = a_charge(a_record())
    actions.waive(charge, reason="Storm damage", by=CLERK, at=AT)
    waived, settled = Event.objects.filter(record_id=charge.record_id).order_by("id")
    assert (waived.verb, waived.data["reason"]) == ("fees.waived", "Storm damage")
    assert (settled.verb, settled.data["about"]) == ("fees.settled", "waived")
