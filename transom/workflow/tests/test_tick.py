"""What happens because time passed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.notices.models import Message
from transom.records import actions as records
from transom.records.models import Record
from transom.workflow import actions
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
LAST_GOOD_DAY = given.MONDAY + timedelta(days=180)


def tick(day: date) -> int:
    with clock.frozen(given.noon(day)):
        return actions.tick(at=given.noon(day))


def test_a_permit_without_progress_expires_the_day_after_its_last_good_day():
    record = given.issued(given.person(), team=given.staff("supervisor"))
    assert tick(LAST_GOOD_DAY) == 0
    assert tick(LAST_GOOD_DAY + timedelta(days=1)) == 1
    record.refresh_from_db()
    assert (record.status, record.status_label) == ("expired", "Expired")
    assert record.number in given.letter(record, "expired").subject


def test_the_holder_is_warned_once_for_each_day_the_rulebook_names():
    record = given.issued(given.person(), team=given.staff("supervisor"))
    for days in (31, 30, 29, 8, 7, 6, 0):
        tick(LAST_GOOD_DAY - timedelta(days=days))
    mine = Message.objects.filter(record_id=record.pk, kind="expiring", to_email="maria@example.com").order_by("pk")
    assert mine.count() == 2
    assert "30 days from today" in mine[0].body
    assert "7 days from today" in mine[1].body


def test_a_second_tick_of_the_day_does_nothing():
    given.issued(given.person(), team=given.staff("supervisor"))
    tick(LAST_GOOD_DAY - timedelta(days=30))
    tick(LAST_GOOD_DAY - timedelta(days=30))
    assert Message.objects.filter(kind="expiring", to_email="maria@example.com").count() == 1


def test_progress_moves_the_day():
    record = given.issued(given.person(), team=given.staff("supervisor"))
    records.set_mark(
        record, "last_progress", given.MONDAY + timedelta(days=100), by=SYSTEM, at=given.noon(given.MONDAY)
    )
    assert tick(LAST_GOOD_DAY + timedelta(days=99)) == 0


def test_one_record_that_cannot_move_does_not_keep_the_others(monkeypatch):
    maria, desk = given.person(), given.staff("supervisor")
    first = given.issued(maria, team=desk)
    second = given.issued(maria, team=desk, place=given.parcel("2"))
    Record.objects.filter(pk=first.pk).update(marks={"last_progress": "2025-01-01"}, bundle=first.bundle, answers={})
    assert tick(LAST_GOOD_DAY + timedelta(days=1)) >= 1
    second.refresh_from_db()
    assert second.status == "expired"


def test_the_night_lets_move_what_a_lifted_hold_on_the_property_freed():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk)
    hold = records.place_hold(record.parcel, "stop", "Flood study", ask="", by=desk, at=given.noon(given.MONDAY))
    given.pay(record, by=desk)
    # As when the row was changed by hand: nobody was told.
    type(hold).objects.filter(pk=hold.pk).update(lifted_at=given.noon(given.MONDAY))
    tick(given.MONDAY + timedelta(days=1))
    record.refresh_from_db()
    assert record.status == "issued"
