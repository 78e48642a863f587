"""How answers read to people."""

import pytest

from transom.records.rules import said, summary
from transom.records.tests.given import FOLDER
from transom.rulebook.books import compile_book
from transom.rulebook.bundles import read_folder

FIELDS = compile_book(read_folder(FOLDER)).types["fence"].fields


@pytest.mark.parametrize(
    ("key", "value", "reads"),
    [
        ("cost", "4200", "$4,200.00"),
        ("cost", "4200.5", "$4,200.50"),
        ("cost", "a lot", "a lot"),
        ("footing", "42.0", "42 in"),
        ("footing", "0", "0 in"),
        ("hoa", True, "Yes"),
        ("hoa", False, "No"),
        ("hoa", "yes", "Yes"),
        ("material", "wood", "Wood"),
        ("material", "straw", "straw"),
        ("gates", ["front", "side"], "Front, Side"),
        ("starts", "2026-04-07", "April 7, 2026"),
        ("starts", "next week", "next week"),
        ("words", "  ", "  "),
        ("words", None, ""),
        ("owner", {"name": "Ann", "phone": "630-555-0100", "email": ""}, "Ann, 630-555-0100"),
        ("parcel", {"key": "7", "address": "1 Main St"}, "1 Main St"),
    ],
)
def test_an_answer_reads_as_a_person_would_say_it(key, value, reads):
    assert said(FIELDS[key], value) == reads


def test_what_was_picked_reads_as_it_read_when_it_was_picked():
    assert said(FIELDS["contractor"], {"key": "3", "name": "New name"}, {"name": "Old name"}) == "Old name"


def test_a_repeating_group_reads_as_its_entries():
    entries = [{"yard": "rear", "length": "160", "height": "6"}, {"yard": "side", "length": "10", "height": ""}]
    rows = said(FIELDS["sections"], entries)
    assert rows[0] == [("Yard", "Rear"), ("Length", "160 ft"), ("Height", "6 ft")]
    assert rows[1] == [("Yard", "Side"), ("Length", "10 ft")]
    assert summary(rows) == "yard Rear, length 160 ft, height 6 ft; yard Side, length 10 ft"
