"""An applicant schedules, moves and calls off an inspection; others find nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from transom.inspections import actions, queries
from transom.inspections.models import Visit
from transom.kernel import clock
from transom.records.models import Link, Record
from transom.ui.tests.markup import problems
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)


def browser(user: object = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)  # type: ignore[arg-type]
    return client


def issued() -> Record:
    return given.issued(given.person("maria"), team=given.reviewer())


def visit_of(record: Record) -> Visit:
    """A final inspection scheduled for Wednesday by the applicant."""
    need = queries.required(record.pk, "final")
    assert record.applicant is not None
    return actions.request(need, WEDNESDAY, access_note="Gate code 4711", by=record.applicant, at=clock.now())


def test_an_applicant_chooses_a_day_and_is_told_when_it_is() -> None:
    record = issued()
    client = browser(record.applicant)
    address = f"/inspections/{record.number}/final/"
    form = client.get(address).content.decode()
    assert "Wed, Mar 4, 2026" in form
    assert "Only the inspector sees this" in form
    assert problems(form) == []
    sent = {"day": "2026-03-04", "contact": "Maria, 630-555-0111", "access_note": "Gate code 4711"}
    html = client.post(address, sent, follow=True).content.decode()
    assert "Final is scheduled for Wed, Mar 4, 2026." in html
    visit = Visit.objects.get()
    assert (visit.day, visit.contact, visit.access_note) == (WEDNESDAY, "Maria, 630-555-0111", "Gate code 4711")


def test_without_a_day_it_is_said_at_the_field_and_nothing_typed_is_lost() -> None:
    record = issued()
    answer = browser(record.applicant).post(f"/inspections/{record.number}/final/", {"access_note": "Beware of Rex"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a day." in html
    assert "Beware of Rex" in html
    assert not Visit.objects.exists()


@pytest.mark.parametrize("day", ["2026-03-07", "2026-03-02", "2027-01-04", "soon", "2026-02-30"])
def test_a_day_that_was_not_offered_is_refused(day: str) -> None:
    record = issued()
    answer = browser(record.applicant).post(f"/inspections/{record.number}/final/", {"day": day})
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_a_second_tab_is_told_that_it_is_scheduled() -> None:
    record = issued()
    client = browser(record.applicant)
    visit_of(record)
    html = client.get(f"/inspections/{record.number}/final/").content.decode()
    assert "already scheduled for Wed, Mar 4, 2026" in html
    answer = client.post(f"/inspections/{record.number}/final/", {"day": "2026-03-05"})
    assert answer.status_code == 422
    assert Visit.objects.count() == 1


def test_a_visit_is_moved_and_called_off() -> None:
    record = issued()
    visit = visit_of(record)
    client = browser(record.applicant)
    moved = client.post(f"/inspections/visits/{visit.pk}/reschedule/", {"day": "2026-03-05"}, follow=True)
    assert "Final is now on Thu, Mar 5, 2026." in moved.content.decode()
    gone = client.post(f"/inspections/visits/{visit.pk}/cancel/", follow=True)
    assert "Final on Thu, Mar 5, 2026 is called off." in gone.content.decode()
    visit.refresh_from_db()
    assert visit.state == "cancelled"


def test_on_the_morning_of_the_visit_it_is_too_late_to_change_it_online() -> None:
    record = issued()
    visit = visit_of(record)
    with clock.frozen(given.noon(WEDNESDAY)):
        client = browser(record.applicant)
        page = client.get(f"/inspections/visits/{visit.pk}/").content.decode()
        assert "It is too late to change this visit online" in page
        said = client.post(f"/inspections/visits/{visit.pk}/cancel/", follow=True).content.decode()
    assert "too late" in said
    visit.refresh_from_db()
    assert visit.state == "scheduled"


def test_nothing_changes_on_get() -> None:
    record = issued()
    visit = visit_of(record)
    assert browser(record.applicant).get(f"/inspections/visits/{visit.pk}/cancel/").status_code == 405
    visit.refresh_from_db()
    assert visit.state == "scheduled"


def test_the_visit_goes_into_a_calendar_at_the_citys_hours() -> None:
    record = issued()
    answer = browser(record.applicant).get(f"/inspections/visits/{visit_of(record).pk}/calendar.ics")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=America/Chicago:20260304T090000" in text
    assert f"SUMMARY:Final inspection\\, {record.number}" in text
    assert "4711" not in text


def test_strangers_followers_and_other_accounts_find_no_visit() -> None:
    record = issued()
    visit = visit_of(record)
    follower = given.person("ned")
    Link.objects.create(record=record, user=follower, tier="follow", because="", at=clock.now())
    for path in (
        f"/inspections/{record.number}/final/",
        f"/inspections/visits/{visit.pk}/",
        f"/inspections/visits/{visit.pk}/reschedule/",
        f"/inspections/visits/{visit.pk}/calendar.ics",
        f"/inspections/visits/{visit.pk}/photos/1/",
    ):
        assert browser().get(path)["Location"].startswith("/account/sign-in/")
        for visitor in (follower, given.person(f"x{len(path)}")):
            assert browser(visitor).get(path).status_code == 404
    assert browser(follower).post(f"/inspections/visits/{visit.pk}/cancel/").status_code == 404


def test_an_inspection_the_permit_does_not_need_is_not_found() -> None:
    record = issued()
    assert browser(record.applicant).get(f"/inspections/{record.number}/elevator/").status_code == 404


def test_anybody_finds_the_inspectors_and_when_they_take_calls() -> None:
    given.staff("inspector", username="nora")
    html = browser().get("/inspections/inspectors/").content.decode()
    assert "Nora Gomez" in html
    assert "7:30 am to 8:30 am" in html
    assert 'href="tel:+16305550111"' in html
    assert problems(html) == []
