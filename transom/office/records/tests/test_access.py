"""Who may open and press what: every address of the office's case work, for each kind of person."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records import actions as records

pytestmark = pytest.mark.usefixtures("city")
AT = given.on(given.MONDAY)
STAFF = ("intake", "reviewer", "inspector", "cashier", "supervisor")
EVERYBODY = frozenset(STAFF)

# Address, method, and the roles that pass; the others of the staff are told that it is not theirs.
ADDRESSES = [
    ("/office/", "get", EVERYBODY),
    ("/office/queues/new/", "get", EVERYBODY),
    ("/office/queues/ready/", "get", EVERYBODY),
    ("/office/queues/corrections/", "get", EVERYBODY),
    ("/office/records/", "get", EVERYBODY),
    ("/office/records/{number}/", "get", EVERYBODY),
    ("/office/records/{number}/files/{file}/", "get", EVERYBODY),
    ("/office/records/{number}/notes/", "get", EVERYBODY),
    ("/office/records/{number}/notes/", "post", EVERYBODY),
    ("/office/records/{number}/files/", "get", EVERYBODY - {"cashier"}),
    ("/office/records/{number}/files/", "post", EVERYBODY - {"cashier"}),
    ("/office/records/{number}/holds/", "get", {"reviewer", "inspector", "supervisor"}),
    ("/office/records/{number}/holds/", "post", {"reviewer", "inspector", "supervisor"}),
    ("/office/records/{number}/holds/{hold}/lift/", "post", {"reviewer", "inspector", "supervisor"}),
    ("/office/records/{number}/conditions/", "get", {"intake", "reviewer", "supervisor"}),
    ("/office/records/{number}/conditions/", "post", {"intake", "reviewer", "supervisor"}),
    ("/office/records/{number}/conditions/{condition}/clear/", "post", {"intake", "reviewer", "supervisor"}),
    ("/office/records/{number}/answers/work/", "get", {"intake", "supervisor"}),
    ("/office/records/{number}/answers/work/", "post", {"intake", "supervisor"}),
    ("/office/records/{number}/moves/return/", "get", {"intake", "reviewer", "supervisor"}),
    ("/office/records/{number}/moves/return/", "post", {"intake", "reviewer", "supervisor"}),
    ("/office/records/{number}/moves/issue/", "post", {"intake", "supervisor"}),
    ("/office/reviews/", "get", {"intake", "reviewer", "supervisor"}),
    ("/office/reviews/{review}/", "get", {"intake", "reviewer", "supervisor"}),
    ("/office/reviews/{review}/", "post", {"reviewer", "supervisor"}),
    ("/office/reviews/{review}/assignee/", "post", {"intake", "reviewer", "supervisor"}),
]


@pytest.fixture
def addresses():
    """A record in review with something of everything on it, and how its addresses are filled in."""
    maria = cases.person()
    record = cases.submitted(maria)
    hold = records.place_hold(record, "note", "Ask about the dog.", ask="", by=maria, at=AT)
    condition = records.add_condition(record, "Keep the gate clear.", due_on=None, by=maria, at=AT)
    return {
        "number": record.number,
        "file": record.attachments.get().pk,
        "hold": hold.pk,
        "condition": condition.pk,
        "review": cases.review(record).pk,
    }


@pytest.mark.parametrize("role", STAFF)
def test_each_role_reaches_what_it_includes_and_is_told_about_the_rest(addresses, role):
    client = given.browser(given.clerk(role, username=role))
    for address, method, allowed in ADDRESSES:
        status = getattr(client, method)(address.format(**addresses)).status_code
        if role in allowed:
            assert status in (200, 302, 422), f"{method} {address}"
        else:
            assert status == 403, f"{method} {address}"


def test_a_stranger_is_asked_to_sign_in_and_brought_back(addresses):
    for address, method, _ in ADDRESSES:
        url = address.format(**addresses)
        answer = getattr(given.browser(), method)(url)
        back = url if method == "get" else "/office/"
        assert answer.status_code == 302
        assert answer["Location"] == f"/office/sign-in/?{urlencode({'next': back})}"


def test_applicants_and_companies_find_nothing_here(addresses):
    applicant, company = cases.person("otto"), cases.person("foxy", kind="firm", firm=cases.contractor())
    for user in (applicant, company):
        client = given.browser(user)
        for address, method, _ in ADDRESSES:
            assert getattr(client, method)(address.format(**addresses)).status_code == 404, f"{method} {address}"


NOT_THERE = (
    "/office/records/F26-99999/",
    "/office/queues/nonsense/",
    "/office/reviews/999999/",
    "/office/records/{number}/files/999999/",
    "/office/records/{number}/answers/nonsense/",
    "/office/records/{number}/moves/nonsense/",
)


def test_what_is_not_there_is_not_found(addresses):
    desk = given.browser(given.clerk("supervisor"))
    for url in NOT_THERE:
        assert desk.get(url.format(**addresses)).status_code == 404, url


def test_nothing_happens_on_get(addresses):
    desk = given.browser(given.clerk("supervisor"))
    for act in ("holds/{hold}/lift", "conditions/{condition}/clear"):
        assert desk.get(f"/office/records/{{number}}/{act}/".format(**addresses)).status_code == 405
    assert desk.get("/office/reviews/{review}/assignee/".format(**addresses)).status_code == 405


def test_a_form_without_its_token_is_refused(addresses):
    client = given.Client(enforce_csrf_checks=True)
    client.force_login(given.clerk("supervisor"))
    assert client.post("/office/records/{number}/notes/".format(**addresses), {"text": "x"}).status_code == 403
