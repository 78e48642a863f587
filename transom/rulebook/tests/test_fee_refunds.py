"""What goes back of what was paid: published refund rules, and what must hold of every refund."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.tests.given import aurora_type, schedule, slips
from transom.rulebook.tests.test_fees import FIRST, fee

REVIEW = fee("flat", 'amount = 80\ntags = ["city"]', "review")
GEORGE = (
    FIRST
    + REVIEW
    + '[[refund]]\nfees = ["first"]\npercent = 80\nwhen = "count <= 180"\ncite = "George, WA 14.10.110"\n'
    + '[[refund]]\nfees = ["review"]\npercent = 100\nwhen = "not flag"\ncite = "George, WA 14.10.110"\n'
    + 'say = "Review had not begun."\n'
)


def back(text: str, paid: dict[str, str], **facts):
    fees = schedule(text).sound().schedules["test"].fees
    known = {
        name: Decimal(value) if isinstance(value, int) and value is not True and value is not False else value
        for name, value in facts.items()
    }
    return fees.refund({fee: Decimal(amount) for fee, amount in paid.items()}, known)


def test_each_fee_goes_back_by_the_first_rule_that_holds_for_it():
    result = back(GEORGE, {"first": "125.00", "review": "80.00"}, count=180, flag=False)
    assert [(line.fee, line.amount) for line in result.lines] == [
        ("first", Decimal("100.00")),
        ("review", Decimal("80.00")),
    ]
    assert result.total == Decimal("180.00")


def test_a_refund_says_what_was_paid_what_is_kept_and_by_which_rule():
    line = back(GEORGE, {"review": "80.00"}, flag=False).lines[0]
    assert line.trace == (
        "Fee paid $80.00",
        "100% goes back: $0.00 of $80.00 is kept",
        "Review had not begun.",
        "back $80.00",
    )
    assert line.cite == "George, WA 14.10.110"


def test_what_no_rule_gives_back_stays_paid():
    result = back(GEORGE, {"first": "125.00", "review": "80.00"}, count=181, flag=True)
    assert (result.lines, result.total) == ((), Decimal("0.00"))


def test_a_refund_that_waits_for_a_fact_is_unknown_and_not_nothing():
    result = back(GEORGE, {"first": "125.00"})
    assert [(each.fee, each.needs) for each in result.unknown] == [("first", ("count",))]


@pytest.mark.parametrize(("paid", "expected"), [("300.00", "240.00"), ("1000.00", "900.00"), ("10.00", "0.00")])
def test_what_is_kept_has_a_least_and_a_most(paid, expected):
    text = (
        FIRST + '[[refund]]\nfees = ["first"]\npercent = 80\nkeep_at_least = 25\nkeep_at_most = 100\ncite = "Wabasha"\n'
    )
    lines = back(text, {"first": paid}).lines
    assert sum(line.amount for line in lines) == Decimal(expected)


def test_what_is_kept_of_several_fees_together_is_shared_to_the_cent():
    text = FIRST + REVIEW + '[[refund]]\ntags = ["city"]\npercent = 100\nkeep_at_least = 10\ncite = "x"\n'
    result = back(text, {"first": "33.33", "review": "66.67"})
    assert [line.amount for line in result.lines] == [Decimal("30.00"), Decimal("60.00")]


def test_a_rule_that_names_a_fee_or_tag_nobody_has_is_told():
    wrong = schedule(FIRST + '[[refund]]\nfees = ["frist"]\ntags = ["citty"]\npercent = 5\ncite = "x"\n')
    assert 'unknown fee "frist"; did you mean "first"?' in slips(wrong)[0]
    assert 'no fee has the tag "citty"; did you mean "city"?' in slips(wrong)[1]
    assert (
        'say what goes back: fees = ["permit"]' in slips(schedule(FIRST + '[[refund]]\npercent = 5\ncite = "x"\n'))[0]
    )


@given(st.integers(0, 10_000_000), st.integers(0, 100), st.integers(0, 50_000), st.integers(1, 10_000_000))
def test_never_more_goes_back_than_was_paid(cents, percent, kept, other):
    rule = f'[[refund]]\ntags = ["city"]\npercent = {percent}\nkeep_at_least = {kept / 100:.2f}\ncite = "x"\n'
    paid = {"first": Decimal(cents) / 100, "review": Decimal(other) / 100}
    result = back(FIRST + REVIEW + rule, {fee: str(amount) for fee, amount in paid.items()})
    assert all(Decimal(0) <= line.amount <= paid[line.fee] for line in result.lines)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in result.lines)
    assert result.total == sum(line.amount for line in result.lines)


def test_a_record_type_gives_back_what_its_rules_say():
    fence = aurora_type("fence-residential")
    result = fence.refund({"permit": Decimal("55.00")}, {})
    assert result.on == "refund"
    assert result.total <= Decimal("55.00")
