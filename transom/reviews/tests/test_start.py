"""Opening reviews."""

from __future__ import annotations

from datetime import date

import pytest

from transom.history.queries import chronology
from transom.reviews import actions, queries
from transom.reviews.models import Review
from transom.reviews.tests import given

pytestmark = pytest.mark.usefixtures("city")


def test_each_team_gets_a_review_due_after_its_business_days():
    maria = given.person()
    record = given.submitted(maria)
    given.started(record, given.ZONING, given.BUILDING, by=maria)
    due = dict(Review.objects.filter(record=record).values_list("key", "due_on"))
    assert due == {"zoning": date(2026, 3, 9), "building": date(2026, 3, 16)}
    says = [entry.says for entry in chronology(record.pk, public_only=True)]
    assert "Zoning review started, due Mar 9, 2026 (cycle 1)" in says


def test_starting_again_opens_nothing_twice():
    maria = given.person()
    record = given.submitted(maria)
    given.started(record, by=maria)
    assert given.started(record, by=maria) == ()
    assert Review.objects.filter(record=record).count() == 1


def test_a_resubmittal_opens_the_next_cycle_for_the_team_that_returned_it():
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    zoning, building = given.started(record, given.ZONING, given.BUILDING, by=maria)
    actions.decide(zoning, "corrections", remarks=[given.FIX], by=rita, at=given.AT)
    actions.decide(building, "approved", by=rita, at=given.AT)
    (again,) = given.started(record, given.ZONING, given.BUILDING, by=maria, at=given.later(10))
    assert (again.key, again.cycle, again.due_on) == ("zoning", 2, date(2026, 3, 17))
    assert queries.standing(record.pk).open == 1


def test_a_team_that_is_no_longer_asked_stands_aside_and_what_it_said_stays():
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    zoning, building = given.started(record, given.ZONING, given.BUILDING, by=maria)
    actions.decide(building, "corrections", remarks=[given.FIX], by=rita, at=given.AT)
    given.started(record, given.ZONING, by=maria)
    assert [one.decision for one in Review.objects.filter(key="building").order_by("cycle")] == [
        "corrections",
        "cancelled",
    ]
    standing = queries.standing(record.pk)
    assert (standing.open, standing.returned) == (1, 0)
    assert zoning.decision == "open"


def test_a_withdrawn_record_cancels_what_is_open():
    maria = given.person()
    record = given.submitted(maria)
    given.started(record, given.ZONING, given.BUILDING, by=maria)
    assert actions.cancel_open(record, by=maria, at=given.AT) == 2
    assert queries.standing(record.pk).open == 0
