"""`transom star`: the table on a terminal, and the year it fixes."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator

import pytest

from transom.kernel import clock
from transom.wiring.commands import star
from transom.workflow.tests import given
from transom.workflow.tests.stars import NEW_YEAR, four_firms


@pytest.fixture(autouse=True)
def aurora(db: None) -> Iterator[None]:
    given.city()
    with clock.frozen(NEW_YEAR):
        yield


def test_the_command_prints_the_table_and_fixes_it_once(capsys) -> None:
    four_firms()
    assert star.run(options(dry_run=True)) == 0
    said = capsys.readouterr().out
    assert "StAR contractors of 2027 by the inspections of 2026, as it would be fixed today" in said
    assert "StAR Alder Heating     95.0 %  19 of 20 inspections passed, 1st of 3" in said
    assert "Fixed" not in said
    assert star.run(options()) == 0
    assert re.search(r"Fixed for 2027. Given to: HVAC-9\d{4}. Ended for: nobody.", capsys.readouterr().out)
    assert star.run(options()) == 0
    assert "fixed on 2027-01-01" in capsys.readouterr().out


def test_the_command_says_why_a_year_cannot_be_fixed(capsys) -> None:
    assert star.run(options(year=2027)) == 1
    assert capsys.readouterr().err == "The standing of 2028 is fixed on January 1, 2028.\n"


def options(year: int = 2026, dry_run: bool = False):
    return Namespace(year=year, dry_run=dry_run)
