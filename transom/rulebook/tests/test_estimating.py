"""An estimate asks only what the fees need, one step at a time, and never takes an unknown fee for nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from transom.rulebook.estimating import decided_by_staff, estimate
from transom.rulebook.tests.given import aurora_type

TODAY = date(2026, 3, 2)


def asked(found):
    return [each.question.key for each in found.asked]


def test_a_fence_asks_for_its_value_and_its_sections_and_nothing_else():
    found = estimate(aurora_type("fence-residential"), {}, TODAY)
    assert asked(found) == ["cost", "sections"]
    assert [each.needed for each in found.asked] == [False, True]
    assert [fee.fee for fee in found.unknown] == ["permit"]
    assert not found.is_final
    assert found.total == Decimal("25.00"), "the application fee is known already"


def test_with_its_sections_the_price_of_a_fence_is_whole():
    answers = {"cost": "4200", "sections": [{"yard": "side", "length": "160", "height": "5"}]}
    found = estimate(aurora_type("fence-residential"), answers, TODAY)
    assert found.is_final
    assert [(due.when, due.assessment.total) for due in found.dues] == [
        ("apply", Decimal("25.00")),
        ("approval", Decimal("55.00")),
    ]
    assert found.total == Decimal("80.00")
    assert found.answers == {"cost": "4200", "sections": [{"yard": "side", "length": "160", "height": "5"}]}


def test_a_wrong_answer_is_told_and_counts_as_not_given():
    answers = {"sections": [{"yard": "side", "length": "long", "height": "5"}]}
    found = estimate(aurora_type("fence-residential"), answers, TODAY)
    assert found.errors == {"sections.0.length": "“Length” must be a number, such as 12 or 12.5."}
    assert [fee.fee for fee in found.unknown] == ["permit"]
    assert "sections" in asked(found), "it is still there to be mended"


def test_a_rule_of_the_form_is_told_too():
    answers = {"sections": [{"yard": "front", "length": "20", "height": "8"}]}
    found = estimate(aurora_type("fence-residential"), answers, TODAY)
    assert found.errors == {"sections": "A fence in a front yard may be at most 4 ft high."}


def test_nobody_is_asked_for_what_only_the_city_knows():
    found = estimate(aurora_type("hvac-contractor"), {}, TODAY)
    assert asked(found) == []
    assert found.total == Decimal("200.00")
    assert decided_by_staff(aurora_type("hvac-contractor"), "star")
    assert not decided_by_staff(aurora_type("hvac-contractor"), "business")


def test_fees_that_come_only_if_something_happens_are_named_apart():
    found = estimate(aurora_type("fence-residential"), {}, TODAY)
    assert [rule.id for rule in found.perhaps] == ["reinspection", "reinstate"]


@pytest.mark.parametrize("name", ["nonsense", "parcel.nonsense", "sections.length", "__class__", "parcel."])
def test_a_name_that_no_question_has_changes_nothing(name):
    plain = estimate(aurora_type("fence-residential"), {}, TODAY)
    assert estimate(aurora_type("fence-residential"), {name: "yes"}, TODAY) == plain
