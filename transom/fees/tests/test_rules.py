"""Postings always balance, facts survive their JSON, and a person can read where a charge stands."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from transom.fees import rules
from transom.rulebook.values import UNKNOWN

cents = some.integers(-5_000_000, 5_000_000)
accounts = some.sampled_from(["permits", "plan-review", ""])
owed = some.lists(
    some.builds(rules.Owed, some.integers(1, 10**6), cents, accounts),
    max_size=8,
)
facts = some.recursive(
    some.booleans()
    | some.text(max_size=20)
    | some.integers()
    | some.dates()
    | some.decimals(allow_nan=False, allow_infinity=False, places=4),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text("abc_", min_size=1), inner, max_size=4),
    max_leaves=20,
)


@given(owed, some.integers(0, 5_000_000))
def test_whatever_comes_in_the_postings_sum_to_nothing_and_none_is_of_nothing(charges, over):
    received = sum(one.cents for one in charges) + over
    entries = rules.settlement_entries(charges, received=received, cash_account=rules.CASH_ONLINE)
    assert sum(entry.cents for entry in entries) == 0
    assert all(entry.cents for entry in entries)
    assert -sum(entry.cents for entry in entries if entry.account == rules.REFUNDS_DUE) == over


def test_a_payment_of_too_little_settles_nothing_by_half():
    with pytest.raises(ValueError, match="cannot settle"):
        rules.settlement_entries([rules.Owed(1, 7000, "permits")], received=6999, cash_account=rules.CASH_DRAWER)


def test_each_charge_is_credited_to_its_own_fee_account():
    entries = rules.settlement_entries(
        [rules.Owed(1, 2500, "applications"), rules.Owed(2, 7000, "")], received=9500, cash_account=rules.CASH_CHECKS
    )
    assert [(entry.account, entry.cents, entry.charge_id) for entry in entries] == [
        ("cash.checks", 9500, None),
        ("fee:applications", -2500, 1),
        ("fee:general", -7000, 2),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        rules.waiver_entries(rules.Owed(1, 4200, "permits")),
        rules.refund_entries(4200, cash_account=rules.CASH_ONLINE),
        rules.suspense_entries(4200, cash_account=rules.CASH_ONLINE),
    ],
)
def test_waivers_refunds_and_suspense_balance(entries):
    assert sum(entry.cents for entry in entries) == 0
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("cents", "how", "said"),
    [
        (7000, None, "Due"),
        (7000, "online", "Paid online"),
        (7000, "counter", "Paid at the counter"),
        (7000, "waived", "Waived"),
        (0, None, "Nothing to pay"),
    ],
)
def test_a_charge_says_where_it_stands(cents, how, said):
    assert rules.standing(cents, how) == said


def test_accounts_have_names_a_bookkeeper_reads():
    assert rules.account_label("fee:plan-review") == "Plan review"
    assert rules.account_label("fee:100-3210") == "100-3210"
    assert rules.account_label(rules.REFUNDS_DUE) == "To be refunded"


@given(some.dictionaries(some.text("abc_", min_size=1), facts, max_size=6))
def test_the_facts_of_a_bill_come_back_exactly_as_the_rules_had_them(given_facts):
    kept = json.loads(json.dumps(rules.facts_to_json(given_facts)))
    assert rules.facts_from_json(kept) == given_facts


def test_amounts_are_kept_to_the_digit_as_written():
    kept = rules.facts_to_json({"cost": Decimal("4200.10"), "day": date(2026, 3, 2), "lots": [Decimal("1.50")]})
    assert kept == {"cost": {"$decimal": "4200.10"}, "day": {"$date": "2026-03-02"}, "lots": [{"$decimal": "1.50"}]}


def test_what_is_not_known_is_left_out_of_the_facts():
    assert rules.facts_to_json({"cost": UNKNOWN, "hoa": True}) == {"hoa": True}


def test_a_float_is_no_fact_of_a_bill():
    with pytest.raises(TypeError, match="float"):
        rules.facts_to_json({"cost": 4200.10})
