"""The office's record page: everything on one sheet."""

from __future__ import annotations

import pytest

from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records import actions as records
from transom.reviews import actions as reviews
from transom.reviews.rules import Remark
from transom.workflow.queries import type_of

pytestmark = pytest.mark.usefixtures("city")
AT = given.on(given.MONDAY)


def page(record, user, status=200, query=""):
    answer = given.browser(user).get(f"/office/records/{record.number}/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_one_page_shows_answers_people_fees_reviews_files_and_what_happened():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.submitted(maria)
    cases.decide(record, "zoning", "corrections", by=desk)
    html = page(record, desk)
    for words in (
        "F26-00001",
        "Fence Residential",
        "Corrections needed",
        "Waits for the applicant",
        "Wood",
        "Maria Gomez",
        "maria@example.com",
        "Application fee",
        "$25.00",
        "Show the setback from the sidewalk.",
        "plat.pdf",
        "Status changed from In review to Corrections needed",
        "Waiting to be sent",
    ):
        assert words in html, words


def test_what_is_missing_grays_the_button_and_is_said_beside_it():
    maria, desk = cases.person(), given.clerk("supervisor")
    html = page(cases.approved(maria, team=desk), desk)
    assert "Pay the fees due." in html
    assert 'aria-describedby="why-issue" disabled>Issue</button>' in html
    assert "<strong>Issue</strong> is not possible yet" in html


def test_a_clerk_sees_only_the_buttons_of_their_role():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.approved(maria, team=desk)
    html = page(record, given.clerk("inspector", username="ina"))
    assert ">Issue</button>" not in html
    assert "Withdraw…" not in html
    assert "Place a hold" in html


def test_notes_and_holds_stand_on_the_sheet():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.submitted(maria)
    records.add_note(record, "Called on Friday.", by=desk, at=AT)
    records.place_hold(record, "stop", "Unpaid water bill.", ask="Revenue", by=desk, at=AT)
    records.add_condition(record, "Keep the gate clear.", due_on=None, by=desk, at=AT)
    html = page(record, desk)
    assert "Called on Friday." in html
    assert "Stop hold" in html
    assert "Unpaid water bill. Ask Revenue." in html
    assert "Keep the gate clear." in html


def test_the_queue_one_came_from_leads_to_the_next_and_the_previous_record():
    maria, desk = cases.person(), given.clerk("supervisor")
    first, second, third = (cases.submitted(maria, place=cases.parcel(str(n))) for n in range(3))
    html = page(second, desk, query="?queue=new")
    assert f'href="/office/records/{first.number}/?queue=new" rel="prev"' in html
    assert f'href="/office/records/{third.number}/?queue=new" rel="next"' in html


def test_an_imported_record_has_a_page_without_buttons():
    desk = given.clerk("supervisor")
    record = cases.submitted(cases.person())
    type(record).objects.filter(pk=record.pk).update(bundle="")
    assert "Return for corrections" not in page(record, desk)


def test_the_search_box_of_every_page_leads_to_the_search():
    answer = given.browser(given.clerk("intake")).get("/office/records/?q=1244 Lake")
    assert (answer.status_code, answer["Location"]) == (302, "/office/search/?q=1244+Lake")


def test_the_page_asks_as_many_queries_however_much_stands_on_the_record(django_assert_max_num_queries):
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.submitted(maria)
    client = given.browser(desk)
    client.get(f"/office/records/{record.number}/")
    with django_assert_max_num_queries(14) as few:
        client.get(f"/office/records/{record.number}/")
    for place in range(12):
        records.add_note(record, f"Note {place}", by=desk, at=AT)
        records.add_condition(record, f"Condition {place}", due_on=None, by=desk, at=AT)
        reviews.comment(cases.review(record), Remark(f"Comment {place}"), by=desk, at=AT)
        cases.hand_in(record, "plat", type_of(record), by=maria, on=given.MONDAY)
    with django_assert_max_num_queries(len(few)):
        client.get(f"/office/records/{record.number}/")
