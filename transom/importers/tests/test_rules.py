"""One row becomes one record, or a sentence."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.importers import rules
from transom.importers.mapping import Mapping
from transom.importers.tests.given import SMALL_MAP

MAP = Mapping.model_validate(tomllib.loads(SMALL_MAP))
ROW = {
    "No": " B-1 ", "Type": "Fence", "Work": "New  fence", "Where": "44 East Downer Place", "Pin": "15-1",
    "Cost": "$1,200.50", "Applied": "03/02/2024", "State": "DONE", "Who": "Ada Lovelace",
}  # fmt: skip


def draft(**more):
    return rules.draft(ROW | more, MAP)


def test_a_row_is_read_through_the_mapping():
    found = draft()
    assert (found.number, found.type_id, found.title) == ("B-1", "imported-fence", "New fence")
    assert (found.valuation_cents, found.applied_on) == (120050, date(2024, 3, 2))
    assert (found.status_label, found.closed) == ("Closed", True)
    assert found.parties == (("applicant", "Ada Lovelace"),)


def test_a_moment_in_milliseconds_is_the_day_on_the_citys_calendar():
    # Midnight of April 11, 2023 in Chicago is five hours later in UTC.
    assert draft(Applied="1681189200000").applied_on == date(2023, 4, 11)
    assert draft(Applied="1681189199999").applied_on == date(2023, 4, 10)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("No", "  ", r"The key \({No}\) is blank\."),
        ("No", "B/1", "cannot stand in a web address"),
        ("No", "B" * 61, "over 60 of them"),
        ("Applied", "soon", "Applied is 'soon', which is no date"),
        ("Applied", "02/30/2024", "no date"),
        ("Applied", "03/02/0024", "no date"),
        ("Cost", "12O", "Cost is '12O', which is no amount of money"),
        ("Cost", "-5", "not below zero"),
        ("Cost", "1.005", "dollars and cents"),
        ("Cost", "NaN", "dollars and cents"),
        ("Cost", "1e400", "dollars and cents"),
        ("Work", "a\x00b", "NUL"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_a_sentence(column, value, says):
    with pytest.raises(rules.BadRow, match=says):
        draft(**{column: value})


def test_a_blank_is_not_known_rather_than_nothing():
    found = draft(Cost="", Applied=" ", Who="", Work="")
    assert (found.valuation_cents, found.applied_on, found.parties, found.public) == (None, None, (), ())


def test_e_mail_and_phone_in_free_text_do_not_become_public():
    found = draft(
        Work="Pool. POC pat.o'x pat@example.com or (615) 555-0142 / 615.555.0143; permit 2022068323, lot 12-34"
    )
    assert found.title == (
        "Pool. POC pat.o'x [e-mail removed] or [phone removed] / [phone removed]; permit 2022068323, lot 12-34"
    )
    assert "555" not in found.public[0][1]


def test_garbled_letters_are_kept_as_they_came():
    assert draft(Work="Applicantâ€™s").title == "Applicantâ€™s"


def test_two_rows_that_differ_only_in_what_nobody_reads_are_the_same():
    assert draft(ObjectId="1").fingerprint == draft(ObjectId="2").fingerprint != draft(Work="Shed").fingerprint


@given(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=30)))
def test_any_row_is_a_record_or_a_sentence(values):
    try:
        found = draft(**values)
    except rules.BadRow as error:
        assert str(error).endswith((".", ")."))  # noqa: PT017 - either outcome is right
    else:
        assert found.key
        assert found.valuation_cents is None or found.valuation_cents >= 0


@given(st.integers(0, 10**13))
def test_cents_are_exact(cents):
    assert rules.cents(f"${cents // 100:,}.{cents % 100:02}", "{Cost}") == cents
