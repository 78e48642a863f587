"""What the tabs of a record show, and to whom."""

from __future__ import annotations

import pytest

from transom.inspections import actions as inspections
from transom.kernel import clock, queue
from transom.portal.records.faces import Face
from transom.portal.records.tests.conftest import browser_of
from transom.records import actions
from transom.records.models import Record
from transom.records.rights import Right
from transom.records.tests import given
from transom.records.tests.given import words
from transom.reviews import actions as reviews
from transom.reviews.models import Review
from transom.reviews.rules import Remark
from transom.rulebook.queries import record_type

pytestmark = pytest.mark.django_db

TABS = ["", "site/", "contacts/", "fees/", "reviews/", "inspections/", "attachments/", "conditions/", "chronology/"]
SECRETS = [
    "maria@example.com",
    "ann@example.com",
    "office@foxvalley.example",
    "630-555-0111",
    "Ann Owner",
    "plat.pdf",
    "homeowners association",
    "Raise the sheet",
]


@pytest.fixture
def returned(fence):
    """The zoning reviewer asks for a correction."""
    reviewer = given.staff("reviewer", username="rita")
    review = Review.objects.get(record=fence)
    remark = Remark("Raise the sheet number.", sheet="A1", code_section="49-105", must_fix=True)
    reviews.decide(review, "corrections", remarks=[remark], by=reviewer, at=clock.now())
    queue.run_waiting()
    fence.refresh_from_db()
    return fence


def test_the_applicant_sees_where_it_stands_and_what_it_still_needs(browser, fence):
    page = words(browser.get("/records/F26-00001/"))
    assert "Fence F26-00001 In review" in page
    assert "Waiting for the city" in page
    assert "What is still needed Pay the fees due." in page
    assert "The contractor's registration is not active." in page
    assert "Total cost of the fence $4,200.00" in page
    assert "Fees due $25.00" in page


def test_an_approved_record_that_only_staff_can_move_does_not_tell_the_applicant_to_act():
    approved = Face(
        "F26-1", "permit", "Fence", "", "", "Approved", "wait", frozenset({Right.RESPOND}), True, "applicant"
    )
    assert approved.waits == "Waiting for the city"
    assert Face(*["", "", "", "", "", "", ""], frozenset(), True, "applicant").waits == "Waiting for the applicant"


def test_an_issued_record_leads_to_its_inspections(browser, fence):
    Record.objects.filter(pk=fence.pk).update(status="issued", status_label="Issued", issued_on=clock.today())
    assert "Schedule inspections" in words(browser.get("/records/F26-00001/"))


def test_the_fees_due_are_a_button_that_posts_to_the_cart(browser, fence):
    html = browser.get("/records/F26-00001/").content.decode()
    assert '<form class="t-inline" action="/cart/items/F26-00001/" method="post">' in html
    answer = browser.post("/cart/items/F26-00001/")
    assert answer["Location"] == "/cart/"


def test_every_tab_is_marked_as_the_current_page(browser, fence):
    for tab in TABS:
        html = browser.get(f"/records/F26-00001/{tab}").content.decode()
        assert f'<a href="/records/F26-00001/{tab}" aria-current="page">' in html
        assert html.count("<h1") == 1


def test_fees_show_how_they_were_worked_out(browser, fence):
    page = words(browser.get("/records/F26-00001/fees/"))
    assert "Application fee sample fee Due $25.00 How this was worked out" in page
    assert "Pay $25.00" in page


def test_contacts_show_how_to_reach_people_only_to_parties(browser, fence):
    page = words(browser.get("/records/F26-00001/contacts/"))
    assert "Owner Ann Owner ann@example.com" in page
    page = words(browser_of(None).get("/records/F26-00001/contacts/"))
    assert "Applicant Maria Gomez" in page
    assert "Contractor Fox Valley Fence Co." in page


def test_more_info_shows_what_the_reviewer_said(browser, returned):
    page = words(browser.get("/records/F26-00001/reviews/"))
    assert "Zoning Corrections needed" in page
    assert "More Info Raise the sheet number. Must be corrected" in page
    assert "sheet A1 · 49-105" in page


def test_the_page_leads_to_where_corrections_are_answered_and_handed_in_again(browser, returned):
    page = browser.get("/records/F26-00001/")
    assert ">Resubmit<" not in page.content.decode()
    assert 'href="/reviews/F26-00001/">Answer the corrections</a>' in page.content.decode()
    answer = browser.post("/records/F26-00001/moves/", {"event": "resubmit"}, follow=True)
    assert "F26-00001 is now “In review”" in words(answer)


