"""What a letter says of a case, in the language of its reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from transom.kernel.sentences import Sentence
from transom.notices.languages import facts_in

BOOK = {"Fence Residential": "Cerca residencial", "Pay the fees due.": "Pague las tarifas pendientes."}
FACTS = {
    "record": {"label": "Fence Residential", "number": "F26-00001"},
    "missing": ["Pay the fees due.", Sentence("A hold stops this: {reason}.", reason="Old fees")],
    "today": date(2026, 3, 2),
    "balance_due": Decimal("45.00"),
    "notes": "",
}


def word(text: str, language: str) -> str:
    return BOOK.get(text, text)


def test_english_letters_are_left_as_they_are():
    assert facts_in("en", FACTS, word) == FACTS


def test_words_of_the_city_our_own_sentences_and_days_are_said_in_spanish():
    said = facts_in("es", FACTS, word)
    assert said["record"] == {"label": "Cerca residencial", "number": "F26-00001"}
    assert said["missing"] == ["Pague las tarifas pendientes.", "Una retención lo detiene: Old fees."]
    assert said["today"] == "2 de marzo de 2026"


def test_amounts_stay_amounts_and_what_is_empty_stays_empty():
    said = facts_in("es", FACTS, word)
    assert said["balance_due"] == Decimal("45.00")
    assert said["notes"] == ""
