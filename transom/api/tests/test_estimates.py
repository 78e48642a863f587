"""Programs ask what a permit would cost."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from transom.kernel import clock
from transom.workflow.tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.urls("transom.api.tests.addresses")]

FENCE = "estimate/fence-residential.json"
SECTION = "sections.0.yard=side&sections.0.length=160&sections.0.height=5"


@pytest.fixture(autouse=True)
def city(settings):
    settings.SITE_URL = "https://permits.example.gov"
    with clock.frozen(given.noon(given.MONDAY)):
        given.city()
        yield


def get(address: str):
    return Client().get(f"/api/{address}")


def test_every_line_is_explained_with_its_inputs_arithmetic_ordinance_and_edition():
    said = get(f"{FENCE}?cost=4200&{SECTION}").json()
    assert (said["total"], said["is_final"]) == ("80.00", True)
    apply, approval = said["dues"]
    assert (apply["when"], apply["total"], approval["when"], approval["total"]) == (
        "apply",
        "25.00",
        "approval",
        "55.00",
    )
    (permit,) = approval["fees"]
    assert permit["label"] == "Fence permit"
    assert permit["steps"] == ["160 ft of fence, 100 included: $45.00 + 2 × $5.00 per 50 or fraction = $55.00"]
    assert permit["inputs"][0]["name"] == "sections"
    assert permit["inputs"][0]["value"][0]["length"] == "160"
    assert permit["cite"] == "made up"
    assert permit["edition"]["effective"] == said["rules"]["effective"]
    assert said["page"] == f"https://permits.example.gov/estimate/fence-residential/?cost=4200&{SECTION}"


def test_what_is_not_known_is_asked_and_never_counted_as_nothing():
    said = get(FENCE).json()
    assert not said["is_final"]
    (unknown,) = said["dues"][1]["unknown"]
    assert unknown["label"] == "Fence permit"
    assert unknown["needs"] == [{"name": "sections", "label": "Fence sections", "city_decides": False}]
    asked = {question["name"]: question for question in said["questions"]}
    assert asked["sections"]["is_needed"]
    assert [field["name"] for field in asked["sections"]["fields"]][:2] == ["yard", "length"]


def test_a_wrong_answer_is_named():
    answer = get(f"{FENCE}?cost=lots")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in json.loads(answer.content)["errors"]] == ["cost"]


def test_a_type_nobody_keeps_and_an_address_too_long_are_problems():
    assert get("estimate/castle.json").status_code == 404
    assert get(f"{FENCE}?cost={'1' * 4001}").status_code == 414


def test_the_types_that_cost_something_are_listed_with_their_addresses():
    types = {each["id"]: each for each in get("estimate.json").json()["types"]}
    assert len(types) > 40
    assert types["fence-residential"]["estimate"] == "https://permits.example.gov/api/estimate/fence-residential.json"
    for each in types:
        said = get(f"estimate/{each}.json").json()
        assert Decimal(said["total"]) == sum((Decimal(due["total"]) for due in said["dues"]), Decimal(0))


def test_amounts_are_texts_and_nothing_is_a_float():
    def floats(value: Any) -> list[float]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [found for each in value for found in floats(each)]
        return [value] if isinstance(value, float) else []

    assert floats(get(f"{FENCE}?cost=4200&{SECTION}").json()) == []


def test_it_can_be_read_from_any_site_and_not_written():
    assert get(FENCE)["Access-Control-Allow-Origin"] == "*"
    assert Client().post(f"/api/{FENCE}").status_code == 405