def test_a_move_that_is_not_for_the_applicant_is_refused(browser, fence):
    for event in ("issue", "nonsense", ""):
        answer = browser.post("/records/F26-00001/moves/", {"event": event}, follow=True)
        assert "usa-alert--warning" in answer.content.decode()
    fence.refresh_from_db()
    assert fence.status == "in_review"


def test_only_the_applicant_may_withdraw(fence, browser):
    company = browser_of(given.login_of(fence.firm))
    assert company.post("/records/F26-00001/moves/", {"event": "withdraw"}).status_code == 404
    assert "Withdraw" not in words(company.get("/records/F26-00001/"))
    assert "Withdraw this application" in words(browser.get("/records/F26-00001/"))
    answer = browser.post("/records/F26-00001/moves/", {"event": "withdraw", "why": "Sold"}, follow=True)
    assert "is now “Withdrawn”" in words(answer)


def test_inspections_stand_with_a_way_to_schedule_them(browser, fence):
    assert "No inspection is needed yet" in words(browser.get("/records/F26-00001/inspections/"))
    rt = record_type(fence.bundle)
    inspections.list_required(fence, rt.inspections({}), by=given.staff(), at=clock.now())
    html = browser.get("/records/F26-00001/inspections/").content.decode()
    assert "Final" in html
    assert 'href="/inspections/F26-00001/final/"' in html


def test_conditions_and_holds_are_told(browser, fence):
    clerk = given.staff()
    actions.add_condition(fence, "Keep the gate open", due_on=None, by=clerk, at=clock.now())
    actions.place_hold(fence, "stop", "Unpaid water bill.", ask="Revenue", by=clerk, at=clock.now())
    page = words(browser.get("/records/F26-00001/conditions/"))
    assert "Keep the gate open" in page
    assert "Stop Unpaid water bill. Ask: Revenue" in page
    queue.run_waiting()
    public = words(browser_of(None).get("/records/F26-00001/conditions/"))
    assert "Keep the gate open" in public
    assert "water bill" not in public


def test_the_chronology_tells_what_happened_but_not_what_staff_note(browser, fence):
    actions.add_note(fence, "Neighbor called", by=given.staff(), at=clock.now())
    page = words(browser.get("/records/F26-00001/chronology/"))
    assert "Application submitted" in page
    assert "Internal note" not in page
    assert "Neighbor" not in page


def test_strangers_and_followers_see_the_public_face_and_nothing_private(returned):
    follower = given.person("sam")
    actions.link("permit", "F26-00001", by=follower, at=clock.now())
    for browser in (browser_of(None), browser_of(given.person("pat")), browser_of(follower)):
        everything = ""
        for tab in TABS:
            answer = browser.get(f"/records/F26-00001/{tab}")
            assert answer.status_code == 200
            everything += words(answer)
        assert "Corrections needed" in everything
        assert "1244 N Lake St" in everything
        assert "Fox Valley Fence Co." in everything
        for secret in SECRETS:
            assert secret not in everything, secret


def test_a_follower_can_pay_but_not_upload_or_schedule(fence):
    follower = given.person("sam")
    actions.link("permit", "F26-00001", by=follower, at=clock.now())
    browser = browser_of(follower)
    assert "Pay $25.00" in words(browser.get("/records/F26-00001/fees/"))
    assert browser.post("/records/F26-00001/attachments/", {"files": given.upload()}).status_code == 404
    assert browser.get("/inspections/F26-00001/final/").status_code == 404


@pytest.mark.parametrize("role", ["intake", "reviewer", "inspector", "cashier", "supervisor", "administrator"])
def test_staff_see_here_what_everyone_sees_and_act_only_in_the_office(fence, role):
    browser = browser_of(given.staff(role))
    assert "ann@example.com" not in words(browser.get("/records/F26-00001/contacts/"))
    assert "Open F26-00001 in the office" in words(browser.get("/records/F26-00001/"))
    assert browser.post("/records/F26-00001/attachments/", {"files": given.upload()}).status_code == 404
    assert browser.post("/records/F26-00001/moves/", {"event": "withdraw"}).status_code == 404


def test_a_number_that_does_not_exist_is_not_found_by_anyone(browser, fence):
    for client in (browser, browser_of(None), browser_of(given.staff())):
        for tab in TABS:
            assert client.get(f"/records/F26-99999/{tab}").status_code == 404


def test_drafts_have_no_page(maria, browser):
    one = given.draft(maria)
    for number in ("None", str(one.pk), f"Draft {one.pk}"):
        assert browser.get(f"/records/{number}/").status_code == 404


def test_a_record_page_asks_a_fixed_number_of_queries(browser, returned, django_assert_max_num_queries):
    for tab in TABS:
        browser.get(f"/records/F26-00001/{tab}")
        with django_assert_max_num_queries(12):
            browser.get(f"/records/F26-00001/{tab}")
