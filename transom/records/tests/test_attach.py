"""Handing in files."""

import pytest
from django.core.files.storage import default_storage

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records import actions, queries
from transom.records.tests import given
from transom.records.tests.given import AT, PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def hand_in(record, by, name="plat.pdf", content=PDF, at=AT, document="plat"):
    return actions.attach(record, given.upload(name, content), document=document, label="Plat of survey", by=by, at=at)


def test_a_file_is_kept_by_its_content_under_its_own_name():
    maria = given.person()
    one = given.draft(maria)
    attachment = hand_in(one, maria, "../My plat.PDF")
    assert attachment.filename == "My plat.PDF"
    assert attachment.path.endswith(f"{attachment.sha256}.pdf")
    assert default_storage.open(attachment.path).read() == PDF


def test_the_same_content_twice_is_stored_once():
    maria = given.person()
    one = given.draft(maria)
    assert hand_in(one, maria, "a.pdf").path == hand_in(one, maria, "b.pdf").path


def test_a_picture_that_cannot_be_read_is_refused():
    maria = given.person()
    one = given.draft(maria)
    with pytest.raises(Refused, match="cannot be read as a picture"):
        hand_in(one, maria, "a.png", b"\x89PNG\r\n\x1a\n not a picture at all")


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr("transom.records.actions.attaching.MAX_PIXELS", 10)
    maria = given.person()
    with pytest.raises(Refused, match="8 by 8 pixels, too large"):
        hand_in(given.draft(maria), maria, "a.png", given.picture())


def test_required_documents_are_missing_until_they_are_handed_in():
    maria = given.person()
    one = given.draft(maria)
    actions.save_page(one, "work", {"hoa": "yes"}, by=maria, at=AT)
    rt = queries.rulebook_of(one, AT)

    def missing():
        one.refresh_from_db()
        return queries.documents_missing(one, rt, queries.facts_of_draft(one, rt, AT))

    assert missing() == ["Plat of survey", "Permission of the homeowners association"]
    attachment = hand_in(one, maria)
    assert missing() == ["Permission of the homeowners association"]
    actions.remove_attachment(attachment, by=maria, at=AT)
    assert missing() == ["Plat of survey", "Permission of the homeowners association"]


def test_a_later_hand_in_is_the_next_version_and_the_older_one_stays():
    maria = given.person()
    record = given.submitted(maria)
    later = AT.replace(hour=18)
    first = hand_in(record, maria, "sheet 1.pdf", at=later)
    second = hand_in(record, maria, "sheet 2.pdf", at=later)
    assert (first.version, second.version) == (2, 2)
    assert hand_in(record, maria, "plat 3.pdf", at=AT.replace(hour=20)).version == 3
    assert [each.version for each in queries.attachments(record)] == [3, 2, 2, 1]


def test_a_file_of_a_submitted_record_cannot_be_taken_back():
    maria = given.person()
    record = given.submitted(maria)
    with pytest.raises(Refused, match="already submitted"):
        actions.remove_attachment(record.attachments.get(), by=maria, at=AT)


def test_handing_in_after_submission_is_an_event_and_the_desk_is_told(run_jobs):
    maria = given.person()
    desk = given.staff("intake")
    given.staff("cashier", username="till")
    record = given.submitted(maria)
    hand_in(record, maria, "plat 2.pdf", at=AT.replace(hour=18))
    event = Event.objects.get(record_id=record.pk, verb="record.attached")
    assert event.data == {"label": "Plat of survey", "filename": "plat 2.pdf", "version": 2}
    run_jobs()
    told = Message.objects.get(kind="file-handed-in")
    assert told.to_email == desk.email
    assert "Maria Gomez handed in a file for **F26-00001**" in told.body
