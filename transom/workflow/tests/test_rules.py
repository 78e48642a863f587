"""Occurrences, sides, timers and the words of the missing list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.durations import duration
from transom.rulebook.lifecycle import Timer
from transom.workflow import rules

ISSUED = date(2026, 3, 4)


def timer(days: int = 180, warn: tuple[int, ...] = (30, 7)) -> Timer:
    return Timer(
        key="expire",
        statuses=("issued",),
        since="last_progress",
        after=duration(f"{days} days"),
        fire="expire",
        warn=tuple(duration(f"{each} days") for each in warn),
        extend="extensions",
    )


def facts(extensions: int = 0) -> dict[str, object]:
    return {"last_progress": ISSUED, "extensions": Decimal(extensions)}


@dataclass(frozen=True)
class Need:
    key: str
    say: str
    because: str = ""


@pytest.mark.parametrize(
    ("event", "earlier", "name"),
    [
        ("submit", 0, "submit"),
        ("submit", 1, "submit"),
        ("issue", 3, "issue"),
        ("resubmit", 0, "resubmit:2"),
        ("resubmit", 1, "resubmit:3"),
        ("extend", 0, "extend:1"),
        ("renew", 4, "renew:5"),
    ],
)
def test_filing_and_approval_bill_once_and_everything_else_each_time(event, earlier, name):
    assert rules.occurrence(event, earlier) == name


def test_the_rulebook_sees_staff_the_system_and_applicants():
    assert [rules.side_of(kind) for kind in ("staff", "system", "public", "firm")] == [
        "staff",
        "system",
        "applicant",
        "applicant",
    ]


def test_a_permit_expires_the_day_after_its_last_good_day():
    last = ISSUED + timedelta(days=180)
    assert rules.alarm(timer(), facts(), last).fire is False
    assert rules.alarm(timer(), facts(), last + timedelta(days=1)).fire is True


def test_an_extension_gives_the_whole_length_again():
    alarm = rules.alarm(timer(), facts(extensions=1), date(2027, 2, 28))
    assert (alarm.fire, alarm.on) == (True, date(2027, 2, 27))


def test_a_warning_is_given_from_its_day_on_and_only_the_nearest_one():
    last = ISSUED + timedelta(days=180)
    assert rules.alarm(timer(), facts(), last - timedelta(days=31)) is None
    assert rules.alarm(timer(), facts(), last - timedelta(days=30)).warned_for == last - timedelta(days=30)
    assert rules.alarm(timer(), facts(), last - timedelta(days=5)).warned_for == last - timedelta(days=7)


def test_a_timer_without_warnings_is_silent_until_it_fires():
    assert rules.alarm(timer(warn=()), facts(), ISSUED + timedelta(days=179)) is None


def test_a_timer_whose_first_day_is_not_known_asks_for_nothing():
    assert rules.alarm(timer(), {}, date(2030, 1, 1)) is None


@given(st.integers(0, 800), st.integers(0, 3))
def test_a_timer_that_fired_never_asks_for_a_warning_too(days, extensions):
    alarm = rules.alarm(timer(), facts(extensions), ISSUED + timedelta(days=days))
    fired = alarm is not None and alarm.fire
    assert fired == (days > 180 * (1 + extensions))
    assert not (fired and alarm.warned_for)


def test_the_missing_list_reads_as_sentences_in_an_email():
    said = rules.missing_said([Need("fees", "Pay the fees due."), Need("insured", "The insurance has run out.")])
    assert said == ["Pay the fees due.", "The insurance has run out."]


def test_nothing_missing_is_said():
    assert rules.missing_said([]) == ["Nothing more is needed from you."]


def test_a_stop_hold_reads_as_something_still_needed_and_names_whom_to_ask():
    stop = rules.stop("Unpaid water bill.", "Revenue & Collections")
    assert stop.say == "A hold stops this: Unpaid water bill. Ask Revenue & Collections."
    assert rules.stop("Fence over an easement", "").say == "A hold stops this: Fence over an easement."


def test_needs_become_the_reasons_of_a_refusal():
    (reason,) = rules.reasons([Need("fees", "Pay the fees due.", "balance_due (25.00) <= 0 → no")])
    assert (reason.say, reason.field) == ("Pay the fees due.", "fees")
    assert "25.00" in reason.because
