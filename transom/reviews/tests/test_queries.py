"""Worklists, counts and the cycles of a record."""

from __future__ import annotations

from datetime import date

import pytest

from transom.records.tests.given import parcel
from transom.reviews import actions, queries
from transom.reviews.models import Review
from transom.reviews.tests import given

pytestmark = pytest.mark.usefixtures("city")
TODAY = date(2026, 3, 10)


def many(count: int, maria):
    """Reviews of zoning, each due a day later than the one before."""
    found = []
    for place in range(count):
        record = given.submitted(maria, place=parcel(str(place), f"{place} N Lake St"))
        (review,) = given.started(record, by=maria)
        Review.objects.filter(pk=review.pk).update(due_on=date(2026, 3, 6 + place))
        found.append(review)
    return found


def test_the_review_due_first_stands_on_top_and_pages_follow_by_key():
    first, second, third = many(3, given.person())
    page = queries.worklist(teams=["zoning"], size=2)
    assert [row.id for row in page.rows] == [first.pk, second.pk]
    rest = queries.worklist(teams=["zoning"], size=2, mark=page.later)
    assert [row.id for row in rest.rows] == [third.pk]
    assert [row.id for row in queries.worklist(teams=["zoning"], size=2, mark=rest.earlier).rows] == [
        first.pk,
        second.pk,
    ]


def test_a_worklist_holds_one_teams_ones_own_or_the_late_ones():
    maria, rita = given.person(), given.reviewer()
    first, second, _ = many(3, maria)
    actions.assign(second, rita, by=rita, at=given.AT)
    assert [row.id for row in queries.worklist(assignee_id=rita.pk).rows] == [second.pk]
    assert [row.id for row in queries.worklist(overdue_on=date(2026, 3, 7)).rows] == [first.pk]
    assert queries.worklist(teams=["building"]).rows == ()


def test_a_decided_review_leaves_the_worklist():
    maria, rita = given.person(), given.reviewer()
    (only,) = many(1, maria)
    actions.decide(only, "approved", by=rita, at=given.AT)
    assert queries.worklist().rows == ()


def test_counts_say_how_many_wait_are_late_and_are_ones_own():
    maria, rita = given.person(), given.reviewer()
    first, *_ = many(3, maria)
    actions.assign(first, rita, by=rita, at=given.AT)
    counts = queries.open_counts(teams=["zoning"], user_id=rita.pk, today=date(2026, 3, 8))
    assert (counts.open, counts.overdue, counts.mine) == (3, 2, 1)


def test_neighbors_lead_through_the_worklist():
    first, second, third = many(3, given.person())
    second.refresh_from_db()
    assert queries.neighbors(second, teams=["zoning"]) == (first.pk, third.pk)


def test_cycles_stand_in_order_and_the_latest_is_marked():
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    zoning, _ = given.started(record, given.ZONING, given.BUILDING, by=maria)
    actions.decide(zoning, "corrections", remarks=[given.FIX], by=rita, at=given.AT)
    given.started(record, given.ZONING, given.BUILDING, by=maria)
    views = queries.of_record(record.pk)
    assert [(view.key, view.cycle, view.latest) for view in views] == [
        ("zoning", 1, False),
        ("zoning", 2, True),
        ("building", 1, True),
    ]


@pytest.mark.parametrize("count", [1, 12])
def test_a_worklist_and_a_records_reviews_are_one_query_each(count, django_assert_num_queries):
    maria = given.person()
    many(count, maria)
    with django_assert_num_queries(1):
        queries.worklist(teams=["zoning"], size=10)
    record_id = Review.objects.latest("pk").record_id
    with django_assert_num_queries(1):
        views = queries.of_record(record_id)
    assert queries.standing_of(views) == queries.standing(record_id)


def test_a_desk_shows_what_waits_and_the_first_of_the_worklist(django_assert_num_queries):
    maria, rita = given.person(), given.reviewer()
    first, *_ = many(4, maria)
    actions.assign(first, rita, by=rita, at=given.AT)
    with django_assert_num_queries(1):
        desk = queries.desk(teams=["zoning"], user_id=rita.pk, today=date(2026, 3, 8), size=2)
    assert desk.counts == queries.WorkCounts(open=4, overdue=2, mine=1)
    assert desk.first == queries.worklist(teams=["zoning"], size=2).rows
    assert queries.desk(teams=None, user_id=rita.pk, today=TODAY, size=9).first == queries.worklist().rows


def test_an_empty_desk_counts_nothing():
    desk = queries.desk(teams=["building"], user_id=1, today=TODAY, size=5)
    assert (desk.counts, desk.first) == (queries.WorkCounts(0, 0, 0), ())
