"""What a payment may do next, and the sentences a payer reads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from transom.payments import rules
from transom.payments.gateways.base import SessionState
from transom.payments.gateways.registry import known
from transom.payments.rules import Method, Outcome

STATES = ("created", "pending", "captured", "expired", "declined")
cents = some.integers(1, 10_000_000)


@given(some.sampled_from(STATES), some.sampled_from(SessionState))
def test_money_taken_is_booked_once_and_nothing_else_touches_the_end(state, session):
    outcome = rules.outcome(state, session)
    if state == "captured":
        assert outcome is Outcome.NOTHING
    elif session is SessionState.CAPTURED:
        assert outcome is Outcome.CAPTURE
    elif state in ("expired", "declined") or session in (SessionState.OPEN, SessionState.UNKNOWN):
        assert outcome is Outcome.NOTHING


@given(some.integers(1), some.lists(some.tuples(some.integers(1), cents), unique=True, min_size=1))
def test_the_terms_of_a_payment_do_not_depend_on_the_order_of_its_lines(payer, lines):
    assert rules.terms_hash(payer, lines) == rules.terms_hash(payer, reversed(lines))
    assert rules.terms_hash(payer, lines) != rules.terms_hash(payer + 1, lines)
    changed = [(lines[0][0], lines[0][1] + 1), *lines[1:]]
    assert rules.terms_hash(payer, lines) != rules.terms_hash(payer, changed)


@given(cents, cents)
def test_change_is_what_was_handed_over_less_what_was_due(due, more):
    assert rules.change_due(due, due + more) == more
    with pytest.raises(ValueError, match="do not pay"):
        rules.change_due(due + more, due)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 2, 14, 35, tzinfo=UTC), "2:35 p.m."),
        (datetime(2026, 3, 2, 0, 5, tzinfo=UTC), "12:05 a.m."),
        (datetime(2026, 3, 2, 11, 59, 30, tzinfo=UTC), "12:00 p.m."),
    ],
)
def test_a_time_is_said_as_people_say_it_and_never_too_early(moment, said):
    assert rules.clock_time(moment) == said


def test_receipts_are_numbered_by_year():
    assert rules.receipt_number(date(2026, 3, 2), 42) == "R26-000042"


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("4242424242424242", True),
        ("4242 4242 4242 4242", True),
        ("approval 4000-0000-0000-0002 ok", True),
        ("4242424242424243", False),
        ("check 1001", False),
        ("630-555-0142", False),
    ],
)
def test_a_card_number_is_known_by_its_check_digit(text, card):
    assert rules.looks_like_card(text) is card


def test_enough_cash_with_no_reference_is_fine_and_a_check_without_number_is_not():
    assert rules.counter_reasons(Method.CASH, cents=7000, reference="", tendered=7000) == []
    (reason,) = rules.counter_reasons(Method.CHECK, cents=7000, reference=" ", tendered=None)
    assert (reason.field, reason.say) == ("reference", "Enter the number of the check.")


def test_a_gateways_name_is_taken_once():
    with pytest.raises(ValueError, match="registered twice"):
        known([("sandbox", lambda: None), ("sandbox", lambda: None)])
