"""Sentences that can be said in another language later."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date

from transom.kernel.sentences import Sentence

SPANISH = {
    "Add at least {count} entries to “{label}”.": "Agregue al menos {count} entradas a “{label}”.",
    "insured until {day}": "con seguro hasta el {day}",
    "{one}; {next}": "{one}; {next}",
    "a number": "un número",
}


def in_spanish(text):
    if isinstance(text, Sentence):
        return text.in_words(lambda template: SPANISH[template], in_spanish)
    return text.isoformat() if isinstance(text, date) else str(text)


def test_it_is_english_text_like_any_other():
    said = Sentence("Add at least {count} entries to “{label}”.", count=2, label="Sections")
    assert said == "Add at least 2 entries to “Sections”."
    assert json.dumps({"say": said}) == json.dumps({"say": str(said)})
    assert f"{said} Thanks." == "Add at least 2 entries to “Sections”. Thanks."


def test_it_is_said_in_another_language_with_the_same_parts_in_it():
    said = Sentence("Add at least {count} entries to “{label}”.", count=2, label="Tramos")
    assert in_spanish(said) == "Agregue al menos 2 entradas a “Tramos”."


def test_sentences_stand_in_sentences_and_days_are_written_out():
    until = Sentence("insured until {day}", day=date(2026, 3, 1))
    both = Sentence("{one}; {next}", one=Sentence("a number"), next=until)
    assert both == "a number; insured until March 1, 2026"
    assert in_spanish(both) == "un número; con seguro hasta el 2026-03-01"


def test_what_people_typed_is_never_read_as_a_place_for_something():
    said = Sentence("Add at least {count} entries to “{label}”.", count="{label}", label="{count} {0}")
    assert said == "Add at least {label} entries to “{count} {0}”."


def test_a_copy_remembers_what_the_sentence_was_made_of():
    said = Sentence("insured until {day}", day=date(2026, 3, 1))
    for twin in (copy.copy(said), copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert twin == said
        assert (twin.template, dict(twin.parts)) == (said.template, dict(said.parts))
