"""Each kind of fee against a published example, and the modifiers all kinds share. Dollars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from transom.rulebook.tests.given import assessed, schedule, slips

HEAD = 'label = "Fee"\ncite = "Ordinance"\n'
UBC = """\
rows = [
  { over = 0,       base = 23.50 },
  { over = 500,     base = 23.50,   rate = 3.05,  per = 100 },
  { over = 2000,    base = 69.25,   rate = 14.00, per = 1000 },
  { over = 25000,   base = 391.25,  rate = 10.10, per = 1000 },
  { over = 50000,   base = 643.75,  rate = 7.00,  per = 1000 },
  { over = 100000,  base = 993.75,  rate = 5.60,  per = 1000 },
  { over = 500000,  base = 3233.75, rate = 4.75,  per = 1000 },
  { over = 1000000, base = 5608.75, rate = 3.65,  per = 1000 },
]
"""


def fee(kind: str, settings: str, name: str = "fee") -> str:
    return f'[fee.{name}]\nkind = "{kind}"\n{HEAD}{settings}\n'


def line(text: str, on: str = "submit", **facts):
    (only,) = assessed(text, on, **facts).lines
    return only


def amount(text: str, on: str = "submit", **facts) -> Decimal:
    return line(text, on, **facts).amount


def test_flat_is_one_amount_with_its_ordinance_and_account():
    charged = line(fee("flat", 'amount = 25\naccount = "100-1"\ntags = ["city"]\nmade_up = true'))
    assert (charged.amount, charged.cite, charged.account, charged.tags) == (
        Decimal("25.00"),
        "Ordinance",
        "100-1",
        ("city",),
    )
    assert charged.made_up
    assert charged.trace == ("flat $25.00",)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "45.00"), (100, "45.00"), (101, "50.00"), (150, "50.00"), (Decimal("150.01"), "55.00"), (250, "60.00")],
)
def test_unit_counts_started_steps_beyond_what_is_included(count, expected):
    text = fee("unit", 'quantity = "count"\nbase = 45\nincluded = 100\nrate = 5\nper = 50')
    assert amount(text, count=count) == Decimal(expected)


def test_unit_explains_itself():
    text = fee("unit", 'quantity = "count"\ncalled = "ft of fence"\nbase = 45\nincluded = 100\nrate = 5\nper = 50')
    assert line(text, count=160).trace == (
        "160 ft of fence, 100 included: $45.00 + 2 × $5.00 per 50 or fraction = $55.00",
    )


def test_unit_can_count_exact_parts():
    assert amount(fee("unit", 'quantity = "count"\nrate = 0.10\nfraction = "exact"'), count=Decimal("12.5")) == Decimal(
        "1.25"
    )


def test_units_add_up_fixtures_as_ontario_california_does():
    text = fee(
        "units",
        """issue = 23.50
