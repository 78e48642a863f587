"""The review desk."""

from __future__ import annotations

from datetime import date

import pytest

from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records.models import Record
from transom.reviews.models import Comment, Review

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def rita():
    return given.clerk("reviewer", username="rita", team="zoning")


def posted(decision, *rows, **more):
    said = {"rows": str(max(len(rows), 3)), "decision": decision} | more
    for place, (text, must) in enumerate(rows):
        said[f"text-{place}"] = text
        if must:
            said[f"must-{place}"] = "yes"
    return said


def test_the_desk_shows_the_answers_the_files_and_the_other_teams(rita):
    record = cases.submitted(cases.person(), place=cases.parcel(flags={"easement": True}))
    html = given.browser(rita).get(f"/office/reviews/{cases.review(record).pk}/").content.decode()
    for words in ("Zoning review", record.number, "Wood", "plat.pdf", "Other teams", "Engineering", "Mon, Mar 9, 2026"):
        assert words in html, words


def test_approving_moves_the_record_and_leads_on_to_the_next_review(rita):
    maria = cases.person()
    first, second = (cases.submitted(maria, place=cases.parcel(str(n))) for n in range(2))
    client = given.browser(rita)
    answer = client.post(f"/office/reviews/{cases.review(first).pk}/", posted("approved"), follow=True)
    assert answer.redirect_chain[0][0] == f"/office/reviews/{cases.review(second).pk}/"
    assert f"{first.number}, Zoning: approved." in answer.content.decode()
    assert Record.objects.get(pk=first.pk).status == "approved"
    last = client.post(f"/office/reviews/{cases.review(second).pk}/", posted("approved"))
    assert last["Location"] == "/office/reviews/"


def test_corrections_keep_each_comment_with_its_sheet_and_code(rita):
    record = cases.submitted(cases.person())
    said = posted("corrections", ("Show the setback.", True), ("", True), ("Call 811.", False))
    said |= {"sheet-0": "A1", "code-0": "17.04.080"}
    given.browser(rita).post(f"/office/reviews/{cases.review(record).pk}/", said)
    assert list(Comment.objects.order_by("pk").values_list("text", "sheet", "code_section", "must_fix")) == [
        ("Show the setback.", "A1", "17.04.080", True),
        ("Call 811.", "", "", False),
    ]
    assert Record.objects.get(pk=record.pk).status == "corrections"


def test_a_refused_decision_stands_at_its_field_and_keeps_what_was_typed(rita):
    record = cases.submitted(cases.person())
    url = f"/office/reviews/{cases.review(record).pk}/"
    client = given.browser(rita)
    answer = client.post(url, posted("corrections", ("", False), ("Nice drawing.", False)))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what must be corrected: add a comment that must be fixed." in html
    assert "Nice drawing." in html
    blank = client.post(url, posted("corrections", ("", True), ("  ", True), **{"sheet-1": "A2"}))
    assert 'href="#id_text-1"' in blank.content.decode()
    assert "Choose a decision" in client.post(url, posted("")).content.decode()
    assert not Comment.objects.exists()


def test_more_rows_keep_what_was_typed_and_decide_nothing(rita):
    record = cases.submitted(cases.person())
    answer = given.browser(rita).post(
        f"/office/reviews/{cases.review(record).pk}/", posted("approved", ("Show the setback.", True), more="yes")
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Show the setback." in html
    assert 'name="text-5"' in html
    assert cases.review(record).decision == "open"


def test_a_decided_review_shows_what_was_said_and_no_form(rita):
    record = cases.submitted(cases.person())
    review = cases.review(record)
    cases.decide(record, "zoning", "corrections", by=rita)
    client = given.browser(rita)
    html = client.get(f"/office/reviews/{review.pk}/").content.decode()
    assert "Show the setback from the sidewalk." in html
    assert "Record the decision" not in html
    again = client.post(f"/office/reviews/{review.pk}/", posted("approved"))
    assert "already decided: Corrections needed." in again.content.decode()


def test_cycles_stand_below_each_other_with_the_answers(rita):
    maria = cases.person()
    record = cases.submitted(maria)
    cases.decide(record, "zoning", "corrections", by=rita)
    cases.actions.fire(record, "resubmit", by=maria, at=given.on(given.MONDAY))
    html = given.browser(rita).get(f"/office/reviews/{cases.review(record).pk}/").content.decode()
    assert "cycle 2" in html
    assert "Cycle 1" in html
    assert "Show the setback from the sidewalk." in html


def test_the_worklist_marks_what_is_overdue_and_shows_it_alone(rita):
    maria = cases.person()
    late, fine = (cases.submitted(maria, place=cases.parcel(str(n))) for n in range(2))
    Review.objects.filter(record=late).update(due_on=date(2026, 2, 27))
    client = given.browser(rita)
    html = client.get("/office/reviews/").content.decode()
    assert html.index(late.number) < html.index(fine.number)
    assert html.count("Overdue</span>") == 1
    only = client.get("/office/reviews/?late=yes").content.decode()
    assert fine.number not in only
    assert "No review is open here." in client.get("/office/reviews/?whose=mine").content.decode()


def test_a_review_is_taken_given_and_given_back(rita):
    record = cases.submitted(cases.person())
    review = cases.review(record)
    url = f"/office/reviews/{review.pk}/assignee/"
    client = given.browser(rita)
    client.post(url, {"to": rita.pk})
    assert cases.review(record).assignee == rita
    client.post(url, {"to": ""})
    assert cases.review(record).assignee is None
    zoe = given.clerk("reviewer", username="zoe", team="zoning")
    assert client.post(url, {"to": zoe.pk}).status_code == 403
    boss = given.browser(given.clerk("supervisor", username="boss"))
    boss.post(url, {"to": zoe.pk})
    assert cases.review(record).assignee == zoe
    stranger = cases.person("otto")
    assert boss.post(url, {"to": stranger.pk}).status_code == 404
