"""Who looks again, by when, and why a decision is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.reviews import rules
from transom.reviews.rules import Past, Remark

MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Spec:
    key: str
    label: str = ""
    team: str = "zoning"
    days: tuple[int, ...] = (5, 3)

    def days_for(self, cycle: int) -> int:
        return self.days[min(cycle, len(self.days)) - 1]


class Weekdays:
    """Monday to Friday, no holidays."""

    def add_business_days(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return day

    def business_days_between(self, start: date, end: date) -> int:
        return sum((start + timedelta(days=i + 1)).weekday() < 5 for i in range((end - start).days))


ZONING, HISTORIC = Spec("zoning", "Zoning"), Spec("historic", "Historic", days=(10, 5))


def test_the_first_look_is_cycle_one_and_due_after_the_first_number_of_business_days():
    (opening,) = rules.to_open([ZONING], [], MONDAY, Weekdays())
    assert (opening.cycle, opening.due_on) == (1, date(2026, 3, 9))


def test_a_resubmittal_opens_a_cycle_only_for_teams_that_did_not_approve():
    past = [Past("zoning", 1, "approved"), Past("historic", 1, "corrections")]
    (opening,) = rules.to_open([ZONING, HISTORIC], past, MONDAY, Weekdays())
    assert (opening.key, opening.cycle, opening.due_on) == ("historic", 2, date(2026, 3, 9))


def test_a_team_that_still_looks_is_not_asked_twice():
    assert rules.to_open([ZONING], [Past("zoning", 1, "open")], MONDAY, Weekdays()) == ()


def test_a_cancelled_review_that_is_asked_for_again_opens_the_next_cycle():
    (opening,) = rules.to_open([ZONING], [Past("zoning", 1, "cancelled")], MONDAY, Weekdays())
    assert opening.cycle == 2


def test_later_cycles_than_the_rulebook_names_use_its_last_number_of_days():
    past = [Past("zoning", cycle, "corrections") for cycle in (1, 2, 3)]
    (opening,) = rules.to_open([ZONING], past, MONDAY, Weekdays())
    assert (opening.cycle, opening.due_on) == (4, date(2026, 3, 5))


def test_standing_counts_each_team_by_its_latest_cycle_only():
    past = [
        Past("zoning", 1, "corrections"),
        Past("zoning", 2, "approved"),
        Past("historic", 1, "denied"),
        Past("building", 1, "open"),
        Past("engineering", 1, "corrections"),
        Past("engineering", 2, "cancelled"),
    ]
    assert rules.standing(past) == rules.Standing(open=1, returned=0, denied=1, approved=1)


def test_a_review_that_answers_no_longer_ask_for_is_in_the_way_unless_it_approved():
    past = [Past("historic", 1, "corrections"), Past("zoning", 1, "approved"), Past("building", 1, "open")]
    assert [one.key for one in rules.no_longer_asked([], past)] == ["historic", "building"]


def test_an_approval_may_carry_advice():
    assert rules.against_decision("open", "approved", [Remark("Call before you dig.", must_fix=False)]) == ()


@pytest.mark.parametrize(
    ("decision", "remarks", "say"),
    [
        ("", [], "Choose a decision"),
        ("maybe", [], "Choose a decision"),
        ("corrections", [], "Say what must be corrected"),
        ("corrections", [Remark("Nice drawing", must_fix=False)], "Say what must be corrected"),
        ("denied", [], "Say why it is denied"),
        ("approved", [Remark("Show the setback")], "An approval cannot ask for a correction"),
        ("corrections", [Remark("  ", sheet="A1")], "Write the comment's text"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused_with_a_sentence(decision, remarks, say):
    assert say in rules.against_decision("open", decision, remarks)[0].say


def test_a_review_is_decided_once():
    (reason,) = rules.against_decision("approved", "denied", [Remark("No")])
    assert reason.say == "This review is already decided: Approved."


def test_days_late_count_business_days_only():
    friday, next_tuesday = date(2026, 3, 6), date(2026, 3, 10)
    assert rules.days_late(friday, next_tuesday, Weekdays()) == 2
    assert rules.days_late(friday, friday, Weekdays()) == 0


decisions = st.sampled_from(["open", "approved", "corrections", "denied", "cancelled"])


@given(st.lists(decisions, max_size=6), st.lists(decisions, max_size=6))
def test_starting_reviews_twice_opens_nothing_the_second_time(zoning, historic):
    past = [Past("zoning", n, one) for n, one in enumerate(zoning, 1)]
    past += [Past("historic", n, one) for n, one in enumerate(historic, 1)]
    opened = rules.to_open([ZONING, HISTORIC], past, MONDAY, Weekdays())
    after = past + [Past(one.key, one.cycle, "open") for one in opened]
    assert rules.to_open([ZONING, HISTORIC], after, MONDAY, Weekdays()) == ()
    assert rules.standing(after).returned == rules.standing(after).denied == 0
