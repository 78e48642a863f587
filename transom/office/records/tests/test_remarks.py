"""Notes, holds and conditions, from the record's page."""

from __future__ import annotations

import pytest

from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records import queries

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def desk():
    return given.browser(given.clerk("supervisor"))


@pytest.fixture
def record():
    return cases.submitted(cases.person(), firm=None)


def test_a_note_is_kept_and_an_empty_one_is_asked_for_again(desk, record):
    url = f"/office/records/{record.number}/notes/"
    empty = desk.post(url, {"text": " "})
    assert empty.status_code == 422
    assert "Write the note." in empty.content.decode()
    assert "The note is kept." in desk.post(url, {"text": "Called on Friday."}, follow=True).content.decode()
    assert [one.text for one in queries.notes(record)] == ["Called on Friday."]


def test_a_stop_on_the_property_bars_issuing_and_is_lifted_from_the_page(desk, record):
    url = f"/office/records/{record.number}/"
    said = {"about": "parcel", "level": "stop", "reason": "Flood study open.", "ask": "Engineering"}
    html = desk.post(f"{url}holds/", said, follow=True).content.decode()
    assert "Stop hold" in html
    assert "A hold stops this: Flood study open. Ask Engineering." in html
    (hold,) = queries.holds(record)
    assert hold.parcel_id == record.parcel_id
    html = desk.post(f"{url}holds/{hold.pk}/lift/", follow=True).content.decode()
    assert "The hold is lifted." in html
    assert "A hold stops this" not in html


def test_a_hold_without_a_reason_keeps_what_was_chosen(desk, record):
    answer = desk.post(f"/office/records/{record.number}/holds/", {"about": "record", "level": "warning", "reason": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the reason of the hold: the applicant reads it." in html
    assert 'value="warning" checked' in html
    assert queries.holds(record) == []


def test_another_records_hold_is_not_found(desk, record):
    other = cases.submitted(cases.person("otto"), place=cases.parcel("9"))
    desk.post(f"/office/records/{other.number}/holds/", {"about": "record", "level": "note", "reason": "Dog."})
    (hold,) = queries.holds(other)
    assert desk.post(f"/office/records/{record.number}/holds/{hold.pk}/lift/").status_code == 404


def test_a_condition_is_added_with_its_day_and_met(desk, record):
    url = f"/office/records/{record.number}/"
    wrong = desk.post(f"{url}conditions/", {"text": "Keep the gate clear.", "due_on": "soon"})
    assert "Write the day as year-month-day" in wrong.content.decode()
    desk.post(f"{url}conditions/", {"text": "Keep the gate clear.", "due_on": "2026-04-01"})
    (condition,) = queries.conditions(record)
    assert condition.due_on.isoformat() == "2026-04-01"
    html = desk.post(f"{url}conditions/{condition.pk}/clear/", follow=True).content.decode()
    assert "The condition is met." in html
    assert "already cleared" in desk.post(f"{url}conditions/{condition.pk}/clear/", follow=True).content.decode()
