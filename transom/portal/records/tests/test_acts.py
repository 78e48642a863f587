"""Handing in files, downloading them, linking and unlinking."""

from __future__ import annotations

import pytest

from transom.kernel import clock
from transom.portal.records.tests.conftest import browser_of
from transom.records import actions
from transom.records.models import Link
from transom.records.tests import given
from transom.records.tests.given import words

pytestmark = pytest.mark.django_db

FILES = "/records/F26-00001/attachments/"


def test_several_files_are_handed_in_at_once_as_the_next_version(browser, fence):
    files = [given.upload("sheet 1.pdf"), given.upload("sheet 2.pdf")]
    answer = browser.post(FILES, {"document": "plat", "files": files}, follow=True)
    page = words(answer)
    assert "Handed in: sheet 1.pdf, sheet 2.pdf." in page
    versions = fence.attachments.filter(document="plat").values_list("version", flat=True)
    assert sorted(versions) == [1, 2, 2]


def test_a_bad_file_is_told_and_the_good_one_beside_it_is_kept(browser, fence):
    files = [given.upload("good.pdf"), given.upload("bad.svg", b"<svg onload=alert(1)>")]
    answer = browser.post(FILES, {"document": "revision", "files": files})
    page = words(answer)
    assert answer.status_code == 422
    assert "“bad.svg” is not a PDF, PNG or JPEG file" in page
    assert "Handed in: good.pdf." in page
    assert fence.attachments.get(filename="good.pdf").label == "Revision or response to corrections"


def test_kind_and_file_are_asked_for(browser, fence):
    page = words(browser.post(FILES, {"document": "nonsense"}))
    assert "Choose what kind of document it is." in page
    assert "Choose at least one file." in page


def test_a_file_goes_to_parties_alone_and_only_as_a_download(browser, fence):
    attachment = fence.attachments.get()
    url = f"{FILES}{attachment.pk}/"
    answer = browser.get(url)
    assert b"".join(answer.streaming_content) == given.PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plat.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert browser_of(given.person("sam")).get(url).status_code == 404
    assert browser_of(None).get(url).status_code == 302


def test_a_file_of_another_record_is_not_reached_through_ones_own(browser, fence):
    other = given.submitted(given.person("sam"), place=fence.parcel)
    url = f"{FILES}{other.attachments.get().pk}/"
    assert browser.get(url).status_code == 404


def test_the_link_page_says_the_words_and_links_by_kind_and_number(fence):
    sam = given.person("sam")
    browser = browser_of(sam)
    page = words(browser.get("/records/link/"))
    assert "Link to permits, projects, and licenses" in page
    answer = browser.post("/records/link/", {"kind": "permit", "number": "f26-00001"})
    assert answer["Location"] == "/dashboard/"
    assert Link.objects.get(user=sam).tier == "follow"


def test_a_number_that_does_not_exist_is_told_and_kept_in_its_box(fence):
    browser = browser_of(given.person("sam"))
    answer = browser.post("/records/link/", {"kind": "permit", "number": "F26-1"})
    assert answer.status_code == 422
    assert "We found no permit with the number “F26-1”." in words(answer)
    assert 'value="F26-1"' in answer.content.decode()


def test_linking_from_the_record_leads_back_to_it_and_nowhere_else(fence):
    browser = browser_of(given.person("sam"))
    assert "Link it to keep it on your dashboard" in words(browser.get("/records/F26-00001/"))
    form = {"kind": "permit", "number": "F26-00001"}
    assert browser.post("/records/link/", form | {"next": "/records/F26-00001/"})["Location"] == "/records/F26-00001/"
    for evil in (
        "https://evil.example/",
        "//evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
    ):
        assert browser.post("/records/link/", form | {"next": evil})["Location"] == "/dashboard/"


def test_a_named_address_gets_everything_by_linking(fence):
    browser = browser_of(given.person("ann", email="ann@example.com"))
    assert "ann@example.com" not in words(browser.get("/records/F26-00001/contacts/"))
    answer = browser.post("/records/link/", {"kind": "permit", "number": "F26-00001"})
    assert answer.status_code == 302
    assert "ann@example.com" in words(browser.get("/records/F26-00001/contacts/"))


def test_unlinking_takes_a_followed_record_away_but_not_ones_own(fence, browser):
    sam = given.person("sam")
    actions.link("permit", "F26-00001", by=sam, at=clock.now())
    browser_of(sam).post("/records/F26-00001/unlink/")
    assert not Link.objects.filter(user=sam).exists()
    answer = browser.post("/records/F26-00001/unlink/", {"next": "/records/F26-00001/"}, follow=True)
    assert "F26-00001 stays on your dashboard" in words(answer)


@pytest.mark.parametrize("path", ["/records/F26-00001/moves/", "/records/F26-00001/unlink/"])
def test_nothing_happens_by_following_a_link(browser, fence, path):
    assert browser.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/records/link/", "/records/F26-00001/unlink/", "/records/F26-00001/moves/", FILES])
def test_a_stranger_is_asked_to_sign_in_first(fence, path):
    answer = browser_of(None).post(path)
    assert answer.status_code == 302
    assert "/account/sign-in/?next=" in answer["Location"]


def test_a_certificate_says_until_when_it_is_good(fence):
    company = fence.firm
    license_ = given.license_of(company, status="active")
    browser = browser_of(given.login_of(company))
    url = f"/records/{license_.number}/attachments/"
    assert "Valid until" in words(browser.get(url))
    form = {"document": "insurance", "files": given.upload("cert.pdf")}
    answer = browser.post(url, form | {"expires_on": "soon"})
    assert "Write the day as 2026-12-31" in words(answer)
    browser.post(url, form | {"files": given.upload("cert.pdf"), "expires_on": "2027-05-01"})
    assert str(license_.attachments.get().expires_on) == "2027-05-01"
