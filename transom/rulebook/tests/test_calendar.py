"""The city's days: holidays, business days, and until when a visit may be asked for or changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.calendar import clock_text
from transom.rulebook.tests.given import aurora_agency

CITY = aurora_agency().calendar
CHICAGO = ZoneInfo("America/Chicago")
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def chicago(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHICAGO)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 2), ""),
        (date(2026, 3, 7), "Saturday"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 7, 3), "Independence Day (observed)"),
        (date(2026, 11, 27), "Day after Thanksgiving"),
        (date(2027, 12, 31), "New Year's Day (observed)"),
        (date(2026, 2, 12), ""),
    ],
)
def test_closed_days_say_why(day, why):
    assert CITY.closed_because(day) == why
    assert CITY.is_open(day) is (why == "")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 2, 2), 10, date(2026, 2, 17)),
        (date(2026, 5, 22), 1, date(2026, 5, 26)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
    ],
)
def test_business_days_skip_weekends_and_holidays(start, count, end):
    assert CITY.add_business_days(start, count) == end


@given(DAYS, st.integers(1, 60))
def test_counting_forward_and_measuring_agree(day, count):
    end = CITY.add_business_days(day, count)
    assert CITY.is_open(end)
    assert CITY.business_days_between(day, end) == count
    assert CITY.business_days_between(end, day) == -count
    assert CITY.add_business_days(CITY.next_open(day), count) >= end


@given(DAYS, DAYS, DAYS)
def test_business_days_add_up(a, b, c):
    first, middle, last = sorted((a, b, c))
    whole = CITY.business_days_between(first, last)
    assert whole == CITY.business_days_between(first, middle) + CITY.business_days_between(middle, last)


def test_the_bookable_days_begin_after_the_cut_off_and_end_at_the_horizon():
    before = CITY.inspection_days(chicago(2026, 3, 2, 15, 0))
    after = CITY.inspection_days(chicago(2026, 3, 2, 15, 1))
    assert before[0] == date(2026, 3, 3)
    assert after[0] == date(2026, 3, 4)
    assert before[-1] == CITY.add_business_days(date(2026, 3, 2), 15) == date(2026, 3, 23)
    assert len(before) == 15


def test_friday_afternoon_leads_to_tuesday_and_holidays_are_never_offered():
    assert CITY.inspection_days(chicago(2026, 3, 6, 16, 0))[0] == date(2026, 3, 10)
    assert date(2026, 5, 25) not in CITY.inspection_days(chicago(2026, 5, 18, 8, 0))


def test_a_visit_may_be_changed_until_seven_that_morning():
    assert CITY.may_change(date(2026, 3, 3), chicago(2026, 3, 3, 7, 0))
    assert not CITY.may_change(date(2026, 3, 3), chicago(2026, 3, 3, 7, 1))


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 11, 2)])
def test_the_cut_off_is_a_wall_clock_time_on_both_sides_of_a_clock_change(day):
    at = CITY.request_until(day)
    assert (at.hour, at.minute) == (15, 0)
    assert CITY.may_request(day, at.astimezone(UTC))
    assert not CITY.may_request(day, at.astimezone(UTC) + timedelta(seconds=1))


@given(
    st.integers(0, 6 * 365 * 24 * 60).map(
        lambda minutes: chicago(2024, 1, 2).astimezone(UTC) + timedelta(minutes=minutes)
    )
)
def test_every_day_offered_may_be_requested_and_is_an_inspection_day(now):
    days = CITY.inspection_days(now)
    assert days == tuple(sorted(days))
    assert all(CITY.may_request(day, now) and CITY.is_inspection_day(day) and CITY.may_change(day, now) for day in days)
    assert days == () or days[0] > CITY.local(now).date()


def test_hours_are_said_as_people_say_them():
    assert CITY.hours_text == "9 am to 3 pm"
    assert CITY.call_text == "7:30 am to 8:30 am"
    assert clock_text(time(0, 5)) == "12:05 am"
    assert clock_text(time(12)) == "12 pm"
