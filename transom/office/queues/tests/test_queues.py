"""My work and the queues."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from transom.office.queues import menu
from transom.office.records.tests import given
from transom.office.records.tests.given import cases

pytestmark = pytest.mark.usefixtures("city")


def many(count, maria):
    """So many applications in review, the oldest first."""
    first = cases.submitted(maria)
    return [first, *given.copies(first, count - 1)]


def test_my_work_counts_every_queue_and_shows_what_is_due_first():
    maria, desk = cases.person(), given.clerk("supervisor")
    many(2, maria)
    cases.approved(maria, team=desk, place=cases.parcel("x", "9 Oak Ave"))
    html = given.browser(desk).get("/office/").content.decode()
    assert 'New applications <span class="t-count">2</span>' in html
    assert 'Reviews due <span class="t-count">2</span>' in html
    assert 'Ready to issue <span class="t-count">1</span>' in html
    assert "0 overdue, 0 given to you." in html
    assert "9 Oak Ave" not in html, "it still owes $70.00: it waits for the applicant"


def test_my_work_shows_what_is_approved_and_paid():
    maria, desk = cases.person(), given.clerk("supervisor")
    masonry = cases.FENCE | {"material": "masonry", "footing": 42, "who": "contractor"}
    place = cases.parcel("x", "9 Oak Ave")
    cases.pay(cases.approved(maria, team=desk, said=masonry, firm=cases.fence_builder(), place=place), by=desk)
    assert "9 Oak Ave" in given.browser(desk).get("/office/").content.decode()


def test_an_inspector_sees_inspections_and_no_reviews():
    html = given.browser(given.clerk("inspector")).get("/office/").content.decode()
    assert "Inspections to do" in html
    assert "Reviews due" not in html


def test_a_reviewer_counts_the_reviews_of_their_team():
    many(1, cases.person())
    zoning = given.clerk("reviewer", username="zoe", team="zoning")
    building = given.clerk("reviewer", username="bob", team="building")
    assert 'Reviews due <span class="t-count">1</span>' in given.browser(zoning).get("/office/").content.decode()
    assert 'Reviews due <span class="t-count">0</span>' in given.browser(building).get("/office/").content.decode()


def test_a_queue_shows_the_longest_waiting_first_and_is_narrowed_by_type():
    first, second = many(2, cases.person())
    client = given.browser(given.clerk("intake"))
    html = client.get("/office/queues/new/").content.decode()
    assert html.index(first.number) < html.index(second.number)
    assert f"/office/records/{first.number}/?queue=new" in html
    none = client.get("/office/queues/new/?type=roofing-work-only").content.decode()
    assert "Nothing here fits these filters." in none
    assert first.number in client.get("/office/queues/new/?type=nonsense&kind=%00").content.decode()


def test_an_empty_queue_says_so():
    html = given.browser(given.clerk("intake")).get("/office/queues/corrections/").content.decode()
    assert "Nobody has corrections to make." in html


def test_pages_of_a_queue_follow_by_key_and_keep_the_filters():
    records = many(27, cases.person())
    client = given.browser(given.clerk("intake"))
    html = client.get("/office/queues/new/?kind=permit").content.decode()
    assert records[24].number in html
    assert records[25].number not in html
    later = html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert later.startswith("?kind=permit&at=")
    assert records[26].number in client.get(f"/office/queues/new/{later}").content.decode()


@pytest.mark.parametrize("address", ["/office/", "/office/queues/new/", "/office/reviews/"])
def test_a_list_asks_as_many_queries_for_ten_records_as_for_three_hundred(address, django_assert_max_num_queries):
    client = given.browser(given.clerk("supervisor"))
    first, *_ = many(10, cases.person())
    client.get(address)
    with django_assert_max_num_queries(6) as few:
        client.get(address)
    given.copies(first, 290)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_menu_holds_what_the_role_includes():
    request = RequestFactory().get("/office/")
    request.user = given.clerk("cashier")
    assert [link.label for section in menu.build(request) for link in section.links] == [
        "My work",
        "New applications",
        "Ready to issue",
        "Corrections waiting",
        "Find a record",
        "Cashier",
        "Messages",
        "Rules",
    ]
    request.user = cases.person()
    assert menu.build(request) == ()
