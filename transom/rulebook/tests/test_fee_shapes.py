"""The shapes cities publish beyond the plain ones: bands, bounds by formula, refusals, hours, lateness by steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from transom.rulebook.tests.given import assessed, schedule, slips
from transom.rulebook.tests.test_fees import FIRST, amount, fee, line


def said(text: str, on: str = "submit", **facts) -> str:
    """The reason why a fee has no amount."""
    result = assessed(text, on, **facts)
    assert result.lines == ()
    return result.unknown[0].say


def test_a_percentage_may_be_of_a_formula():
    charged = line(fee("percent", 'of = "value"\npercent = 1.75'), value=12345)
    assert charged.amount == Decimal("216.04")
    assert charged.trace[0] == "1.75% of value $12,345.00 = $216.0375"
    half = line(fee("percent", 'of = "value / 2"\npercent = 10'), value=200)
    assert half.trace == ("10% of (value / 2 = $100.00) = $10.00",)


def test_a_percentage_of_a_formula_waits_for_its_facts():
    result = assessed(fee("percent", 'of = "value"\npercent = 1.75'))
    assert (result.lines, result.unknown[0].needs) == ((), ("value",))


@pytest.mark.parametrize(("value", "expected"), [("100", "372.00"), ("5000", "500.00")])
def test_the_greater_of_two_is_a_minimum_by_formula(value, expected):
    text = fee("percent", 'of = "value"\npercent = 10\nmin = "186 * 2"')
    assert amount(text, value=Decimal(value)) == Decimal(expected)


def test_the_lesser_of_two_reads_another_fee_and_says_so():
    text = FIRST + fee("percent", 'of = "value"\npercent = 10\nmax = "first"')
    charged = assessed(text, value=500).lines[1]
    assert (charged.amount, charged.trace[-1]) == (Decimal("23.10"), "at most Fee $23.10")


def test_a_bound_that_is_not_known_leaves_the_fee_unknown():
    result = assessed(fee("flat", 'amount = 5\nmin = "value"'))
    assert (result.lines, result.unknown[0].needs) == ((), ("value",))


def test_a_refused_fee_gives_its_sentence_and_never_nothing():
    text = fee("flat", 'amount = 30\nrefuse = [{ when = "count > 60", say = "At most 60 days.", cite = "§5" }]')
    assert said(text, count=61) == "At most 60 days. (§5)"
    assert amount(text, count=60) == Decimal("30.00")
    assert assessed(text).unknown[0].needs == ("count",)


def test_what_takes_a_share_of_a_refused_fee_gives_the_same_sentence():
    text = fee("flat", 'amount = 30\nrefuse = [{ when = "flag", say = "Not here." }]') + fee(
        "percent", 'of = { fees = ["fee"] }\npercent = 4', "technology"
    )
    assert [each.say for each in assessed(text, flag=True).unknown] == ["Not here.", "Not here."]


FROM = "rows = [{ from = 500, base = 30 }, { from = 1000, base = 45, rate = 2, per = 100 }]"


@pytest.mark.parametrize(("value", "expected"), [("500", "30"), ("999.99", "30"), ("1000", "45"), ("1001", "47")])
def test_rows_may_begin_at_their_number(value, expected):
    assert amount(fee("tiers", f'of = "value"\n{FROM}'), value=Decimal(value)) == Decimal(expected)


def test_below_the_first_from_there_is_no_amount():
    assert said(fee("tiers", f'of = "value"\n{FROM}'), value=499) == "value $499.00 is below the table, from $500.00 on"


def test_rows_are_all_over_or_all_from():
    mixed = fee("tiers", 'of = "value"\nrows = [{ over = 0, base = 1 }, { from = 10, base = 2 }]')
    assert 'write every row with "over", or every row with "from"' in slips(schedule(mixed))[0]
    neither = fee("tiers", 'of = "value"\nrows = [{ base = 1 }]')
    assert 'say where the row begins: "over" (just above) or "from" (at it)' in slips(schedule(neither))[0]


BANDS = '[table.t]\nbands = "up-to"\ncolumns = ["x"]\nrows = { 120 = [50], 300 = [100], 450 = ["NP"] }\n'
LOOKUP = fee("lookup", 'table = "t"\nkeys = ["count"]')


@pytest.mark.parametrize(("count", "expected"), [("1", "50"), ("120", "50"), ("120.5", "100"), ("300", "100")])
def test_a_number_finds_the_band_it_falls_in(count, expected):
    assert amount(BANDS + LOOKUP, count=Decimal(count)) == Decimal(expected)


def test_a_band_explains_itself_refuses_np_and_ends():
    assert line(BANDS + LOOKUP, count=200).trace == ("count 200 (up to 300): $100.00",)
    assert said(BANDS + LOOKUP, count=400) == "count 400 (up to 450) is not permitted (NP)"
    assert said(BANDS + LOOKUP, count=451) == "the table has no amount for count 451"


def test_the_last_band_may_be_open_and_bands_may_begin_at_their_number():
    above = BANDS.replace('450 = ["NP"]', "above = [150]")
    assert amount(above + LOOKUP, count=10_000) == Decimal("150.00")
    begins = BANDS.replace('"up-to"', '"from"')
    assert amount(begins + LOOKUP, count=299) == Decimal("50.00")
    assert said(begins + LOOKUP, count=119) == "the table has no amount for count 119"


def test_columns_have_bands_too():
    grid = '[table.t]\ncolumn_bands = "up-to"\ncolumns = ["200", "400"]\nrows = { a = [117, 181], b = [1, 2] }\n'
    text = grid + fee("lookup", 'table = "t"\nkeys = ["kind", "count"]')
    assert amount(text, kind="a", count=201) == Decimal("181.00")


def test_the_names_of_bands_are_rising_numbers():
    assert (
        'row "a" is not a number; the names of bands are' in slips(schedule(BANDS.replace("120 =", "a =") + LOOKUP))[0]
    )
    assert 'row "100" does not rise' in slips(schedule(BANDS.replace("300 =", "100 =") + LOOKUP))[0]


AREAS = """areas = { type = "list", fields = { use = { type = "choice", options = ["R-3", "U"] }, \
area = { type = "number", unit = "sq ft" } } }\n"""
BVD = '[table.bvd]\ncolumns = ["VB"]\nrows = { R-3 = [165.67], U = [64.19] }\n' + fee(
    "lookup", 'table = "bvd"\neach = "areas"\nkeys = ["use"]\ntimes = "area"'
)


def over_areas(areas):
    return schedule(BVD, inputs=AREAS).sound().schedules["test"].fees.assess("submit", {"areas": areas})


def test_a_lookup_adds_up_the_entries_of_a_list():
    house = {"use": "R-3", "area": Decimal(2500)}
    garage = {"use": "U", "area": Decimal(480)}
    (charged,) = over_areas([house, garage]).lines
    assert charged.amount == Decimal("444986.20")
    assert charged.trace == (
        "R-3: $165.67 × area 2,500 = $414,175.00",
        "U: $64.19 × area 480 = $30,811.20",
        "together $444,986.20",
    )


def test_an_entry_that_is_not_finished_leaves_the_list_still_needed():
    assert over_areas([{"use": "R-3"}]).unknown[0].needs == ("areas",)
    assert (
        'is not a list; did you mean "areas"?'
        in slips(schedule(BVD.replace('each = "areas"', 'each = "area"'), inputs=AREAS))[0]
    )


HOURS = fee("hourly", 'hours = "count"\nrate = 63.25\nleast = 2\nstep = 0.5')


@pytest.mark.parametrize(
    ("hours", "expected", "because"),
    [
        ("0.25", "126.50", "0.25 h, at least 2 h: 2 h × $63.25 an hour = $126.50"),
        ("2.1", "158.13", "2.1 h, in steps of 30 min: 2.5 h × $63.25 an hour = $158.125"),
        ("3", "189.75", "3 h: 3 h × $63.25 an hour = $189.75"),
    ],
)
def test_hours_count_in_started_steps_and_at_least_some(hours, expected, because):
    charged = line(HOURS, count=Decimal(hours))
    assert (charged.amount, charged.trace[0]) == (Decimal(expected), because)


def test_only_whole_steps_count_where_the_table_rounds_down():
    text = fee("tiers", 'of = "value"\nfraction = "down"\nrows = [{ over = 0, base = 20, rate = 3, per = 1000 }]')
    assert amount(text, value=2999) == Decimal("26.00")
    assert line(text, value=2999).trace[0].endswith("$20.00 + 2 × $3.00 per whole $1,000.00 = $26.00")


def test_a_top_up_brings_a_sum_to_its_minimum_and_not_beyond():
    text = FIRST + fee("top-up", 'of = { tags = ["city"] }\nto = 100')
    charged = assessed(text).lines[1]
    assert (charged.amount, charged.trace) == (Decimal("76.90"), ("Fee $23.10 is brought to $100.00: $76.90",))
    assert len(assessed(text.replace("to = 100", "to = 23.10")).lines) == 1
    assert assessed(text.replace("to = 100", 'to = "value"')).unknown[0].needs == ("value",)


STEPS = FIRST + fee(
    "late",
    'of = { fees = ["first"] }\ndue = "due"\nsteps = [{ over = 0, percent = 50 }, { over = 15, percent = 100 }]',
)


@pytest.mark.parametrize(("day", "percent"), [(1, 50), (15, 50), (16, 100), (300, 100)])
def test_lateness_may_go_by_steps_of_days(day, percent):
    due = date(2026, 1, 1)
    charged = assessed(STEPS, due=due, today=date.fromordinal(due.toordinal() + day)).lines[1]
    assert charged.amount == (Decimal("23.10") * percent / 100).quantize(Decimal("0.01"))


def test_lateness_may_be_dollars_by_steps_from_a_day_on():
    text = fee("late", 'due = "due"\nsteps = [{ from = 1, amount = 50 }, { from = 31, amount = 100 }]')
    assert amount(text, due=date(2026, 1, 1), today=date(2026, 1, 31)) == Decimal("50.00")
    assert amount(text, due=date(2026, 1, 1), today=date(2026, 2, 1)) == Decimal("100.00")
    assert assessed(text, due=date(2026, 1, 1), today=date(2026, 1, 1)).lines == ()


@pytest.mark.parametrize(
    ("today", "percent"),
    [(date(2026, 2, 1), 5), (date(2026, 2, 28), 5), (date(2026, 3, 1), 10), (date(2026, 4, 1), 15)],
)
def test_each_calendar_month_begun_counts(today, percent):
    text = fee("late", 'of = "value"\ndue = "due"\nper = "calendar-month"\nfirst = 5\nthen = 5\ncap = 25')
    assert amount(text, value=100, due=date(2026, 1, 31), today=today) == Decimal(percent)


def test_a_due_date_on_a_closed_day_moves_to_the_next_open_one():
    text = fee("late", 'due = "due"\nshift = "next-open-day"\nper = "once"\nfirst = 50')
    saturday, tuesday = date(2026, 1, 17), date(2026, 1, 20)
    assert assessed(text, due=saturday, today=tuesday).lines == (), "the Monday is Martin Luther King Jr. Day"
    charged = line(text, due=saturday, today=date(2026, 1, 21))
    assert charged.trace == ("due 2026-01-20 (from 2026-01-17, Saturday), 1 day late: $50.00",)


@pytest.mark.parametrize(
    ("growth", "sentence"),
    [
        ("", 'say how it grows: "per" with "first" (and "then"), or "steps"'),
        ('per = "day"', 'say how it grows: "per" with "first" (and "then"), or "steps"'),
        ("then = 4\nsteps = [{ over = 0, amount = 5 }]", '"steps" stand alone'),
        ("steps = [{ over = 0, percent = 5 }]", 'a percentage needs "of": what is late'),
        ("steps = [{ over = 0 }]", 'say how much: "percent" or "amount", one of them'),
        ("steps = [{ over = 5, amount = 5 }, { over = 5, amount = 6 }]", 'rows must rise in "over"'),
    ],
)
def test_lateness_says_one_way_in_which_it_grows(growth, sentence):
    assert sentence in slips(schedule(fee("late", f'due = "due"\n{growth}')))[0]


def test_a_waiver_may_be_dollars_and_never_more_than_the_fee():
    waiver = '{ when = "flag", amount = 30, say = "veteran", cite = "§9" }'
    charged = line(fee("flat", f"amount = 100\nwaive = [{waiver}]"), flag=True)
    assert (charged.amount, charged.trace[-1]) == (Decimal("70.00"), "$30.00 waived: veteran (§9)")
    assert amount(fee("flat", f"amount = 20\nwaive = [{waiver}]"), flag=True) == Decimal("0.00")
    both = waiver.replace("amount = 30", "amount = 30, percent = 5")
    assert (
        'say how much is waived: "percent" or "amount"'
        in slips(schedule(fee("flat", f"amount = 1\nwaive = [{both}]")))[0]
    )


@pytest.mark.parametrize(
    ("starts", "expected"), [(date(2026, 1, 1), "100"), (date(2026, 4, 1), "75"), (date(2026, 12, 30), "25")]
)
def test_a_year_may_be_prorated_by_started_quarters(starts, expected):
    text = fee("flat", 'amount = 100\nprorate = { by = "quarter", start = "starts", end = "ends" }')
    assert amount(text, starts=starts, ends=date(2026, 12, 31)) == Decimal(expected)


def test_a_fee_for_paying_reads_the_payment():
    text = fee(
        "percent", "on = ['payment']\nof = \"payment.amount\"\npercent = 2.95\nwhen = \"payment.method == 'card'\""
    )
    charged = line(text, "payment", payment={"amount": Decimal("100"), "method": "card"})
    assert (charged.amount, charged.trace[0]) == (Decimal("2.95"), "2.95% of payment amount $100.00 = $2.95")
    assert assessed(text, "payment", payment={"amount": Decimal("100"), "method": "check"}).lines == ()
    assert assessed(text, "payment").unknown[0].needs == ("payment.method",)


def test_an_amount_beyond_all_numbers_is_refused_and_not_a_crash():
    huge = "value * value * value * value"
    assert said(fee("calc", f'amount = "{huge}"'), value=999_999_999_999_999) == (
        "the amount is too large to be written in cents"
    )
