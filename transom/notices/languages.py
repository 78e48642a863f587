"""What a letter says of a case, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from transom.kernel.days import written_out
from transom.kernel.sentences import Sentence

ENGLISH = "en"


def facts_in(language: str, facts: Mapping[str, Any], word: Callable[[str, str], str]) -> dict[str, Any]:
    """The facts of a letter with their texts in a language: days written out, sentences, and words.

    `word(text, language)` is the city's phrase book; it goes before our own catalog. What neither knows stays as it is,
    as what people wrote does.
    """
    if language == ENGLISH:
        return dict(facts)
    with translation.override(language):
        return {key: _said(value, language, word) for key, value in facts.items()}


def _said(value: Any, language: str, word: Callable[[str, str], str]) -> Any:
    if isinstance(value, Sentence):
        return value.in_words(translation.gettext, lambda part: str(_said(part, language, word)))
    if isinstance(value, str):
        found = word(value, language) if value else ""
        return found if found != value or not value else translation.gettext(value)
    if isinstance(value, date):
        return written_out(value, language)
    if isinstance(value, Mapping):
        return {key: _said(each, language, word) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_said(each, language, word) for each in value]
    return value
