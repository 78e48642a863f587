"""The city, the lifecycle, the notice and the fence of the handbook are one whole rulebook, and it works."""

from __future__ import annotations

import re

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.examples import run_examples
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests.given import sentences
from transom.rulebook.tests.test_handbook import FENCE, PAGE

NOTICE = re.search(r"```text\n(Subject: .*?)```", PAGE, re.DOTALL)[1]
SENT = re.findall(r"([a-z]+)\.md", PAGE.partition("so `notices/en/` holds")[2].partition("\n\n")[0])


def block(name: str) -> str:
    return "\n".join(re.findall(rf"```toml {name}\n(.*?)```", PAGE, re.DOTALL))


def city(**changed: str) -> dict[str, str]:
    """The folder that the handbook tells a new city to begin with."""
    texts = {"agency": block("agency"), "lifecycle": block("lifecycle"), "fence": FENCE} | changed
    return {f"{stem}.toml": text for stem, text in texts.items()} | {f"notices/en/{key}.md": NOTICE for key in SENT}


def test_what_a_new_city_copies_from_the_page_has_no_problem_and_passes_its_tests():
    book: Book = compile_book(city())
    assert sentences(book) == []
    examples, scenarios = run_examples(book), run_scenarios(book)
    assert (examples.problems, scenarios.problems) == ([], [])
    assert (examples.count, scenarios.count) == (1, 1)


@pytest.mark.parametrize("key", SENT)
def test_each_notice_the_page_asks_for_is_one_that_is_sent(key):
    files = city()
    del files[f"notices/en/{key}.md"]
    assert any(f'nobody wrote the notice "{key}"' in line for line in sentences(compile_book(files)))


def test_the_notice_of_the_page_says_what_a_person_would_read():
    facts = {
        "record": {"number": "SF26-00001", "label": "Small fence", "address": "1 Elm St"},
        "name": "Ana",
        "balance_due": "$5.00",
    }
    told = compile_book(city()).agency.notice("approved", facts)
    assert told.subject == "SF26-00001 is approved"
    assert "your Small fence at 1 Elm St is approved. $5.00 is due." in told.body
    assert "City of Elmwood, 555-0100" in told.body