items = [
  { quantity = "count", rate = 9.80, label = "fixtures" },
  { quantity = "count - 4", rate = 12.30, label = "water heaters" },
  { quantity = "count + 2", base = 6.15, included = 5, rate = 1.10, label = "gas outlets" },
]""",
    )
    charged = line(text, count=5)
    assert charged.amount == Decimal("93.15")
    assert charged.trace[0] == "issuing fee $23.50"
    assert charged.trace[1] == "5 fixtures: 5 × $9.80 each = $49.00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "23.50"), (500, "23.50"), (501, "26.55"), (1500, "54.00"), (2000, "69.25"), (2001, "83.25"),
        (20000, "321.25"), (25000, "391.25"), (50000, "643.75"), (50001, "650.75"), (60000, "713.75"),
        (1000000, "5608.75"), (1000001, "5612.40"),
    ],
)  # fmt: skip
def test_tiers_give_the_published_uniform_building_code_amounts(value, expected):
    assert amount(fee("tiers", f'of = "value"\n{UBC}'), value=value) == Decimal(expected)


def test_tiers_show_the_row_and_the_steps():
    assert line(fee("tiers", f'of = "value"\n{UBC}'), value=60000).trace == (
        "value $60,000.00 is over $50,000.00: $643.75 + 10 × $7.00 per $1,000.00 or fraction = $713.75",
    )


def test_a_value_below_nothing_is_refused():
    result = assessed(fee("tiers", f'of = "value"\n{UBC}'), value=-1)
    assert result.lines == ()
    assert result.unknown[0].say == "value -$1.00 is less than nothing"


def test_brackets_are_cumulative_as_saint_charles_illinois_and_minnesota():
    area = fee(
        "brackets", 'of = "count"\nbase = 375\nrows = [{ over = 0, rate = 0.44 }, { over = 10000, rate = 0.16 }]'
    )
    assert amount(area, count=25000) == Decimal("7175.00")
    state = fee("brackets", 'of = "value"\nrows = [{ over = 0, rate = 0.0005 }, { over = 1000000, rate = 0.0004 }]')
    assert amount(state, value=2500000) == Decimal("1100.00")
    assert amount(state, value=12345) == Decimal("6.17")


GRID = '[table.cost]\ncolumns = ["a", "b"]\nrows = { a = [100, 50.50], b = [70, "NP"] }\n'


def test_lookup_takes_a_cell_times_a_quantity_and_a_percentage():
    text = GRID + fee("lookup", 'table = "cost"\nkeys = ["kind", "kind"]\ntimes = "count"\npercent = 50')
    charged = line(text, kind="a", count=3)
    assert charged.amount == Decimal("150.00")
    assert charged.trace == ("a × a: $100.00 × count 3 × 50% = $150.00",)


def test_lookup_refuses_what_the_table_does_not_permit():
    result = assessed(GRID + fee("lookup", 'table = "cost"\nkeys = ["kind", "kind"]'), kind="b")
    assert (result.lines, result.unknown[0].needs) == ((), ())
    assert result.unknown[0].say == "b × b is not permitted (NP)"


def test_a_percentage_of_what_is_not_permitted_gives_the_same_reason():
    text = (
        GRID
        + fee("lookup", 'table = "cost"\nkeys = ["kind", "kind"]')
        + fee("percent", 'of = { fees = ["fee"] }\npercent = 65', "review")
    )
    assert [each.say for each in assessed(text, kind="b").unknown] == ["b × b is not permitted (NP)"] * 2


FIRST = fee("flat", 'amount = 23.10\ntags = ["city"]', "first")


def test_percent_rounds_half_a_cent_up_once():
    charged = assessed(FIRST + fee("percent", "of = { fees = ['first'] }\npercent = 65")).lines[1]
    assert charged.amount == Decimal("15.02"), "65% of 23.10 is 15.015, which a float would round to 15.01"
    assert charged.trace == ("65% of Fee $23.10 = $15.015", "rounded half-up to $0.01 = $15.02")


def test_percent_takes_tags_without_some_fees_and_never_itself():
    text = (
        FIRST
        + fee("flat", 'amount = 10\ntags = ["city"]', "penalty")
        + fee("flat", 'amount = 99\ntags = ["state"]', "state")
        + fee("percent", 'of = { tags = ["city"], but = ["penalty"] }\npercent = 10\ntags = ["city"]')
    )
    assert assessed(text).lines[3].amount == Decimal("2.31")


def test_percent_of_what_was_charged_before_reads_the_ledger():
    text = fee("flat", 'amount = 762.42\non = ["issue"]', "first") + fee(
        "percent", 'of = { charged = ["first"] }\npercent = 25\nmin = 50\non = ["resubmit"]'
    )
    assert amount(text, "resubmit", charged={"first": Decimal("762.42")}) == Decimal("190.61")
    assert amount(text, "resubmit", charged={"first": Decimal("54.11")}) == Decimal("50.00")
    assert assessed(text, "resubmit").unknown[0].needs == ("charged",)


def test_a_percentage_of_an_unknown_fee_is_unknown_and_says_what_is_needed():
    text = fee("tiers", f'of = "value"\n{UBC}', "first") + fee("percent", 'of = { fees = ["first"] }\npercent = 65')
    result = assessed(text)
    assert result.lines == ()
    assert [(each.fee, each.needs) for each in result.unknown] == [("first", ("value",)), ("fee", ("value",))]
    assert not result.is_final


LATE = FIRST + fee("late", 'of = { fees = ["first"] }\ndue = "due"\nper = "month"\nfirst = 10\nthen = 10\ncap = 50')


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (date(2027, 1, 1), 10), (date(2027, 1, 31), 10), (date(2027, 2, 1), 20), (date(2027, 3, 1), 30),
        (date(2027, 11, 20), 50),
    ],
)  # fmt: skip
def test_lateness_grows_with_each_started_month_to_its_cap(today, percent):
    assert assessed(LATE, due=date(2026, 12, 31), today=today).lines[1].amount == (
        Decimal("23.10") * percent / 100
    ).quantize(Decimal("0.01"))


def test_nothing_is_late_on_the_due_day_or_in_the_grace_after_it():
    assert len(assessed(LATE, due=date(2026, 12, 31), today=date(2026, 12, 31)).lines) == 1
    graced = FIRST + fee("late", 'of = { fees = ["first"] }\ndue = "due"\nper = "once"\nfirst = 50\ngrace = 15')
    assert len(assessed(graced, due=date(2026, 1, 1), today=date(2026, 1, 16)).lines) == 1
    assert assessed(graced, due=date(2026, 1, 1), today=date(2026, 1, 17)).lines[1].amount == Decimal("11.55")


def test_lateness_can_be_dollars_for_each_day():
    text = fee("late", 'due = "due"\nper = "day"\nfirst = 50\nthen = 5\ncap = 65')
    assert amount(text, due=date(2026, 1, 1), today=date(2026, 1, 2)) == Decimal("50.00")
    assert amount(text, due=date(2026, 1, 1), today=date(2026, 1, 4)) == Decimal("60.00")
    assert amount(text, due=date(2026, 1, 1), today=date(2026, 2, 1)) == Decimal("65.00")


def test_calc_is_a_formula_over_facts_and_other_fees():
    assert assessed(FIRST + fee("calc", 'amount = "max(first * 2, value)"'), value=40).lines[1].amount == Decimal(
        "46.20"
    )


def test_a_credit_is_taken_off_but_never_below_nothing():
    text = FIRST + fee("credit", 'amount = "value"\nof = { fees = ["first"] }')
    assert assessed(text, value=10).total == Decimal("13.10")
    assert assessed(text, value=900).total == Decimal("0.00")


# -- modifiers


def test_a_fee_is_charged_only_on_its_events_and_when_its_condition_holds():
    text = fee("flat", 'amount = 5\non = ["issue", "renew"]\nwhen = "flag"')
    assert assessed(text, "submit", flag=True).lines == ()
    assert assessed(text, "renew", flag=True).total == Decimal("5.00")
    assert assessed(text, "renew", flag=False).lines == ()
    assert assessed(text, "renew").unknown[0].needs == ("flag",)


def test_value_only_amounts_are_worked_out_but_not_charged():
    text = fee("calc", 'amount = "value * 2"\nvalue_only = true', "worth") + fee(
        "percent", 'of = { fees = ["worth"] }\npercent = 1'
    )
    result = assessed(text, value=1000)
    assert [each.fee for each in result.lines] == ["fee"]
    assert [(each.fee, each.amount) for each in result.values] == [("worth", Decimal("2000.00"))]
    assert result.total == Decimal("20.00")


def test_minimum_and_maximum_are_said():
    text = fee("calc", 'amount = "value"\nmin = 50\nmax = 80')
    assert line(text, value=7).trace == ("value = $7.00", "at least $50.00")
    assert line(text, value=99).trace == ("value = $99.00", "at most $80.00")


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("", "10.005", "10.01"),
        ("", "10.0049", "10.00"),
        ('round = { to = 1.00, how = "up" }', "216.0375", "217.00"),
        ('round = { to = 1.00, how = "half-up" }', "216.50", "217.00"),
        ('round = { to = 0.05, how = "down" }', "1.09", "1.05"),
    ],
)
def test_a_line_is_rounded_once_as_the_schedule_says(rule, value, expected):
    assert amount(fee("calc", f'amount = "value"\n{rule}'), value=Decimal(value)) == Decimal(expected)


def test_waivers_are_taken_after_the_minimum_and_named():
    text = fee(
        "calc", 'amount = "value"\nmin = 50\nwaive = [{ when = "flag", percent = 50, say = "StAR", cite = "2011" }]'
    )
    assert line(text, value=7, flag=True).amount == Decimal("25.00")
    assert line(text, value=7, flag=True).trace[-1] == "50% waived: StAR (2011)"
    assert line(text, value=7, flag=False).amount == Decimal("50.00")


def test_waivers_never_exceed_the_whole_fee():
    both = '{ when = "flag", percent = 60, say = "a", cite = "b" }'
    assert amount(fee("flat", f"amount = 40\nwaive = [{both}, {both}]"), flag=True) == Decimal("0.00")


@pytest.mark.parametrize(
    ("by", "starts", "expected"),
    [("month", date(2026, 5, 10), "206.67"), ("month", date(2026, 1, 1), "310.00"), ("day", date(2026, 12, 31), "0.85"),
     ("day", date(2025, 1, 1), "310.00")],
)  # fmt: skip
def test_a_fee_for_a_part_of_the_year_is_prorated(by, starts, expected):
    text = fee("flat", f'amount = 310\nprorate = {{ by = "{by}", start = "starts", end = "ends" }}')
    assert amount(text, starts=starts, ends=date(2026, 12, 31)) == Decimal(expected)


def test_lines_stand_in_the_order_of_the_text_whatever_they_read():
    text = fee("percent", 'of = { fees = ["second"] }\npercent = 10', "first") + fee("flat", "amount = 30", "second")
    assert [(each.fee, each.amount) for each in assessed(text).lines] == [
        ("first", Decimal("3.00")),
        ("second", Decimal("30.00")),
    ]


def test_a_table_that_falls_is_warned_of_unless_it_was_adopted_so():
    rows = "rows = [{ over = 0, base = 10, rate = 10, per = 1000 }, { over = 25000, base = 200, rate = 8, per = 1000 }]"
    text = fee("tiers", f'of = "value"\n{rows}')
    (warning,) = slips(schedule(text))
    assert "warning: fee.fee.rows[1]: the fee falls from $260.00 to $208.00 just over 25,000" in warning
    assert slips(schedule(fee("tiers", f'of = "value"\naccept = "as adopted"\n{rows}'))) == []


def test_refunds_are_read_and_checked():
    good = FIRST + '[[refund]]\ntags = ["city"]\npercent = 80\nwhen = "not flag"\ncite = "George, WA"\n'
    (refund,) = schedule(good).sound().schedules["test"].fees.refunds
    assert refund.rule.percent == 80
    assert refund.when is not None
    bad = schedule(good.replace("not flag", "not flagg"))
    assert 'refund[0].when: unknown name "flagg"; did you mean "flag"?' in slips(bad)[0]
