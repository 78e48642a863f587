"""What others read of inspections, in a constant number of queries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from transom.inspections import actions, queries
from transom.inspections.models import Required, Visit
from transom.inspections.tests import given
from transom.records.models import Link, Record
from transom.records.tests import given as people

pytestmark = pytest.mark.usefixtures("city")


def standings(user: object, at: datetime = given.AT) -> list[tuple[str, bool]]:
    return [(row.key, row.visit_id is not None) for row in queries.open_for_user(user, at)]  # type: ignore[arg-type]


def test_an_applicant_sees_what_can_be_scheduled_but_not_what_waits() -> None:
    record = given.issued()
    assert standings(record.applicant) == [("footing", False)]
    given.scheduled(record)
    assert standings(record.applicant) == [("footing", True)]


def test_a_follower_sees_no_inspections_to_schedule_and_a_party_does() -> None:
    record = given.issued()
    neighbor, architect = people.person("ned"), people.person("ada")
    Link.objects.create(record=record, user=neighbor, tier="follow", because="", at=given.AT)
    Link.objects.create(record=record, user=architect, tier="party", because="e-mail", at=given.AT)
    assert standings(neighbor) == []
    assert standings(architect) == [("footing", False)]


def test_the_firm_on_the_permit_sees_its_inspections() -> None:
    record = given.issued()
    firm = people.firm()
    Record.objects.filter(pk=record.pk).update(firm=firm)
    assert standings(people.login_of(firm)) == [("footing", False)]


def test_closed_records_have_nothing_open() -> None:
    record = given.issued()
    Record.objects.filter(pk=record.pk).update(closed=True)
    assert standings(record.applicant) == []


def test_scheduled_visits_come_first_by_day() -> None:
    maria = people.person()
    first = given.issued(maria)
    second = Record.objects.create(**_copy(first, "F26-90001"))
    actions.list_required(second, [given.FOOTING], by=maria, at=given.AT)
    given.scheduled(second, given.THURSDAY)
    assert [row.number for row in queries.open_for_user(maria, given.AT)] == ["F26-90001", first.number]


def test_the_inspector_is_named_on_the_morning_of_the_visit_and_not_before() -> None:
    visit = given.scheduled(given.issued(), given.WEDNESDAY)
    actions.assign(visit, given.inspector(), by=people.staff("supervisor", username="sue"), at=given.AT)
    visit = queries.visit(visit.pk)
    seven = given.AT + timedelta(days=2, hours=-3)
    assert queries.contact(visit, seven + timedelta(minutes=29)) == ""
    assert queries.contact(visit, seven + timedelta(minutes=30)) == "Nora Gomez, 630-555-0111"
    assert queries.contact(visit, given.AT) == ""


def test_an_inspectors_day_holds_only_their_own_stops_of_that_day() -> None:
    visit = given.scheduled(given.issued(), given.WEDNESDAY)
    nora, omar = given.inspector(), given.inspector("omar")
    actions.assign(visit, nora, by=people.staff("supervisor", username="sue"), at=given.AT)
    assert [stop.pk for stop in queries.day_list(nora, given.WEDNESDAY)] == [visit.pk]
    assert queries.day_list(nora, given.THURSDAY) == queries.day_list(omar, given.WEDNESDAY) == []
    assert queries.load(given.WEDNESDAY) == {nora.pk: 1}


def test_visits_nobody_has_are_listed_soonest_first_by_team() -> None:
    visit = given.scheduled(given.issued(), given.WEDNESDAY)
    assert [row.pk for row in queries.to_assign().rows] == [visit.pk]
    assert queries.to_assign(team="zoning").rows == ()
    assert queries.queue_counts(given.WEDNESDAY) == {"to_assign": 1, "today": 1}


def test_why_not_says_what_the_post_would_refuse_with() -> None:
    record = given.issued()
    assert queries.why_not(given.need(record), given.AT) == ()
    (reason,) = queries.why_not(given.need(record, "final"), given.AT)
    assert reason.say == "Footing must pass first."


@pytest.mark.parametrize("many", [3, 30])
def test_the_dashboard_asks_a_constant_number_of_queries(many: int, django_assert_max_num_queries: Any) -> None:
    maria = people.person()
    first = given.issued(maria)
    copies = Record.objects.bulk_create(Record(**_copy(first, f"F26-8{no:04}")) for no in range(many))
    Required.objects.bulk_create(
        Required(record=copy, key="final", label="Final", team="zoning", sequence=1) for copy in copies
    )
    with django_assert_max_num_queries(1):
        rows = queries.open_for_user(maria, given.AT)
    assert len(rows) == many + 1


def test_an_access_note_is_no_part_of_what_the_chronology_tells() -> None:
    record = given.issued()
    given.scheduled(record, access_note="Key under the third stone")
    assert Visit.objects.get().access_note == "Key under the third stone"
    assert "third stone" not in str([row.standing for row in queries.of_record(record.pk)])


def _copy(record: Record, number: str) -> dict[str, Any]:
    kept = {
        field.attname: getattr(record, field.attname)
        for field in Record._meta.concrete_fields
        if field.attname not in ("id", "number")
    }
    return kept | {"number": number}
