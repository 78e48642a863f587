"""Charging: what the rulebook says, once for each occurrence, with the facts it was worked out from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.fees import actions, queries
from transom.fees.models import Charge, ChargeRun
from transom.fees.tests.given import AT, CLERK, FakeType, a_line, a_record
from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.rulebook.fees import UnknownFee

pytestmark = pytest.mark.django_db
FACTS = {"cost": Decimal("4200.10"), "material": "wood"}


def assess(record, rt, occurrence="issue", facts=FACTS):
    return actions.assess(record, rt, "issue", occurrence=occurrence, facts=facts, by=CLERK, at=AT)


def test_a_charge_holds_its_amount_its_reason_and_its_ordinance():
    record, rt = a_record(), FakeType(lines=(a_line(amount="55.00"),))
    (charge,) = assess(record, rt)
    assert (charge.cents, charge.label, charge.cite, charge.account) == (5500, "Fence permit", "made up", "permits")
    assert charge.trace == ["base $45.00", "+ 2 started steps of 50 ft at $5.00"]
    assert charge.made_up
    assert queries.balance(record.pk) == 5500


def test_the_run_keeps_the_rulebook_version_and_the_facts():
    record, rt = a_record(), FakeType(lines=(a_line(),))
    assess(record, rt)
    run = ChargeRun.objects.get(record=record)
    assert (run.bundle, run.event, run.by_label) == ("b" * 64, "issue", "Casey Clerk")
    assert run.facts == {"cost": {"$decimal": "4200.10"}, "material": "wood"}


def test_the_same_occurrence_bills_once_and_is_not_even_worked_out_again():
    record, rt = a_record(), FakeType(lines=(a_line(), a_line("state", "1.00")))
    first = assess(record, rt)
    rt.lines = (a_line(amount="999.00"),)
    assert assess(record, rt) == first
    assert queries.balance(record.pk) == 5600
    assert len(rt.asked) == 1
    assert Event.objects.filter(verb="fees.charged").count() == 1


def test_another_occurrence_of_the_event_bills_again():
    record, rt = a_record(), FakeType(lines=(a_line(),))
    assess(record, rt, "resubmit:2")
    assess(record, rt, "resubmit:3")
    assert queries.balance(record.pk) == 11000


def test_a_fee_that_cannot_be_worked_out_is_refused_and_nothing_is_charged():
    record = a_record()
    rt = FakeType(lines=(a_line(),), unknown=(UnknownFee("review", "Plan review", ("Total cost", "Material")),))
    with pytest.raises(Refused) as refused:
        assess(record, rt)
    (reason,) = refused.value.reasons
    assert reason.say == "Plan review cannot be worked out yet."
    assert reason.because == "Not known: Total cost, Material."
    assert not Charge.objects.filter(record=record).exists()


def test_a_schedule_that_refuses_says_why_in_its_own_words_and_once():
    say = "A wood frame of this height is not permitted."
    rt = FakeType(unknown=(UnknownFee("permit", "Permit", (), say), UnknownFee("review", "Plan review", (), say)))
    with pytest.raises(Refused) as refused:
        assess(a_record(), rt)
    assert [reason.say for reason in refused.value.reasons] == [say]


def test_an_event_without_fees_leaves_no_trace():
    record = a_record()
    assert assess(record, FakeType()) == []
    assert not ChargeRun.objects.filter(record=record).exists()


def test_a_line_of_nothing_is_shown_and_owes_nothing():
    record = a_record()
    assess(record, FakeType(lines=(a_line(amount="0.00"),)))
    assert queries.balance(record.pk) == 0
    assert [(line.cents, line.standing, line.is_due) for line in queries.lines(record.pk)] == [
        (0, "Nothing to pay", False)
    ]


def test_the_chronology_says_what_was_charged():
    record = a_record()
    assess(record, FakeType(lines=(a_line(), a_line("state", "1.00", label="State surcharge"))))
    event = Event.objects.get(verb="fees.charged", record_id=record.pk)
    assert event.data == {
        "event": "issue",
        "cents": 5600,
        "amount": "$56.00",
        "labels": "Fence permit, State surcharge",
    }
