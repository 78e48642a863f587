"""Somebody without an account asks what a permit costs, and sees every line explained."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from transom.records import queries
from transom.records.tests.given import person
from transom.ui.tests.markup import problems

FENCE = "/estimate/fence-residential/"
SECTION = "sections.0.yard=side&sections.0.length=160&sections.0.height=5"


@pytest.fixture
def page(city, client: Client):
    def get(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, answer.content[:300]
        text = answer.content.decode()
        assert problems(text) == []
        return text

    return get


def test_it_begins_with_the_permit_type_and_the_valuation(page):
    text = page("/estimate/")
    assert "<h1" in text
    assert "Fees Estimator" in text
    assert '<option value="fence-residential">Fence Residential</option>' in text
    assert 'name="valuation"' in text


def test_the_valuation_becomes_the_answer_to_the_question_that_asks_for_it(city, client):
    answer = client.get("/estimate/", {"type": "fence-residential", "valuation": "4,200"})
    assert answer.status_code == 302
    assert answer["Location"] == FENCE + "?cost=4%2C200"


def test_no_type_and_a_valuation_that_is_no_money_are_told_at_their_places(page):
    text = page("/estimate/?type=&valuation=lots", 422)
    assert "Choose what you want to do." in text
    assert "The valuation must be an amount of money, such as 12,500." in text
    assert 'value="lots"' in text, "what was typed is kept"


def test_what_is_not_known_yet_is_listed_and_never_counted_as_nothing(page):
    text = page(FENCE)
    assert "Application fee, not refundable" in text
    assert "still needed: “Fence sections”" in text
    assert "Known so far" in text
    assert "Altogether" not in text


def test_the_whole_price_stands_with_its_arithmetic_and_its_ordinance(page):
    text = page(f"{FENCE}?cost=4200&{SECTION}")
    assert "$80.00" in text
    assert "Altogether" in text
    assert "160 ft of fence, 100 included: $45.00 + 2 × $5.00 per 50 or fraction = $55.00" in text
    assert "Aurora, since 1 Oct 2010; amount made up" in text


def test_a_wrong_answer_is_told_at_its_box_and_loses_nothing(page):
    text = page(f"{FENCE}?cost=4200&sections.0.yard=side&sections.0.length=long&sections.0.height=5", 422)
    assert "“Length” must be a number, such as 12 or 12.5." in text
    assert 'value="long"' in text
    assert 'value="4200"' in text
    assert "left out of this estimate" in text


def test_one_more_row_is_added_where_it_was_asked_for(page):
    text = page(f"{FENCE}?{SECTION}&more=sections")
    assert 'name="sections.1.length"' in text
    assert 'name="sections.2.length"' not in text


def test_the_address_can_be_passed_on_and_the_application_starts_with_the_answers(page):
    text = page(f"{FENCE}?cost=4200&{SECTION}&more=sections")
    assert "http://testserver/estimate/fence-residential/?cost=4200&amp;sections.0.yard=side" in text
    assert 'href="/apply/new/fence-residential/?cost=4200&amp;sections.0.yard=side' in text
    assert not re.search(r"<a [^>]*more=sections", text)


def test_fees_that_may_never_come_are_named_apart(page):
    text = page(FENCE)
    assert "Reinspection, from the second failure: $40.00" in text


@pytest.mark.parametrize("address", ["/estimate/no-such-type/", "/estimate/Fence/"])
def test_a_type_that_does_not_exist_is_not_found(page, address):
    page(address, 404)


def test_an_address_longer_than_any_form_of_ours_starts_anew(city, client):
    answer = client.get(FENCE, {"cost": "9" * 5000})
    assert answer.status_code == 302
    assert answer["Location"] == FENCE


@pytest.mark.parametrize(
    "query",
    ["parcel.historic=maybe", "sections.999.length=5", "sections..length=1", "cost=%00", "more=nothing", "%F0=1"],
)
def test_a_strange_address_is_no_error(city, client, query):
    assert client.get(f"{FENCE}?{query}").status_code in (200, 422)


def test_it_asks_the_database_nothing_but_what_is_in_force(city, client, django_assert_max_num_queries):
    client.get(FENCE)
    with django_assert_max_num_queries(2):
        client.get(f"{FENCE}?cost=4200&{SECTION}")


def test_an_application_begins_with_the_answers_of_the_estimate(city, client):
    pat = person("pat")
    client.force_login(pat)
    address = f"/apply/new/fence-residential/?cost=4,200&material=wood&{SECTION}"
    assert "starts with the answers of your estimate" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    draft = queries.drafts(pat)[0]
    assert draft.answers["cost"] == "4200"
    assert draft.answers["material"] == "wood"
    assert draft.answers["sections"] == [{"yard": "side", "length": "160", "height": "5"}]


def test_an_address_cannot_pick_a_property_or_answer_what_only_staff_answer(city, client):
    pat = person("pat")
    client.force_login(pat)
    client.post("/apply/new/fence-residential/?parcel.key=1&parcel=1&star=yes&nonsense=1")
    draft = queries.drafts(pat)[0]
    assert draft.parcel is None
    assert not {"parcel", "star", "nonsense"} & set(draft.answers)


def test_signing_in_first_leads_back_to_the_answers(city, client):
    address = f"/apply/new/fence-residential/?cost=4200&{SECTION}"
    answer = client.post(address)
    assert answer.status_code == 302
    assert "cost%3D4200" in answer["Location"]
