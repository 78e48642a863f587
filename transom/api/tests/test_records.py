"""Programs read public records as JSON."""

import json

import pytest
from django.test import Client

from transom.search.tests.given import a_small_city, public

pytestmark = [pytest.mark.django_db, pytest.mark.urls("transom.api.tests.addresses")]


@pytest.fixture(autouse=True)
def _city(settings):
    settings.SITE_URL = "https://permits.example.gov"
    a_small_city()


def get(address: str, **headers: str):
    return Client(headers=headers).get(f"/api/{address}")


def test_one_record_is_everything_public_about_it():
    public(
        "B-1",
        applicant="Ada Lovelace",
        valuation_cents=120050,
        page={
            "info": [["Work", [["Material", "Wood"]]]], "site": [["Zone", "R-2"]], "fees": {"due_cents": 2500},
            "contacts": [{"role": "Applicant", "name": "Ada Lovelace"}], "reviews": [], "inspections": [],
            "conditions": [], "chronology": [],
        },
    )  # fmt: skip
    said = get("records/B-1.json").json()
    assert said["number"] == "B-1"
    assert said["valuation"] == "1200.50"
    assert said["fees_due"] == "25.00"
    assert said["info"] == [{"title": "Work", "answers": [{"label": "Material", "value": "Wood"}]}]
    assert said["page"] == "https://permits.example.gov/records/B-1/"
    assert said["applied_on"] == "2026-01-15"


def test_a_record_that_did_not_change_is_not_sent_again():
    first = get("records/F26-00012.json")
    assert get("records/F26-00012.json", if_none_match=first["ETag"]).status_code == 304


def test_a_number_that_nobody_has_is_a_problem_document():
    answer = get("records/X-1.json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content) == {
        "type": "about:blank", "title": "Not Found", "status": 404,
        "detail": "There is no public record with the number 'X-1'.",
    }  # fmt: skip


def test_records_are_found_as_on_the_search_page():
    said = get("records.json?q=44+east+downer").json()
    assert [row["number"] for row in said["records"]] == ["F26-00012", "R25-00044"]
    assert (said["found_by"], said["count"], said["more_than_counted"]) == ("address", 2, False)
    assert [row["number"] for row in get("records.json?kind=license").json()["records"]] == ["L24-00007"]


def test_pages_are_followed_by_their_addresses():
    seen, address = [], "/api/records.json?limit=3"
    while address:
        said = Client().get(address.removeprefix("https://permits.example.gov")).json()
        seen += [row["number"] for row in said["records"]]
        address = said["next"]
    assert len(seen) == len(set(seen)) == 8
    assert said["previous"] is not None


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("limit=9999999999999", "limit"),
        ("from=soon", "from"),
    ],
)
def test_a_wrong_parameter_is_named(query, parameter):
    answer = get(f"records.json?{query}")
    assert answer.status_code == 400
    assert [error["parameter"] for error in json.loads(answer.content)["errors"]] == [parameter]


def test_it_can_be_read_from_any_site_and_not_written():
    answer = Client().post("/api/records.json", {})
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert get("records.json")["Access-Control-Allow-Origin"] == "*"


def test_any_other_address_is_a_problem_document_too():
    answer = get("nothing/here")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_it_takes_two_queries_whatever_is_behind_it(django_assert_max_num_queries):
    for n in range(40):
        public(f"P26-{n:05}", "9 Elm Street")
    get("records.json")
    with django_assert_max_num_queries(6):  # two of them read; the rest set and reset the public's role
        get("records.json")
