"""Files of a record in the office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from transom.kernel import clock
from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records import queries
from transom.records.tests.given import picture

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def desk():
    return given.browser(given.clerk("intake"))


@pytest.fixture
def record():
    return cases.submitted(cases.person())


def test_several_files_are_added_as_one_version(desk, record):
    files = [cases.upload("plat-1.pdf"), cases.upload("plat-2.pdf")]
    with clock.frozen(given.on(given.MONDAY + timedelta(days=1))):
        answer = desk.post(f"/office/records/{record.number}/files/", {"document": "plat", "files": files}, follow=True)
    assert "2 files are added." in answer.content.decode()
    assert [(one.filename, one.version) for one in queries.attachments(record)][:2] == [
        ("plat-1.pdf", 2),
        ("plat-2.pdf", 2),
    ]


def test_one_bad_file_keeps_all_of_them_out_and_says_why(desk, record):
    files = [cases.upload("plat.pdf"), SimpleUploadedFile("virus.pdf", b"MZ not a pdf")]
    answer = desk.post(f"/office/records/{record.number}/files/", {"document": "plat", "files": files})
    assert answer.status_code == 422
    assert "“virus.pdf” is not a PDF, PNG or JPEG file." in answer.content.decode()
    assert len(queries.attachments(record)) == 1


def test_no_file_is_asked_for(desk, record):
    answer = desk.post(f"/office/records/{record.number}/files/", {"document": "plat"})
    assert "Choose at least one file." in answer.content.decode()


def test_a_file_opens_apart_from_our_pages(desk, record):
    desk.post(
        f"/office/records/{record.number}/files/",
        {"document": "", "label": "Photo of the yard", "files": SimpleUploadedFile("yard.png", picture())},
    )
    photo = next(one for one in queries.attachments(record) if one.label == "Photo of the yard")
    answer = desk.get(f"/office/records/{record.number}/files/{photo.pk}/")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_another_records_file_is_not_found(desk, record):
    other = cases.submitted(cases.person("otto"), place=cases.parcel("9"))
    mine = queries.attachments(record)[0]
    assert desk.get(f"/office/records/{other.number}/files/{mine.pk}/").status_code == 404
