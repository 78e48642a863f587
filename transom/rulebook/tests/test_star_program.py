"""The `[star]` table of an agency: read, and its slips told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.tests.given import AGENCY, SHED, aurora_agency, files, sentences

STAR = '[star]\ntop = 12.5\nleast = 5\ncite = "Ordinance 4"\n'
ASKED = SHED.replace("[need]", 'star = { type = "bool", label = "StAR?", required = false, team = "zoning" }\n[need]')


def agency(star: str = STAR, shed: str = ASKED) -> list[str]:
    return sentences(compile_book(files(agency=f"{AGENCY}\n{star}", shed=shed)))


def test_a_city_says_how_many_are_stars_and_what_counts_as_passed():
    assert agency() == []
    found = compile_book(files(agency=f"{AGENCY}\n{STAR}", shed=ASKED)).agency.star
    assert (found.top, found.least, found.passing) == (Decimal("12.5"), 5, ("pass",))
    assert compile_book(files()).agency.star is None


def test_aurora_ranks_the_top_quarter_by_passed_and_partially_approved():
    found = aurora_agency().star
    assert (found.top, found.passing) == (25, ("pass", "partial"))


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("top = 12.5", "top = 0", "star.top: this must be more than 0"),
        ("top = 12.5", "top = 101", "star.top: this must be at most 100"),
        ("top = 12.5", 'top = "a quarter"', "star.top: write a number without quotes"),
        ("least = 5", "least = 0", "star.least: this must be at least 1"),
        ("least = 5", "leest = 5", '"leest" is not a setting here; did you mean "least"?'),
        ('cite = "Ordinance 4"', "", '"cite" is missing'),
        ("least = 5", 'least = 5\npassing = ["passed"]', '"passed" cannot stand here'),
        ("least = 5", "least = 5\npassing = []", "star.passing: this list needs at least one entry"),
    ],
)
def test_a_slip_is_told_at_its_place(was, now, sentence):
    found = agency(STAR.replace(was, now))
    assert any(sentence in line for line in found), found


def test_a_program_that_no_license_can_follow_is_told():
    assert any('no license has a yes/no question "star"' in line for line in agency(shed=SHED))
