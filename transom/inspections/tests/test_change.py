"""Moving a visit, calling it off, giving it to an inspector."""

from __future__ import annotations

from datetime import date

import pytest

from transom.history.models import Event
from transom.inspections import actions, queries
from transom.inspections.models import Visit
from transom.inspections.tests import given
from transom.kernel.refusals import Refused
from transom.records.tests import given as people

pytestmark = pytest.mark.usefixtures("city")


def test_a_visit_moves_to_another_day_and_its_inspector_is_chosen_anew() -> None:
    record = given.issued()
    visit = given.scheduled(record, given.WEDNESDAY)
    actions.assign(visit, given.inspector(), by=people.staff("supervisor"), at=given.AT)
    moved = actions.reschedule(visit, given.THURSDAY, by=record.applicant, at=given.AT)
    assert (moved.day, moved.inspector) == (given.THURSDAY, None)
    assert Event.objects.get(verb="inspection.rescheduled").data["before"] == "2026-03-04"
    assert Visit.objects.count() == 1


def test_a_visit_cannot_be_moved_to_a_day_that_cannot_be_booked() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    with pytest.raises(Refused, match="cannot be booked"):
        actions.reschedule(visit, given.SATURDAY, by=record.applicant, at=given.AT)
    visit.refresh_from_db()
    assert visit.day == given.WEDNESDAY


def test_after_the_cut_off_the_applicant_may_neither_move_nor_call_off() -> None:
    record = given.issued()
    visit = given.scheduled(record, given.TUESDAY)
    late = given.AT.replace(hour=21, minute=1)
    with pytest.raises(Refused, match="too late to change this visit"):
        actions.reschedule(visit, given.THURSDAY, by=record.applicant, at=late)
    with pytest.raises(Refused, match="too late to change this visit"):
        actions.cancel(visit, by=record.applicant, at=late)
    assert not queries.may_change(visit, late)


def test_staff_may_call_a_visit_off_at_any_time() -> None:
    visit = given.scheduled(given.issued(), given.TUESDAY)
    actions.cancel(visit, why="Snow", by=people.staff("supervisor"), at=given.later(hours=3))
    visit.refresh_from_db()
    assert visit.state == "cancelled"


def test_what_was_called_off_can_be_asked_for_again() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    actions.cancel(visit, by=record.applicant, at=given.AT)
    again = given.scheduled(record, given.THURSDAY)
    assert again.pk != visit.pk
    assert [row.standing for row in queries.of_record(record.pk)] == ["Scheduled", "Not yet"]


def test_a_visit_that_was_called_off_is_not_called_off_twice() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    actions.cancel(visit, by=record.applicant, at=given.AT)
    with pytest.raises(Refused, match="was called off"):
        actions.cancel(visit, by=record.applicant, at=given.AT)


def test_only_an_inspector_is_given_a_visit() -> None:
    visit = given.scheduled(given.issued())
    supervisor = people.staff("supervisor", username="sue")
    with pytest.raises(Refused, match="is not an inspector"):
        actions.assign(visit, people.staff("cashier", username="cal"), by=supervisor, at=given.AT)
    nora = given.inspector()
    assert actions.assign(visit, nora, by=supervisor, at=given.AT).inspector == nora


def test_giving_it_to_the_same_inspector_again_writes_nothing() -> None:
    visit = given.scheduled(given.issued())
    nora, sue = given.inspector(), people.staff("supervisor", username="sue")
    actions.assign(visit, nora, by=sue, at=given.AT)
    actions.assign(visit, nora, by=sue, at=given.AT)
    assert Event.objects.filter(verb="inspection.assigned").count() == 1


def test_a_yearly_inspection_comes_again_in_a_new_round() -> None:
    record = given.issued()
    actions.list_again(record, [given.FOOTING], by=record.applicant, at=given.later(365))
    rows = queries.of_record(record.pk)
    assert [(row.required.key, row.required.round, row.standing) for row in rows] == [("footing", 2, "To be scheduled")]


def test_listing_twice_lists_once() -> None:
    record = given.issued()
    assert actions.list_required(record, [given.FOOTING, given.FINAL], by=record.applicant, at=given.AT) == []
    assert len(queries.of_record(record.pk)) == 2


def test_the_last_bookable_day_is_the_horizon() -> None:
    record = given.issued()
    days = queries.bookable_days(record, given.AT)
    assert days[0] == given.TUESDAY
    assert days[-1] == date(2026, 3, 30)
