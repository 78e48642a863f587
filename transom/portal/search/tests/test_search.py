"""Anyone finds a record without an account."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from transom.records.tests.given import city, person, words
from transom.search.tests.given import a_small_city, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(settings):
    city(settings)
    a_small_city()


def search(query: str = "", client: Client | None = None):
    return (client or Client()).get(f"/search/{query}")


@pytest.mark.parametrize(
    ("query", "heading"),
    [("", "Search permits"), ("?kind=license", "Search licenses"), ("?kind=project", "Search projects")],
)
def test_the_page_says_what_is_searched(query, heading):
    answer = search(query)
    assert answer.status_code == 200
    assert f'<h1 class="t-title">{heading}</h1>' in answer.content.decode()


def test_a_record_is_found_and_its_page_is_one_click_away():
    answer = search("?q=44+east+downer")
    page = words(answer)
    assert "2 records at an address that begins with “44 east downer”." in page
    assert 'href="/records/F26-00012/"' in answer.content.decode()
    assert "Smith & Sons Roofing, LLC" in page


def test_a_misspelled_name_is_understood_and_said_so():
    page = words(search("?q=lovelase"))
    assert "Nothing is spelled like “lovelase”. These are close: lovelace." in page
    assert "F26-00013" in page


def test_nothing_found_tells_how_to_search_and_whom_to_ask():
    answer = search("?q=qqqq+zzzz&kind=license")
    page = words(answer)
    assert "No licenses found." in page
    assert "Search without the filters" in page
    assert "Or ask us" in page
    assert 'href="?q=qqqq%20zzzz"' in answer.content.decode()


def test_a_figure_can_be_read_another_way():
    page = search("?q=2023").content.decode()
    assert "Look instead for" in page
    assert 'href="?q=2023&amp;by=address"' in page


def test_filters_stay_as_they_were_chosen_and_travel_with_the_pages():
    for n in range(30):
        public(f"P26-{n:05}", "9 Elm Street")
    page = search("?q=elm&type=fence-residential&status=open&from=2026-01-01").content.decode()
    assert '<option value="fence-residential" selected>' in page
    assert '<option value="open" selected>' in page
    assert 'value="2026-01-01"' in page
    assert "<details" in page
    assert 'href="?q=elm&amp;type=fence-residential&amp;status=open&amp;from=2026-01-01&amp;after=' in page


def test_a_day_that_is_none_is_told_at_its_field_and_kept():
    answer = search("?q=elm&from=soon")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_from"' in page
    assert "Enter a day as year-month-day" in page
    assert 'value="soon"' in page


def test_an_end_before_the_beginning_is_told():
    assert "The last day is before the first." in words(search("?from=2026-02-01&to=2026-01-01"))


def test_what_is_typed_is_shown_as_text_and_never_as_markup():
    page = search("?q=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    "query", ["?q=%00", "?after=%00", "?after=oW10", "?by=nothing", "?kind=x&type=%00&status=%27", "?q=%ff"]
)
def test_odd_addresses_are_no_error(query):
    assert search(query).status_code == 200


def test_the_page_is_read_only():
    assert Client().post("/search/", {"q": "x"}).status_code == 405


def test_somebody_signed_in_searches_alike():
    client = Client()
    client.force_login(person(), "django.contrib.auth.backends.ModelBackend")
    assert "2 records at an address" in words(search("?q=44+east+downer", client))


@pytest.mark.parametrize(
    "query", ["", "?q=f26", "?q=44+e+downer", "?q=downer", "?q=lovelase", "?q=nobody+at+all", "?q=44+e+downner"]
)
@pytest.mark.parametrize("many", [10, 300])
def test_a_search_asks_at_most_four_questions_however_many_there_are(query, many):
    for n in range(many):
        public(f"F26-1{n:04}", "44 E Downer Pl", applicant="Ada Lovelace")
    search(query)
    with CaptureQueriesContext(connection) as caught:
        search(query)
    asked = [each["sql"] for each in caught if each["sql"].startswith(("SELECT", "("))]
    assert len(asked) <= 4, asked
