"""Inspectors do their day on a phone; supervisors give visits out; others may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from transom.accounts.models import User
from transom.inspections import actions, queries
from transom.inspections.models import Visit
from transom.kernel import clock
from transom.records.models import Record
from transom.records.tests.given import picture
from transom.ui.tests.markup import problems
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
WEDNESDAY = date(2026, 3, 4)


def browser(user: object = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)  # type: ignore[arg-type]
    return client


def nora() -> User:
    return given.staff("inspector", username="nora")


def sue() -> User:
    return given.staff("supervisor", username="sue")


def visit(inspector: User | None = None) -> Visit:
    """A final inspection of an issued permit on Wednesday."""
    record = given.issued(given.person("maria"), team=given.reviewer())
    assert record.applicant is not None
    asked = actions.request(
        queries.required(record.pk, "final"),
        WEDNESDAY,
        contact="Maria, 630-555-0111",
        access_note="Gate code 4711",
        by=record.applicant,
        at=clock.now(),
    )
    if inspector is not None:
        actions.assign(asked, inspector, by=inspector, at=clock.now())
    return queries.visit(asked.pk)


def test_an_inspector_sees_the_stops_of_the_day_with_how_to_get_in() -> None:
    inspector = nora()
    visit(inspector)
    html = browser(inspector).get("/office/inspections/?day=2026-03-04").content.decode()
    for words in ("1244 N Lake St", "Gate code 4711", "Maria, 630-555-0111", 'href="tel:+16305550111"', 'href="geo:'):
        assert words in html
    assert problems(html) == []


def test_a_visit_nobody_wrote_up_is_not_forgotten_the_next_day() -> None:
    inspector = nora()
    seen = visit(inspector)
    with clock.frozen(given.noon(date(2026, 3, 5))):
        html = browser(inspector).get("/office/inspections/").content.decode()
    assert "Still without a result (1)" in html
    assert f"/office/inspections/{seen.pk}/" in html


def test_a_supervisor_is_told_how_many_wait_for_an_inspector() -> None:
    visit()
    assert "To assign: 1" in browser(sue()).get("/office/inspections/").content.decode()


def test_how_to_get_in_is_for_inspectors_eyes_only() -> None:
    inspector = nora()
    seen = visit(inspector)
    clerk, reviewer = given.staff("intake", username="irene"), User.objects.get(username="reviewer")
    pages = [f"/office/inspections/{seen.pk}/", f"/office/records/{seen.required.record.number}/"]
    for user in (clerk, reviewer):
        for page in [*pages, f"/inspections/visits/{seen.pk}/"]:
            answer = browser(user).get(page)
            assert answer.status_code == 200
            assert "4711" not in answer.content.decode(), f"{user} reads it on {page}"
    assert "4711" in browser(inspector).get(pages[0]).content.decode()


def test_a_day_without_stops_says_so() -> None:
    assert "No stops left" in browser(nora()).get("/office/inspections/").content.decode()


def test_passing_with_a_photo_closes_the_permit() -> None:
    inspector = nora()
    seen = visit(inspector)
    photo = SimpleUploadedFile("fence.jpg", picture("JPEG"), "image/jpeg")
    html = (
        browser(inspector)
        .post(f"/office/inspections/{seen.pk}/result/", {"outcome": "pass", "photos": [photo]}, follow=True)
        .content.decode()
    )
    assert f"Final of {seen.required.record.number}: Passed." in html
    assert Record.objects.get(pk=seen.required.record_id).status == "closed"
    (kept,) = queries.photos(seen)
    shown = browser(inspector).get(f"/office/inspections/{seen.pk}/photos/{kept.pk}/")
    assert shown["Content-Type"] == "image/jpeg"


def test_a_failure_without_notes_is_sent_back_with_the_choice_kept() -> None:
    inspector = nora()
    seen = visit(inspector)
    answer = browser(inspector).post(f"/office/inspections/{seen.pk}/result/", {"outcome": "fail"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what has to be corrected; the applicant reads it." in html
    assert 'value="fail" checked' in html
    assert queries.visit(seen.pk).state == "scheduled"


def test_a_file_that_is_no_photo_is_named() -> None:
    inspector = nora()
    seen = visit(inspector)
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.7", "application/pdf")
    answer = browser(inspector).post(
        f"/office/inspections/{seen.pk}/result/", {"outcome": "pass", "notes": "Fine.", "photos": [plan]}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“plan.pdf” is not a photo we can read" in html
    assert "Fine." in html


def test_a_supervisor_gives_out_a_visit_that_nobody_has() -> None:
    inspector, supervisor = nora(), sue()
    seen = visit()
    client = browser(supervisor)
    waiting = client.get("/office/inspections/to-assign/").content.decode()
    assert f"Inspector for Final of {seen.required.record.number}" in waiting
    sent = {"inspector": str(inspector.pk), "back": "/office/inspections/to-assign/"}
    html = client.post(f"/office/inspections/{seen.pk}/inspector/", sent, follow=True).content.decode()
    assert "Every visit has its inspector" in html
    assert queries.visit(seen.pk).inspector == inspector


def test_choosing_nobody_or_a_cashier_changes_nothing() -> None:
    seen = visit()
    cashier = given.staff("cashier", username="cal")
    for choice in ("", str(cashier.pk), "999999", "x"):
        browser(sue() if choice == "" else User.objects.get(username="sue")).post(
            f"/office/inspections/{seen.pk}/inspector/", {"inspector": choice}
        )
    assert queries.visit(seen.pk).inspector is None


def test_the_office_calls_a_visit_off_even_on_its_day() -> None:
    seen = visit(nora())
    with clock.frozen(given.noon(WEDNESDAY)):
        browser(sue()).post(f"/office/inspections/{seen.pk}/cancellation/", {"why": "Snow"})
    assert queries.visit(seen.pk).state == "cancelled"


def test_everyones_day_is_shown_by_inspector() -> None:
    visit(nora())
    html = browser(sue()).get("/office/inspections/day/?day=2026-03-04").content.decode()
    assert "Nora Gomez (1)" in html


PAGES = ["", "to-assign/", "day/", "{id}/"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_sign_in_first_and_applicants_find_nothing(page: str) -> None:
    seen = visit()
    address = f"/office/inspections/{page.format(id=seen.pk)}"
    assert browser().get(address)["Location"].startswith("/office/sign-in/")
    assert browser(User.objects.get(username="maria")).get(address).status_code == 404


def test_a_cashier_records_no_result_and_a_reviewer_gives_out_no_visit() -> None:
    seen = visit()
    cashier, reviewer = given.staff("cashier", username="cal"), User.objects.get(username="reviewer")
    for user in (cashier, reviewer):
        assert browser(user).post(f"/office/inspections/{seen.pk}/result/", {"outcome": "pass"}).status_code == 403
        assert browser(user).post(f"/office/inspections/{seen.pk}/inspector/", {}).status_code == 403
        assert browser(user).post(f"/office/inspections/{seen.pk}/cancellation/", {}).status_code == 403
    assert queries.visit(seen.pk).state == "scheduled"


def test_a_visit_that_does_not_exist_is_not_found() -> None:
    assert browser(nora()).get("/office/inspections/999/").status_code == 404


def test_going_back_never_leaves_the_office() -> None:
    seen = visit()
    answer = browser(sue()).post(
        f"/office/inspections/{seen.pk}/inspector/", {"inspector": "", "back": "//evil.example/"}
    )
    assert answer["Location"] == f"/office/inspections/{seen.pk}/"
