"""Amounts, days and sizes as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies

from transom.ui import words

AURORA = ZoneInfo("America/Chicago")


def test_a_day_is_written_with_its_weekday_in_a_sentence_and_without_it_in_a_table():
    assert words.day(date(2026, 3, 2)) == "Mon, Mar 2, 2026"
    assert words.short_day(date(2026, 3, 2)) == "Mar 2, 2026"


def test_a_moment_late_on_monday_in_aurora_is_monday_although_it_is_tuesday_in_utc():
    late = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)
    assert words.day(late) == "Mon, Mar 2, 2026"
    assert words.when(late) == "Mar 2, 2026, 11:30 p.m."


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "12:05 a.m."), (9, "9:05 a.m."), (12, "12:05 p.m."), (15, "3:05 p.m."), (23, "11:05 p.m.")]
)
def test_hours_are_counted_twice_a_day(hour, said):
    assert words.when(datetime(2026, 7, 4, hour, 5, tzinfo=AURORA)).endswith(said)


def test_nothing_is_written_for_a_day_that_is_not_known():
    assert words.day(None) == words.short_day(None) == words.when(None) == ""


@given(strategies.datetimes(timezones=strategies.just(UTC)).filter(lambda moment: 1900 < moment.year < 2100))
def test_every_moment_is_written_as_the_city_s_own_calendar_has_it(moment):
    local = moment.astimezone(AURORA)
    assert words.short_day(moment) == f"{local:%b} {local.day}, {local.year}"
    assert words.day(moment).startswith(f"{local:%a}, ")


def test_summer_and_winter_time_are_the_city_s():
    winter = datetime(2026, 1, 15, 18, tzinfo=UTC)
    assert words.when(winter).endswith("12:00 p.m.")
    assert words.when(winter + timedelta(days=181)).endswith("1:00 p.m.")


def test_a_count_agrees_with_its_noun():
    assert words.plural(1, "permit") == "1 permit"
    assert words.plural(0, "permit") == "0 permits"
    assert words.plural(1204, "permit") == "1,204 permits"
    assert words.plural(2, "property", "properties") == "2 properties"


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 byte"), (640, "640 bytes"), (82_400, "82 kB"), (1_400_000, "1.4 MB"), (52_428_800, "52.4 MB")],
)
def test_a_file_s_size_is_rounded_to_what_people_can_judge(size, said):
    assert words.file_size(size) == said


def test_a_phone_number_can_be_called_however_it_is_written():
    assert words.telephone("630-256-3130") == words.telephone("(630) 256 3130") == "tel:+16302563130"
    assert words.telephone("+1 630 256 3130") == "tel:+16302563130"
