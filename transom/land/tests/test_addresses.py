"""Addresses are kept as written and found in the form of Publication 28."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.land import addresses

SAMPLES = Path(os.environ.get("TRANSOM_SAMPLE_DATA", Path(__file__).resolve().parents[4] / "shared"))
CASES = SAMPLES / "addresses" / "address_cases.json"
# The parser alone gets 81 of the 98 lines. What is left are lines that only a person who knows the place could read.
FLOOR = 90


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("44 East Downer Place", "44 E DOWNER PL"),
        ("  44   E.  Downer Pl. ", "44 E DOWNER PL"),
        ("500 Martin Luther King, Jr. Blvd", "500 MARTIN LUTHER KING JR BLVD"),
        ("1984 US 70 HWY", "1984 US HIGHWAY 70"),
        ("POB 11890", "PO BOX 11890"),
        ("Post Office Box 00123", "PO BOX 123"),
        ("RFD 61 #87b", "RR 61 BOX 87B"),
        ("246-08 135 ROAD", "246-08 135 RD"),
        ("123-1/2 N Lake St", "123 1/2 N LAKE ST"),
    ],
)
def test_an_address_is_put_into_the_form_of_publication_28(raw, line):
    assert addresses.parse(raw).line == line


def test_the_text_as_written_is_kept():
    assert addresses.parse("44  East Downer Place ").raw == "44 East Downer Place"


def test_a_city_state_and_zip_are_taken_apart():
    found = addresses.parse("44 E Downer Pl, Aurora, IL 60505")
    assert (found.line, found.city, found.state, found.zip) == ("44 E DOWNER PL", "AURORA", "IL", "60505")


def test_a_line_the_parser_would_lose_a_number_of_stays_as_written_and_says_so():
    for raw in ("0 Unknown St", "500 Main St PO Box 12"):
        found = addresses.parse(raw)
        assert (found.line, found.certain) == (raw.upper(), False)


def test_no_text_is_no_address():
    assert addresses.parse("   ").norm == ""


def test_a_street_named_in_words_and_in_figures_is_one_street():
    assert addresses.parse("1200 Fifth Street").norm == addresses.parse("1200 5th St").norm == "1200 5th st"
    assert addresses.parse("33 W First Ave").norm == "33 w 1st ave"


def test_a_church_road_is_not_a_first_street():
    assert addresses.parse("12 First Baptist Church Rd").norm.endswith("baptist church rd")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("44 East", "44 E Downer Pl"),
        ("44 east down", "44 E Downer Pl"),
        ("44 E. Downer", "44 East Downer Place"),
        ("1200 fifth", "1200 5th Street"),
        ("1916 18th av", "1916 18TH AVE S"),
        ("440 north lake street", "440 N Lake St"),
    ],
)
def test_what_is_typed_from_the_left_begins_the_address(typed, address):
    norm = addresses.parse(address).norm
    assert any(norm.startswith(prefix) for prefix in addresses.prefixes(typed)), addresses.prefixes(typed)


def test_without_a_house_number_there_is_no_beginning():
    assert addresses.prefixes("Downer Place") == ()


def test_the_telling_words_of_a_street_leave_directions_and_kinds_out():
    assert addresses.house_and_street("1916 N Bellmont Boulevard") == ("1916", "bellmont")
    assert addresses.house_and_street("North Street") == ("", "north st")


def test_two_crossed_letters_have_the_right_word_among_their_neighbours():
    assert "main" in addresses.neighbours("mian")
    assert addresses.neighbours("downerplace") == ()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_at_all_gives_one_address_each_in_order(texts):
    found = addresses.parse_many(texts)
    assert [each.raw for each in found] == [" ".join(each.raw.split()) for each in found]
    assert len(found) == len(texts)


@given(st.integers(1, 99999), st.sampled_from(["N", "", "SW"]), st.sampled_from(["Lake", "Fifth", "O'Brien", "18th"]))
def test_putting_an_address_into_form_twice_changes_nothing(house, direction, street):
    once = addresses.parse(f"{house} {direction} {street} Street")
    assert addresses.parse(once.line).norm == once.norm


@pytest.mark.skipif(not CASES.exists(), reason=f"no sample addresses at {CASES}")
def test_the_score_on_lines_collected_from_publication_28_and_other_projects(record_property):
    cases = json.loads(CASES.read_text())
    parsed = addresses.parse_many(case["raw"] for case in cases)
    right = sum(found.line in case["expected"] for found, case in zip(parsed, cases, strict=True))
    record_property("addresses_in_usps_form", f"{right} of {len(cases)}")
    assert right >= FLOOR
