"""What must hold of every fee whatever the numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, FloatOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.tests.given import aurora_type, schedule
from transom.rulebook.tests.test_fees import UBC, fee

CENTS = st.integers(0, 5_000_000_00).map(lambda cents: Decimal(cents) / 100)
UBC_FEES = schedule(
    fee("tiers", f'of = "value"\n{UBC}tags = ["city"]', "permit")
    + fee("percent", 'of = { fees = ["permit"] }\npercent = 65\ntags = ["city"]', "review")
    + fee("percent", 'of = { tags = ["city"] }\npercent = 4\nmax = 150', "technology")
).sound().schedules["test"].fees  # fmt: skip


def _ubc_by_hand(value: Decimal) -> Decimal:
    rows = [
        (1000000, "5608.75", "3.65", 1000), (500000, "3233.75", "4.75", 1000), (100000, "993.75", "5.60", 1000),
        (50000, "643.75", "7.00", 1000), (25000, "391.25", "10.10", 1000), (2000, "69.25", "14.00", 1000),
        (500, "23.50", "3.05", 100), (0, "23.50", "0", 1),
    ]  # fmt: skip
    for over, base, rate, per in rows:
        if value > over or over == 0:
            cents_over = int((value - over) * 100)
            steps = -(-cents_over // (per * 100)) if rate != "0" else 0
            return Decimal(base) + steps * Decimal(rate)
    raise AssertionError


@given(CENTS)
def test_the_published_table_agrees_with_arithmetic_in_whole_cents(value):
    permit, review, technology = UBC_FEES.assess("submit", {"value": value}).lines
    assert permit.amount == _ubc_by_hand(value)
    assert review.amount == (permit.amount * 65 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    city = permit.amount + review.amount
    assert technology.amount == min(Decimal(150), (city * 4 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(CENTS, CENTS)
def test_a_continuous_table_never_falls_and_is_never_negative(one, other):
    low, high = sorted((one, other))
    cheap, dear = (UBC_FEES.assess("submit", {"value": each}) for each in (low, high))
    assert Decimal(0) <= cheap.total <= dear.total


@given(CENTS)
def test_the_total_is_the_sum_of_whole_cent_lines(value):
    result = UBC_FEES.assess("submit", {"value": value})
    assert result.total == sum(line.amount for line in result.lines)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in result.lines)


@given(st.lists(st.integers(1, 200_000).map(lambda n: Decimal(n) / 100), min_size=1, max_size=20))
def test_a_fence_costs_the_same_however_its_length_is_split(lengths):
    sections = [{"length": each, "height": Decimal(4), "yard": "rear"} for each in lengths]
    whole = [{"length": sum(lengths), "height": Decimal(4), "yard": "rear"}]
    fence = aurora_type("fence-residential")
    assert fence.assess("issue", {"sections": sections}).total == fence.assess("issue", {"sections": whole}).total


@given(CENTS, st.booleans(), st.booleans())
def test_estimating_twice_gives_the_same_lines_and_trace(cost, structural, started):
    roof = aurora_type("roofing-work-only")
    facts = {
        "cost": cost,
        "structural": structural,
        "started": started,
        "flat": False,
        "cathedral": False,
        "power_vent": False,
    }
    assert roof.assess("issue", facts) == roof.assess("issue", facts)


def test_a_float_among_the_facts_is_an_error_and_not_a_wrong_cent():
    with pytest.raises(TypeError, match="Decimal only"):
        UBC_FEES.assess("submit", {"value": 2000.01})
    double = schedule(fee("calc", 'amount = "value * 2"')).sound().schedules["test"].fees
    with pytest.raises((TypeError, FloatOperation)):
        double.assess("submit", {"value": 2000.01})
