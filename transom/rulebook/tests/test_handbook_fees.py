"""The fees of the handbook come out as the page prints them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.examples import run_examples
from transom.rulebook.fees import Assessment
from transom.rulebook.fees.refunding import REFUND
from transom.rulebook.tests.given import SCHEDULE_HEAD, slips
from transom.rulebook.tests.test_handbook import kinds
from transom.rulebook.values import dollars, plain

PAGE = (Path(__file__).parents[3] / "docs" / "handbook" / "rulebook.md").read_text()
BLOCK = re.compile(r"```toml fees\n(.*?)```\n(?:\n```text\n(.*?)\n```)?", re.DOTALL)
(INPUTS, _), *SHOWN = BLOCK.findall(PAGE) or [("", "")]


def book(inputs: str, text: str) -> Book:
    return compile_book({"fees.toml": f"{SCHEDULE_HEAD}\n{inputs}\n{text}"})


def printed(inputs: str, text: str) -> str:
    """What the first example of a schedule comes to, each line with its arithmetic."""
    schedule = next(iter(book(inputs, text).sound().schedules.values()))
    example = schedule.file.example[0]
    facts = plain(example.given)
    if example.on == REFUND:
        return _said(schedule.fees.refund(plain(example.paid), facts))
    return _said(schedule.fees.assess(example.on, facts))


def _said(result: Assessment) -> str:
    lines = [f"{line.label}: {dollars(line.amount)}" + "".join(f"\n  {step}" for step in line.trace)
             for line in (*result.lines, *result.values)]  # fmt: skip
    return "\n".join([*lines, *(f"{each.label}: {each.say}" for each in result.unknown)])


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_a_schedule_of_the_handbook_has_no_problem_and_prints_what_the_page_shows(text, shown):
    found = book(INPUTS, text)
    assert slips(found) == []
    assert [str(problem) for problem in run_examples(found).problems] == []
    assert printed(INPUTS, text) == shown


def test_every_kind_of_fee_is_at_work_there():
    at_work = set(re.findall(r'kind = "([\w-]+)"', "".join(text for text, _ in SHOWN)))
    assert kinds() <= at_work
