"""The phrase book: one translation of a text for every type that uses it, and what is still missing."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeAlias

from transom.rulebook.phrases import Phrase
from transom.rulebook.reading import Source
from transom.rulebook.schema.words import WordsFile

Words: TypeAlias = Mapping[str, Mapping[str, str]]
"""Language -> English -> the same in that language."""
WORDS_FOLDER: Final = "words/"
LANGUAGES: Final = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "hi": "Hindi", "ht": "Haitian Creole",
    "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "tl": "Tagalog",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_BRACED: Final = re.compile(r"\{[^{}\n]*\}")


def language_name(language: str) -> str:
    """How a language is called in a sentence."""
    return LANGUAGES.get(language, f'"{language}"')


def read_words(files: Iterable[tuple[Source, WordsFile]], languages: Collection[str]) -> Words:
    """All files of every language as one phrase book; a phrase with two translations is reported.

    In a language the city does not speak yet that is a warning: its book is still being written.
    """
    words: dict[str, dict[str, str]] = {}
    first: dict[tuple[str, str], str] = {}
    for source, file in files:
        if not source.name.startswith(f"{WORDS_FOLDER}{file.language}/"):
            source.report.error(("language",), f"this file belongs in the folder {WORDS_FOLDER}{file.language}/")
        own = words.setdefault(file.language, {})
        for english, text in file.words.items():
            if sorted(_BRACED.findall(english)) != sorted(_BRACED.findall(text)):
                names = " ".join(_BRACED.findall(english)) or "none"
                source.report.error(("words", english), f"both texts must hold the same names in braces ({names})")
            if own.setdefault(english, text) != text:
                where = first[file.language, english]
                say = source.report.error if file.language in languages else source.report.warn
                say(("words", english), f'this is "{own[english]}" in {where} already')
            first.setdefault((file.language, english), source.name)
    return words


def check_words(
    languages: Collection[str], words: Words, spoken: Iterable[Phrase], files: Iterable[tuple[Source, WordsFile]]
) -> None:
    """Report each text that has no translation, once, at its first place; warn of translations of nothing."""
    if not languages:
        return
    first: dict[str, Phrase] = {}
    for phrase in spoken:
        first.setdefault(phrase.text, phrase)
    for language in languages:
        own = words.get(language, {})
        for text, phrase in first.items():
            if text not in own:
                phrase.missing(language_name(language))
    for source, file in files:
        if file.language not in languages:
            source.report.warn(("language",), f'"{file.language}" is not one of the languages of agency.toml')
            continue
        for english in file.words:
            if english not in first:
                source.report.warn(("words", english), "no rule says this")
