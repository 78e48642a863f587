"""The reader bounds itself: a text that is too large, too deep or too long-winded gets a sentence, and soon."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

import time

import pytest

from transom.rulebook import limits
from transom.rulebook.books import compile_book
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import read_source
from transom.rulebook.tests.given import LIFECYCLE, SHED, files, sentences, shed


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_source("x.toml", text).report.problems]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 600_000, "x.toml:1:1: the file is longer than 500,000 characters"),
        ("x = " + "[" * 3000, "x.toml:1:1: lists and tables are nested at most 12 deep"),
        ("x = " + "[" * 40 + "]" * 40, "x.toml:1:1: lists and tables are nested at most 12 deep"),
        ("x = " + "{ a = " * 20 + "1" + " }" * 20, "lists and tables are nested at most 12 deep"),
        ("# one\n" + ".".join(["a"] * 200_000) + " = 1", "x.toml:2:1: a name has at most 12 parts"),
        ('y = 1\n  [ "a" . b . ' + " . ".join(["c"] * 30) + "]", "x.toml:2:5: a name has at most 12 parts"),
        ("n = " + "9" * 5000, "x.toml:1:1: a number or date in this file cannot be read: it is far too long"),
        ("n = [" + "1," * 2001 + "]", "x.toml:1:1: n: there may be at most 2,000 entries here; these are 2,001"),
        (
            "[field]\n" + "".join(f"q{n} = 1\n" for n in range(301)),
            "x.toml:1:1: field: there may be at most 300 entries",
        ),
        ("[[example]]\n" * 1001, "x.toml:1:1: example: there may be at most 1,000 entries here; these are 1,001"),
    ],
    ids=["long", "open", "deep", "tables", "dots", "header", "digits", "entries", "fields", "examples"],
)
def test_a_text_beyond_the_limits_is_refused(text, sentence):
    before = time.process_time()
    found = told(text)
    assert any(sentence in line for line in found), found
    assert time.process_time() - before < 5, "a slow machine needs well under a second"


def test_a_sentence_with_many_points_is_no_deep_name():
    assert told('label = "Yes. No. See www.aurora.il.us. 1.2.3.4. And so on. E.g. this. Or that."') == []


def test_a_folder_holds_so_many_files_and_characters_and_no_more(monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 3)
    assert sentences(compile_book(files(other=LIFECYCLE))) == [
        "agency.toml:1:1: a rulebook has at most 3 files; this one has 4"
    ]
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 100)
    assert "a rulebook has at most 100 characters" in sentences(compile_book(files()))[0]


def test_a_file_has_so_many_conditions_and_no_more(monkeypatch):
    monkeypatch.setattr("transom.rulebook.problems.MOST_CONDITIONS", 1)
    found = sentences(shed())
    assert "shed.toml:1:1: a file has at most 1 conditions and formulas" in found
    assert len([line for line in found if "at most 1 conditions" in line]) == 1


def test_the_conditions_of_a_lifecycle_count_once_however_many_types_use_it(monkeypatch):
    monkeypatch.setattr("transom.rulebook.problems.MOST_CONDITIONS", 4)
    when = LIFECYCLE.replace('needs = "issue"', 'needs = "issue"\nwhen = "extensions < 3"')
    others = {f"s{n}": SHED.replace('id = "shed"', f'id = "s{n}"').replace("S{", f"S{n}" + "{") for n in range(9)}
    assert sentences(compile_book(files(simple=when, **others))) == []


def test_not_more_problems_are_told_than_somebody_reads(monkeypatch):
    monkeypatch.setattr("transom.rulebook.problems.MOST_PROBLEMS", 5)
    wrong = "".join(f'n{n} = {{ before = "issue", when = "nix{n} > 1", say = "x" }}\n' for n in range(20))
    book = shed(
        more=f"[page.empty]\ntitle = 'x'\n[need.last]\nbefore = 'issue'\nwhen = 'cost > 1'\nsay = 'x'\n[need]\n{wrong}"
    )
    assert len(book.errors) == 1, "a table written twice"
    book = shed(("[need]\n", f"[need]\n{wrong}"), more="[page.empty]\ntitle = 'x'\n")
    assert len(book.errors) == 5
    assert len(book.problems) == 6, "warnings do not crowd out errors, nor errors warnings"


def test_no_suggestion_is_sought_for_a_word_nobody_could_mean():
    assert did_you_mean("x" * 400_000, ["x" * 399_999]) == ""
    assert did_you_mean("fence", ["fense"]) == '; did you mean "fense"?'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("effective = 2026-01-01", "effective = 0001-01-01", "effective: write a date between 1900 and 2200"),
        ("amount = 30.00", "amount = 0.0000000000001", "fee.permit.amount: write an ordinary number"),
        ("amount = 30.00", "amount = 1e15", "fee.permit.amount: write an ordinary number"),
        ("required = false", 'type = "list", at_most = 501', "this is not TOML"),
        ("max = 400", "max = 400, at_most = 501", "field.size.at_most: this must be at most 500"),
        ("[need]", '[review]\nz = { label = "Z", team = "zoning", days = [1001] }\n[need]', "review.z.days[0]: this must be at most 1000"),
        ("[need]", '[term]\nends = "101 years after issue"\nrenew_from = "60 days"\n[need]', '"101 years" is longer than 100 years'),
        ("[need]", "[[example]]\nname = 'x'\ngiven = { cost = 1e400 }\nexpect = { permit = 1 }\n[need]", ""),
    ],
)  # fmt: skip
def test_a_value_beyond_reason_is_refused_at_its_place(old, new, sentence):
    found = sentences(shed((old, new)))
    assert not sentence or any(sentence in line for line in found), found
