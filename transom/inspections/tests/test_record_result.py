"""What an inspector writes: pass, fail or partial, notes, photos."""

from __future__ import annotations

import pytest

from transom.history.models import Event
from transom.inspections import actions, queries
from transom.inspections.models import Photo
from transom.inspections.photos import Picture
from transom.inspections.tests import given
from transom.kernel import files
from transom.kernel.refusals import Refused
from transom.records.models import Record
from transom.records.tests import given as people

pytestmark = pytest.mark.usefixtures("city")
WEDNESDAY_NOON = given.later(2, 2)


def test_passing_opens_the_next_inspection() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    actions.record_result(visit, "pass", by=given.inspector(), at=WEDNESDAY_NOON)
    assert [row.standing for row in queries.of_record(record.pk)] == ["Passed", "To be scheduled"]
    assert queries.counts(record.pk) == queries.Counts(open=1, failed=0, done=1)


def test_a_failure_keeps_its_notes_and_lets_it_be_asked_for_again() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    actions.record_result(visit, "fail", notes=" Hole 3 is 30 in deep. ", by=given.inspector(), at=WEDNESDAY_NOON)
    row = queries.of_record(record.pk)[0]
    assert (row.standing, row.visits[0].notes) == ("Failed, schedule again", "Hole 3 is 30 in deep.")
    assert row.may_schedule
    assert queries.counts(record.pk).failed == 1
    assert Event.objects.get(verb="inspection.failed").data["failures"] == 1


def test_partial_approval_neither_passes_nor_fails() -> None:
    record = given.issued()
    visit = given.scheduled(record)
    actions.record_result(visit, "partial", notes="North side only.", by=given.inspector(), at=WEDNESDAY_NOON)
    assert queries.counts(record.pk) == queries.Counts(open=2, failed=0, done=1)


def test_a_failure_without_notes_is_refused_and_nothing_is_written() -> None:
    visit = given.scheduled(given.issued())
    with pytest.raises(Refused, match="Say what has to be corrected"):
        actions.record_result(visit, "fail", by=given.inspector(), at=WEDNESDAY_NOON)
    visit.refresh_from_db()
    assert visit.state == "scheduled"


def test_a_visit_has_one_result() -> None:
    visit = given.scheduled(given.issued())
    nora = given.inspector()
    actions.record_result(visit, "pass", by=nora, at=WEDNESDAY_NOON)
    with pytest.raises(Refused, match="already has its result: Passed"):
        actions.record_result(visit, "fail", notes="No.", by=nora, at=WEDNESDAY_NOON)


def test_photos_are_kept_by_their_content() -> None:
    visit = given.scheduled(given.issued())
    picture = Picture(people.picture("JPEG"), "gate.jpg")
    actions.record_result(visit, "pass", photos=[picture], by=given.inspector(), at=WEDNESDAY_NOON)
    (kept,) = queries.photos(visit)
    assert files.read(kept.path) == picture.content
    assert (kept.filename, kept.content_type) == ("gate.jpg", "image/jpeg")
    assert queries.photo(kept.pk).visit_id == visit.pk
    assert Photo.objects.count() == 1


def test_when_the_last_one_passes_the_permit_closes() -> None:
    record = given.issued()
    nora = given.inspector()
    actions.record_result(given.scheduled(record), "pass", by=nora, at=given.AT)
    actions.record_result(given.scheduled(record, key="final"), "pass", by=nora, at=given.AT)
    closed = Record.objects.get(pk=record.pk)
    assert (closed.status_label, closed.closed) == ("Closed", True)
