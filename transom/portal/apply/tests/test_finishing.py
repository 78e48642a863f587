"""Documents, review, submission; and who reaches an application at all."""

from __future__ import annotations

import pytest
from django.test import Client

from transom.portal.apply.tests.acting import start
from transom.records.models import Record
from transom.records.tests import given
from transom.records.tests.given import words

pytestmark = pytest.mark.django_db


def test_files_are_handed_in_several_at_once_and_good_ones_are_kept_beside_a_bad_one(browser):
    one = start(browser)
    files = {
        "file.plat": [given.upload("a.pdf"), given.upload("b.png", given.picture())],
        "file.other": [given.upload("x.exe", b"MZ")],
    }
    answer = browser.post(f"/apply/{one.pk}/documents/", files | {"then": "next"})
    page = words(answer)
    assert answer.status_code == 422
    assert "“x.exe” is not a PDF, PNG or JPEG file" in page
    assert "a.pdf" in page
    assert "b.png" in page
    assert one.attachments.count() == 2


def test_a_required_document_is_asked_for_before_going_on(browser):
    one = start(browser)
    answer = browser.post(f"/apply/{one.pk}/documents/", {"then": "next"})
    assert "Upload this document: Plat of survey." in words(answer)
    answer = browser.post(f"/apply/{one.pk}/documents/", {"then": "next", "file.plat": given.upload()})
    assert answer["Location"] == f"/apply/{one.pk}/review/"


def test_a_file_is_sent_back_only_as_a_download_that_can_run_nothing(browser):
    one = start(browser)
    browser.post(f"/apply/{one.pk}/documents/", {"file.plat": given.upload("plät.pdf")})
    attachment = one.attachments.get()
    answer = browser.get(f"/apply/{one.pk}/documents/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == given.PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''pl%C3%A4t.pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_can_be_taken_back(browser):
    one = start(browser)
    browser.post(f"/apply/{one.pk}/documents/", {"file.plat": given.upload()})
    attachment = one.attachments.get()
    answer = browser.post(f"/apply/{one.pk}/documents/{attachment.pk}/remove/", follow=True)
    assert "plat.pdf was removed" in words(answer)
    assert browser.get(f"/apply/{one.pk}/documents/{attachment.pk}/").status_code == 404


def test_the_review_shows_every_answer_the_fees_with_their_because_and_what_is_left(browser, maria):
    one = given.answered(maria)
    page = words(browser.get(f"/apply/{one.pk}/review/"))
    assert "Total cost of the fence $4,200.00" in page
    assert "Yard: Rear, Length: 160 ft, Height: 6 ft" in page
    assert "Due when you submit" in page
    assert "Application fee sample fee $25.00" in page
    assert "Due at approval" in page
    assert "Fence permit sample fee $55.00" in page
    assert "Still to do" not in page


def test_what_is_left_leads_to_the_page_that_mends_it(browser):
    one = start(browser)
    html = browser.get(f"/apply/{one.pk}/review/").content.decode()
    assert f'<a href="/apply/{one.pk}/page/work/">Material: Choose an answer for “Material”.</a>' in html
    assert f'<a href="/apply/{one.pk}/documents/">Upload this document: Plat of survey</a>' in html


def test_resuming_leads_to_the_first_unfinished_page(browser, maria):
    one = start(browser)
    assert browser.get(f"/apply/{one.pk}/")["Location"] == f"/apply/{one.pk}/page/place/"
    done = given.answered(maria)
    assert browser.get(f"/apply/{done.pk}/")["Location"] == f"/apply/{done.pk}/review/"


def test_without_consent_and_signature_nothing_is_submitted(browser, maria):
    one = given.answered(maria)
    answer = browser.post(f"/apply/{one.pk}/review/", {"then": "submit"})
    assert answer.status_code == 422
    assert "Confirm that what you say here is true." in words(answer)
    assert "Type your full name to sign" in words(answer)
    assert Record.objects.get().number is None


def test_an_unfinished_application_is_refused_with_everything_that_is_missing(browser):
    one = start(browser)
    answer = browser.post(f"/apply/{one.pk}/review/", {"signature": "Maria Gomez", "consent": "yes"})
    assert answer.status_code == 422
    assert "Still to do before you can submit" in words(answer)
    assert Record.objects.get().number is None


def test_submitting_gives_a_number_and_charges_the_application_fee(browser, maria):
    one = given.answered(maria)
    answer = browser.post(f"/apply/{one.pk}/review/", {"signature": "Maria Gomez", "consent": "yes"})
    assert answer["Location"] == "/records/F26-00001/"
    record = Record.objects.get()
    assert record.status == "in_review"
    assert record.snapshots["_signature"]["name"] == "Maria Gomez"
    assert record.charges.get().cents == 2500
    again = browser.post(f"/apply/{one.pk}/review/", {"signature": "Maria Gomez", "consent": "yes"})
    assert again.status_code == 404


def test_a_draft_is_discarded_only_after_being_asked(browser):
    one = start(browser)
    assert "This cannot be taken back" in words(browser.get(f"/apply/{one.pk}/discard/"))
    assert Record.objects.exists()
    answer = browser.post(f"/apply/{one.pk}/discard/", follow=True)
    assert "Your application for Fence was discarded" in words(answer)
    assert not Record.objects.exists()


PATHS = ["", "page/work/", "find/parcel/", "entry/sections/", "entry/sections/0/", "documents/", "review/", "discard/"]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_reaches_an_application(maria, path):
    one = given.answered(maria)
    company = given.firm()
    for other in (given.person("sam"), given.login_of(company), given.staff("administrator")):
        client = Client()
        client.force_login(other, "django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/apply/{one.pk}/{path}").status_code == 404, other
        assert client.post(f"/apply/{one.pk}/{path}", {"then": "exit"}).status_code in (404, 405), other
    stranger = Client().get(f"/apply/{one.pk}/{path}")
    assert stranger.status_code == 302
    assert "sign-in" in stranger["Location"]
    assert Record.objects.get().number is None


@pytest.mark.parametrize("path", ["entry/sections/0/remove/", "documents/1/remove/"])
def test_nothing_is_removed_by_following_a_link(browser, maria, path):
    one = given.answered(maria)
    assert browser.get(f"/apply/{one.pk}/{path}").status_code == 405


def test_pages_ask_a_fixed_number_of_queries(browser, maria, django_assert_max_num_queries):
    one = given.answered(maria)
    for path, most in (("page/work/", 8), ("documents/", 9), ("review/", 16)):
        browser.get(f"/apply/{one.pk}/{path}")
        with django_assert_max_num_queries(most):
            assert browser.get(f"/apply/{one.pk}/{path}").status_code == 200
