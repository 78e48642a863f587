"""Record numbers, terms of licenses, lengths of time, and how values are said."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.durations import Duration, add_months, duration, months_between
from transom.rulebook.numbering import number_pattern
from transom.rulebook.terms import Term, term_end, term_opening
from transom.rulebook.tests.given import aurora_type
from transom.rulebook.values import UNKNOWN, dollars, fact_at, number, plain, say

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("pattern", "n", "number", "series"),
    [
        ("F{yy}-{n:05}", 1, "F26-00001", "F26"),
        ("F{yy}-{n:05}", 123456, "F26-123456", "F26"),
        ("HVAC-{n:05}", 7, "HVAC-00007", "HVAC"),
        ("{yyyy}{mm}-{n}", 12, "202603-12", "202603"),
        ("BLD-{n:04}-{yyyy}", 12, "BLD-0012-2026", "BLD--2026"),
    ],
)
def test_numbers_follow_their_pattern_and_count_in_their_series(pattern, n, number, series):
    numbering = number_pattern(pattern)
    assert numbering.number(n, MARCH) == number
    assert numbering.series(MARCH) == series


def test_the_counter_starts_again_with_the_year():
    fence = aurora_type("fence-residential")
    assert fence.series(date(2026, 12, 31)) == "F26"
    assert fence.series(date(2027, 1, 1)) == "F27"
    assert fence.number(3, date(2027, 1, 1)) == "F27-00003"


@given(DAYS, DAYS, st.integers(1, 10**7), st.integers(1, 10**7))
def test_two_records_never_share_a_number(a, b, m, n):
    numbering = number_pattern("F{yyyy}-{n:05}")
    same = (numbering.series(a), m) == (numbering.series(b), n)
    assert (numbering.number(m, a) == numbering.number(n, b)) is same


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("F{yy}", "needs one counter"),
        ("{n}{n:05}", "needs one counter"),
        ("F{year}-{n}", "cannot stand in a number"),
        ("F{n", "needs one counter"),
        ("F}{n}", "a brace is not closed"),
        ("F#{n}", "letters, digits"),
    ],
)
def test_a_pattern_that_cannot_number_says_why(pattern, sentence):
    with pytest.raises(ValueError, match=sentence):
        number_pattern(pattern)


YEARLY = Term(term_end("12-31"), term_opening("11-01"), duration("30 days"), "")
ANNIVERSARY = Term(term_end("1 year after issue"), term_opening("60 days"), None, "")


def test_a_calendar_year_term_ends_on_its_day_and_renews_to_the_next():
    assert YEARLY.end_for(date(2026, 5, 6)) == date(2026, 12, 31)
    assert YEARLY.end_for(date(2026, 12, 31)) == date(2026, 12, 31)
    assert YEARLY.end_for(date(2026, 11, 21), date(2026, 12, 31)) == date(2027, 12, 31)
    assert YEARLY.renewal_opens(date(2026, 12, 31)) == date(2026, 11, 1)
    assert YEARLY.over_after(date(2026, 12, 31)) == date(2027, 1, 30)


def test_an_anniversary_term_counts_from_issue_and_from_the_end_before():
    assert ANNIVERSARY.end_for(date(2026, 2, 20)) == date(2027, 2, 20)
    assert ANNIVERSARY.end_for(date(2027, 1, 5), date(2027, 2, 20)) == date(2028, 2, 20)
    assert ANNIVERSARY.renewal_opens(date(2027, 2, 20)) == date(2026, 12, 22)
    assert ANNIVERSARY.over_after(date(2027, 2, 20)) == date(2027, 2, 20)
    assert Term(term_end("02-29"), term_opening("01-01"), None, "").end_for(date(2025, 2, 1)) == date(2025, 2, 28)


@pytest.mark.parametrize("text", ["13-40", "sometime", "1 year", "12/31"])
def test_a_term_that_cannot_be_read_says_so(text):
    with pytest.raises(ValueError, match=text):
        term_end(text)


def test_lengths_of_time_are_read_and_said():
    assert duration("180 days") == Duration(180, "day")
    assert str(duration("1 months")) == "1 month"
    assert (duration("6 months").days, duration("1 year").days) == (180, 365)
    with pytest.raises(ValueError, match="is not a length of time"):
        duration("half a year")


@given(DAYS, st.integers(0, 400))
def test_months_forward_and_measured_agree(day, months):
    later = add_months(day, months)
    assert months_between(day, later) == months
    assert months_between(later, day) == -months
    assert later.day <= day.day


def test_values_are_said_as_people_say_them():
    assert [dollars(Decimal(text)) for text in ("1234.5", "-25", "2037.7822")] == [
        "$1,234.50",
        "-$25.00",
        "$2,037.7822",
    ]
    assert [number(Decimal(text)) for text in ("1200.00", "0.50", "12345678")] == ["1,200", "0.5", "12,345,678"]
    assert [say(value) for value in (True, UNKNOWN, MARCH, "wood", ["a", "b"], [{}], {"name": "Fox"})] == [
        "yes", "not known yet", "2026-03-02", "wood", "a, b", "1 entry", "Fox",
    ]  # fmt: skip


def test_facts_are_found_by_dotted_name_and_unknown_is_one_thing():
    facts = plain({"parcel": {"historic": True, "owner": None}, "n": 3})
    assert fact_at(facts, "parcel.historic") is True
    assert [fact_at(facts, name) for name in ("parcel.owner", "parcel.x.y", "z", "n.m")] == [UNKNOWN] * 4
    assert facts["n"] == Decimal(3)
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN
