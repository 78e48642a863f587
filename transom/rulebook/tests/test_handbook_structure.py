"""The handbook's base, phrase book and guide work as printed, and it lists every sentence the checker can say."""

from __future__ import annotations

import re

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.tests.given import files, sentences
from transom.rulebook.tests.spoken import matches, normalized
from transom.rulebook.tests.spoken import sentences as spoken
from transom.rulebook.tests.test_handbook import PAGE

LISTED = PAGE.partition("## 8. What the checker says")[2].partition("\n## 9.")[0]
ROWS = [row.split(" | ")[0] for row in LISTED.split("\n") if row.startswith("| `")]
PRINTED = {normalized(sentence): sentence for row in ROWS for sentence in re.findall(r"`([^`]+)`", row)}


def block(name: str) -> str:
    return "\n".join(re.findall(rf"```toml {name}\n(.*?)```", PAGE, re.DOTALL))


def has_words(sentence: str) -> bool:
    """Whether enough of it is the checker's own to tell it from others."""
    return len(re.findall(r"[a-z]{2,}", sentence)) > 1


def book(**changed: str) -> Book:
    return compile_book(files(base=block("base"), deck=block("type"), **changed))


def test_the_base_of_the_handbook_and_the_type_on_it_have_no_problem():
    assert sentences(book()) == []
    deck = book().types["deck"]
    assert deck.fields["cost"].max == 5000
    assert "hoa" not in deck.fields


def test_the_guide_of_the_handbook_has_no_problem_and_ends_as_the_page_says():
    guide = book(guide=block("guide")).sound().agency.guide
    assert [q.key for q in guide.step({"work": "shed"}).asked] == ["work"]
    assert guide.step({"work": "paint"}).answers[0].none


def test_the_phrase_book_of_the_handbook_is_one():
    found = compile_book(files() | {"words/es/shared.toml": block("words")})
    assert sentences(found) == []
    assert found.agency.word("Property address", "es") == "Dirección de la propiedad"


@pytest.mark.parametrize("sentence", sorted(spoken()))
def test_every_sentence_of_the_checker_is_in_the_handbook(sentence):
    if has_words(sentence):
        assert any(matches(sentence, each) for each in PRINTED), (
            f"{spoken()[sentence]} says this; add it to section 8 with what mends it"
        )


@pytest.mark.parametrize("sentence", sorted(PRINTED))
def test_the_handbook_lists_no_sentence_that_nobody_says(sentence):
    said = [*spoken(), *(normalized(each) for each in FROM_PIECES)]
    assert sentence in said or any(matches(each, sentence) for each in said if has_words(each)), PRINTED[sentence]


FROM_PIECES = [
    "this is not TOML: …", '"label" is missing', '"percnt" is not a kind of fee', '"permitt" cannot stand here',
    '"kind" is missing; say what kind of fee this is, e.g. kind = "flat"', "this must be at least …",
    "this must be at most …", "this must be more than …", "this must be less than …",
    '"Big Fence" cannot be a key; use small letters, digits and dashes or underscores, letters first',
    '"my-plan" cannot be a name; use small letters, digits and underscores, letters first',
    'there is no status "opn"', 'there is no need "fes"', 'there is no notice "isued"',
    "there may be at most 300 entries here; these are 301", "a rulebook has at most 2,000 files; this one has …",
    "a rulebook has at most 20,000,000 characters; this one has …", "lists and tables are nested at most 12 deep",
    '"cost" is …', "permit should be 55.00, the schedule gives 60.00",
]  # fmt: skip
"""Sentences that are put together elsewhere than where they are reported."""
