"""Staff find any record, and nobody else gets to this page."""

import pytest
from django.test import Client

from transom.records.tests.given import city, firm, login_of, person, staff, words
from transom.search.tests.given import a_small_city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(settings):
    city(settings)
    a_small_city()


def browser(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("role", ["intake", "reviewer", "inspector", "cashier", "supervisor"])
def test_every_member_of_staff_finds_records(role):
    answer = browser(staff(role)).get("/office/search/?q=downer")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "3 records with “downer”" in words(answer)
    assert 'href="/office/records/F26-00012/"' in page


@pytest.mark.parametrize("typed", ["F26-00012", "f26 00012"])
def test_a_whole_number_opens_its_record(typed):
    answer = browser(staff()).get("/office/search/", {"q": typed})
    assert (answer.status_code, answer["Location"]) == (302, "/office/records/F26-00012/")


def test_the_beginning_of_a_number_lists_what_begins_so():
    answer = browser(staff()).get("/office/search/", {"q": "F26-000"})
    assert answer.status_code == 200
    assert "2 records whose number begins with “F26-000”." in words(answer)


def test_nothing_found_is_said():
    assert "No records found." in words(browser(staff()).get("/office/search/?q=qqqq+zzzz"))


def test_a_wrong_day_is_told_at_its_field():
    answer = browser(staff()).get("/office/search/?from=soon")
    assert answer.status_code == 422
    assert 'href="#id_from"' in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "applicant", "firm"])
def test_nobody_else_gets_here(who):
    user = {"stranger": lambda: None, "applicant": person, "firm": lambda: login_of(firm())}[who]()
    answer = browser(user).get("/office/search/?q=downer")
    assert answer.status_code in (302, 403, 404)
    assert "F26-00012" not in answer.content.decode()
