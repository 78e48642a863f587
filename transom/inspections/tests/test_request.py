"""Asking for an inspection: on a bookable day, in sequence, once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from transom.history.models import Event
from transom.inspections import actions, queries
from transom.inspections.models import Visit
from transom.inspections.tests import given
from transom.kernel.refusals import Refused
from transom.records import actions as records
from transom.records.tests import given as people

pytestmark = pytest.mark.usefixtures("city")


def test_an_applicant_schedules_the_first_inspection_of_an_issued_permit() -> None:
    record = given.issued()
    visit = given.scheduled(record, given.WEDNESDAY, contact=" Maria, 630-555-0111 ", access_note="Gate code 4711")
    assert (visit.day, visit.state, visit.contact) == (given.WEDNESDAY, "scheduled", "Maria, 630-555-0111")
    assert visit.access_note == "Gate code 4711"
    assert [row.standing for row in queries.of_record(record.pk)] == ["Scheduled", "Not yet"]


def test_the_chronology_says_the_day_but_not_how_to_get_in() -> None:
    record = given.issued()
    given.scheduled(record, access_note="Gate code 4711")
    event = Event.objects.get(record_id=record.pk, verb="inspection.requested")
    assert event.data["said_day"] == "Wed, Mar 4, 2026"
    assert "4711" not in str(event.data)


def test_the_final_waits_for_the_footing() -> None:
    record = given.issued()
    with pytest.raises(Refused, match=r"Footing must pass first\."):
        given.scheduled(record, key="final")
    assert not Visit.objects.exists()


def test_a_day_past_the_cut_off_or_on_a_weekend_is_refused() -> None:
    record = given.issued()
    by = record.applicant
    for day in (given.SATURDAY, people.TODAY, date(2026, 2, 27), date(2027, 3, 3)):
        with pytest.raises(Refused, match="cannot be booked"):
            actions.request(given.need(record), day, by=by, at=given.AT)


def test_the_minute_after_the_cut_off_tomorrow_is_gone() -> None:
    record = given.issued()
    need, by = given.need(record), record.applicant
    with pytest.raises(Refused, match=r"Tue, Mar 3, 2026 cannot be booked"):
        actions.request(need, given.TUESDAY, by=by, at=given.AT.replace(hour=21, minute=1))
    assert actions.request(need, given.TUESDAY, by=by, at=given.AT.replace(hour=21, minute=0)).day == given.TUESDAY


def test_a_second_request_is_told_the_day_of_the_first() -> None:
    record = given.issued()
    given.scheduled(record, given.WEDNESDAY)
    with pytest.raises(Refused, match=r"Footing is already scheduled for Wed, Mar 4, 2026\."):
        given.scheduled(record, given.THURSDAY)
    assert Visit.objects.count() == 1


def test_before_issuance_nothing_is_scheduled() -> None:
    record = people.submitted(people.person())
    actions.list_required(record, [given.FOOTING], by=record.applicant, at=given.AT)
    with pytest.raises(Refused, match=r"The permit has not been issued yet\."):
        given.scheduled(record)


@pytest.mark.parametrize("on_what", ["record", "parcel"])
def test_a_stop_hold_bars_it_and_says_whom_to_ask(on_what: str) -> None:
    record = given.issued()
    thing = record if on_what == "record" else record.parcel
    clerk = people.staff("supervisor")
    records.place_hold(thing, "stop", "Unpaid water bill", ask="Revenue, 630-555-0100", by=clerk, at=given.AT)
    with pytest.raises(Refused, match=r"Unpaid water bill\. Ask: Revenue, 630-555-0100"):
        given.scheduled(record)


def test_a_window_nobody_offered_is_refused() -> None:
    record = given.issued()
    with pytest.raises(Refused, match="one of the windows offered"):
        given.scheduled(record, window="midnight")


@pytest.mark.django_db(transaction=True)
def test_of_five_who_ask_at_once_one_gets_the_visit_and_four_are_told() -> None:
    record = given.issued()
    need, by = given.need(record), record.applicant
    told: list[str] = []
    gate = threading.Barrier(5)

    def ask() -> None:
        gate.wait()
        try:
            actions.request(need, given.WEDNESDAY, by=by, at=given.AT)
            told.append("scheduled")
        except Refused as refused:
            told.append(refused.reasons[0].say)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("scheduled") == 1
    assert told.count("Footing is already scheduled for Wed, Mar 4, 2026.") == 4
    assert Visit.objects.filter(state="scheduled").count() == 1
