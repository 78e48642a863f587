"""When an inspection may be asked for, moved and recorded; without a database."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.inspections.rules import (
    Asked,
    Standing,
    by_week,
    long_day,
    may_book,
    may_move,
    may_record,
    may_request,
    shows_inspector,
)

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=CHICAGO)
ISSUED = Standing(issued=True, closed=False, good=True, status_label="Issued")


class Calendar:
    """Two days can be booked; the visit of March 3 can no longer be changed."""

    def inspection_days(self, now: datetime) -> tuple[date, ...]:
        return (date(2026, 3, 3), date(2026, 3, 4))

    def may_change(self, visit_date: date, now: datetime) -> bool:
        return visit_date > date(2026, 3, 3)


class NothingOpen(Calendar):
    def inspection_days(self, now: datetime) -> tuple[date, ...]:
        return ()


def says(reasons: tuple[object, ...]) -> list[str]:
    return [reason.say for reason in reasons]  # type: ignore[attr-defined]


def test_an_issued_permit_in_good_order_may_ask_for_its_first_inspection() -> None:
    assert may_request(Asked("Footing"), ISSUED, {}, set()) == ()


def test_an_inspection_waits_for_those_before_it_by_their_names() -> None:
    final = Asked("Final", after=("footing", "frame"))
    labels = {"footing": "Footing", "frame": "Framing"}
    assert says(may_request(final, ISSUED, labels, set())) == ["Footing and Framing must pass first."]
    assert says(may_request(final, ISSUED, labels, {"footing"})) == ["Framing must pass first."]
    assert may_request(final, ISSUED, labels, {"footing", "frame"}) == ()


def test_a_passed_inspection_is_not_asked_for_again() -> None:
    assert says(may_request(Asked("Final", passed=True), ISSUED, {}, set())) == ["Final has already passed."]


def test_a_scheduled_inspection_says_its_day() -> None:
    asked = Asked("Final", scheduled_on=date(2026, 3, 4))
    assert says(may_request(asked, ISSUED, {}, set())) == ["Final is already scheduled for Wed, Mar 4, 2026."]


def test_before_issuance_the_reason_names_the_status() -> None:
    standing = Standing(issued=False, closed=False, good=True, status_label="In review")
    (reason,) = may_request(Asked("Final"), standing, {}, set())
    assert reason.say == "The permit has not been issued yet."
    assert reason.because == "It is “In review”."


@pytest.mark.parametrize(("closed", "good"), [(True, True), (False, False)])
def test_a_closed_or_expired_permit_takes_no_inspection(closed: bool, good: bool) -> None:
    standing = Standing(issued=True, closed=closed, good=good, status_label="Expired")
    assert says(may_request(Asked("Final"), standing, {}, set())) == [
        "No inspection can be scheduled while the status is “Expired”."
    ]


def test_every_hold_that_stops_is_said() -> None:
    standing = Standing(True, False, True, "Issued", stops=("Unpaid water bill. Ask: Revenue",))
    assert says(may_request(Asked("Final"), standing, {}, set())) == [
        "A hold stops inspections: Unpaid water bill. Ask: Revenue"
    ]


def test_all_reasons_are_given_at_once() -> None:
    standing = Standing(False, False, True, "Approved", stops=("Hold",))
    asked = Asked("Final", after=("footing",))
    assert len(may_request(asked, standing, {"footing": "Footing"}, set())) == 3


def test_a_day_the_calendar_offers_can_be_booked() -> None:
    assert may_book(date(2026, 3, 4), Calendar(), NOON) == ()


def test_another_day_is_refused_with_the_days_that_are_open() -> None:
    (reason,) = may_book(date(2026, 3, 7), Calendar(), NOON)
    assert reason.say == ("Sat, Mar 7, 2026 cannot be booked. Choose a day from Tue, Mar 3, 2026 to Wed, Mar 4, 2026.")
    assert reason.field == "day"


def test_with_no_open_day_one_is_asked_to_call() -> None:
    assert "Please call us" in may_book(date(2026, 3, 4), NothingOpen(), NOON)[0].say


def test_after_the_cut_off_a_visit_is_not_moved_online() -> None:
    assert may_move(date(2026, 3, 4), Calendar(), NOON) == ()
    assert "too late" in may_move(date(2026, 3, 3), Calendar(), NOON)[0].say


@pytest.mark.parametrize("outcome", ["fail", "partial"])
def test_a_failure_needs_notes_that_the_applicant_reads(outcome: str) -> None:
    assert [reason.field for reason in may_record(outcome, "  ", 0)] == ["notes"]
    assert may_record(outcome, "Post loose at the gate.", 0) == ()


def test_passing_needs_no_notes() -> None:
    assert may_record("pass", "", 0) == ()


def test_a_result_must_be_chosen() -> None:
    assert says(may_record("", "", 0)) == ["Choose Pass, Fail or Partial."]


def test_at_most_twelve_photos() -> None:
    assert may_record("pass", "", 12) == ()
    assert [reason.field for reason in may_record("pass", "", 13)] == ["photos"]


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 3, 4, 7, 29, tzinfo=CHICAGO), False),
        (datetime(2026, 3, 4, 7, 30, tzinfo=CHICAGO), True),
        (datetime(2026, 3, 3, 9, 0, tzinfo=CHICAGO), False),
        (datetime(2026, 3, 5, 9, 0, tzinfo=CHICAGO), False),
    ],
)
def test_the_inspector_is_named_on_the_day_from_half_past_seven(moment: datetime, shown: bool) -> None:
    assert shows_inspector(date(2026, 3, 4), time(7, 30), moment) is shown


def test_a_day_reads_as_it_is_said() -> None:
    assert long_day(date(2026, 3, 2)) == "Mon, Mar 2, 2026"


@given(st.lists(st.dates(date(2024, 1, 1), date(2031, 12, 31)), unique=True).map(sorted))
def test_weeks_hold_every_day_once_under_its_monday(days: list[date]) -> None:
    weeks = by_week(days)
    assert [day for _, kept in weeks for day in kept] == days
    for monday, kept in weeks:
        assert monday.weekday() == 0
        assert all(0 <= (day - monday).days < 7 for day in kept)
