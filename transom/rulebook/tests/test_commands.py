"""What `transom rulebook check|test|show` prints, and the exit code scripts go by."""

from __future__ import annotations

import re
import shutil

import pytest

from transom.rulebook.commands import check, show
from transom.rulebook.commands import test as run_tests
from transom.rulebook.tests.given import AURORA, FILES


@pytest.fixture
def copy(tmp_path):
    """The city in a folder of its own, to be broken."""
    return shutil.copytree(AURORA, tmp_path / "city")


def slip(folder, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_city_is_checked_without_an_error(capsys):
    assert check(AURORA) == 0
    said = r"\d+ record types, \d+ lifecycles, \d+ fee schedules, no errors"
    assert re.fullmatch(rf"{AURORA}: {said}\n", capsys.readouterr().out)


def test_the_citys_examples_and_scenarios_pass(capsys):
    assert run_tests(AURORA) == 0
    assert re.fullmatch(rf"{AURORA}: \d+ examples and \d+ scenarios passed\n", capsys.readouterr().out)


def test_one_file_can_be_checked_alone(capsys):
    assert check(FILES / "building.toml") == 0
    assert run_tests(FILES / "building.toml") == 0
    assert "3 examples and 0 scenarios passed" in capsys.readouterr().out


def test_the_published_fees_of_six_cities_come_out_to_the_cent(capsys):
    assert check(FILES / "published.toml") == 0
    assert run_tests(FILES / "published.toml") == 0
    assert "15 examples and 0 scenarios passed" in capsys.readouterr().out


def test_a_misspelt_name_in_the_fence_is_said_at_its_character(copy, capsys):
    slip(copy, "permits/fence-residential.toml", 'when = "parcel.historic" }', 'when = "parcel.histric" }')
    slip(copy, "permits/fence-residential.toml", "material != 'masonry'", "material != 'masonary'")
    assert check(copy) == 1
    first, second = capsys.readouterr().out.rstrip().split("\n")
    assert [first, second] == [
        'permits/fence-residential.toml:12:49: auto_issue: "masonary" is not an option of "material"; '
        'did you mean "masonry"?',
        'permits/fence-residential.toml:55:97: review.historic.when: unknown name "histric"; '
        'did you mean "historic"?  in "parcel.histric"',
    ]  # fmt: skip


def test_a_changed_amount_fails_the_example_that_knew_it(copy, capsys):
    slip(copy, "permits/fence-residential.toml", "base = 45.00", "base = 46.00")
    assert run_tests(copy) == 1
    printed = capsys.readouterr().out
    assert (
        '"160 ft of wood fence: two started 50 ft steps": permit should be 55.00, the schedule gives 56.00' in printed
    )
    assert "because 160 ft of fence, 100 included: $46.00 + 2 × $5.00 per 50 or fraction = $56.00" in printed


def test_a_changed_move_fails_the_scenario_that_walked_it(copy, capsys):
    slip(copy, "lifecycles/permit.toml", 'after = "180 days"', 'after = "90 days"')
    assert check(copy) == 1
    assert '"180 days without a passed inspection; one extension; reinstated", 2026-08-31 tick: the status' in (
        capsys.readouterr().out
    )


def test_wrong_text_is_told_by_test_and_show_too(copy, capsys):
    slip(copy, "agency.toml", "[team]", "[taem]")
    assert run_tests(copy) == 1
    assert show(copy, "fence-residential") == 1
    assert '"taem" is not a setting here; did you mean "team"?' in capsys.readouterr().out


def test_a_folder_that_is_not_there_and_text_that_is_not_utf8_get_sentences(tmp_path, capsys):
    assert check(tmp_path / "nowhere") == 1
    (tmp_path / "x.toml").write_bytes(b"\xff")
    assert check(tmp_path) == 1
    printed = capsys.readouterr().out
    assert "there is no such file or folder" in printed
    assert "x.toml:1:1: this is not UTF-8 text" in printed


def test_show_tells_a_type_in_plain_words(capsys):
    assert show(AURORA, "fence-residential") == 0
    printed = capsys.readouterr().out
    for line in (
        "Fence Residential  (permit, Zoning Accessory Structures)",
        "  Footing depth  (number, if material == 'masonry')",
        "  Historic preservation  if parcel.historic",
        "  before issue: The contractor's insurance has run out.",
        "  Fence permit (unit, on issue)  [made up]",
        "  issue: approved → issued  by staff",
    ):
        assert line in printed


def test_show_knows_which_types_there_are(capsys):
    assert show(AURORA, "fence") == 1
    printed = capsys.readouterr().out
    assert 'There is no record type "fence". There are: ' in printed
    assert "fence-residential" in printed
