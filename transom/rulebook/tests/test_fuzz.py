"""Whatever an editor types, the checker answers with sentences or with a rulebook that works, and never falls over."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.books import Book, compile_book
from transom.rulebook.compiled import RecordType
from transom.rulebook.examples import run_examples
from transom.rulebook.problems import Problem
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests.garble import garbled
from transom.rulebook.tests.given import files

SPOT = re.compile(r"^[^\n:]+:\d+:\d+: ", re.ASCII)
SOME, ALL, STRIDE = 500, 10_000, 50
"""How many garbled files every change is tried on, how many the long run takes, and how many are one test."""


def checked(texts: dict[str, str]) -> list[Problem]:
    """What an editor reads of a folder; a sound one is used as other rooms would."""
    book = compile_book(texts)
    problems = [*book.problems, *run_examples(book).problems, *run_scenarios(book).problems]
    for problem in problems:
        assert SPOT.match(str(problem)), problem
        lines = texts[problem.file].split("\n")
        assert 1 <= problem.line <= len(lines) + 1, problem
        assert 1 <= problem.column <= max(len(line) for line in lines) + 2, problem
    if not book.errors:
        _used(book)
    return problems


def _used(book: Book) -> None:
    for rt in book.types.values():
        _lived(rt)
    for schedule in book.schedules.values():
        for event in schedule.fees.events:
            schedule.fees.assess(event, {})
    if book.agency is not None and book.agency.guide is not None:
        book.agency.guide.step({})


def _lived(rt: RecordType) -> None:
    facts = rt.facts_from({})
    rt.validate({}, facts, None)
    rt.in_language("es").visible_fields(None, facts)
    rt.number(1, date(2026, 3, 2))
    rt.title(facts)
    rt.valuation(facts)
    for event in rt.fees.events:
        rt.assess(event, facts)
    for status in rt.statuses:
        rt.buttons(status, facts, "staff")
        rt.auto(status, facts)
        for timer in rt.timers(status):
            timer.warns_on({timer.since: date(2026, 3, 2)})


def _tried(first: int) -> None:
    for seed in range(first, first + STRIDE):
        path, texts = garbled(seed)
        try:
            checked(texts)
        except Exception as error:
            error.add_note(f"garbled({seed}), in {path}")
            raise


@pytest.mark.parametrize("first", range(0, SOME, STRIDE))
def test_a_garbled_file_gets_sentences_or_works(first):
    _tried(first)


@pytest.mark.full
@pytest.mark.parametrize("first", range(SOME, ALL, STRIDE))
def test_ten_thousand_garbled_files_get_sentences_or_work(first):
    _tried(first)


@given(text=st.text(max_size=300))
def test_any_text_at_all_gets_sentences(text):
    checked(files(shed=text.replace("\r", "").replace("\x00", "")))
