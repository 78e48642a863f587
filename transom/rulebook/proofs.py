"""Books that were compiled and whose examples and scenarios hold, remembered by their content.

The same text compiles to the same book and proves the same, so a process does the work once however often it is asked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from transom.rulebook.books import Book, compile_book
from transom.rulebook.bundles import blob_name, bundle_name, manifest_of
from transom.rulebook.examples import run_examples
from transom.rulebook.problems import Problem, RulebookError
from transom.rulebook.scenarios import run_scenarios

BOOKS_KEPT: Final = 8
PROOFS_KEPT: Final = 5000

_books: OrderedDict[str, Book] = OrderedDict()
_proven: OrderedDict[tuple[str, str], None] = OrderedDict()


def sound_book(files: Mapping[str, str]) -> Book:
    """The folder's book, compiled once for each content; RulebookError with every problem when anything is wrong."""
    name = bundle_name(manifest_of(files))
    if name not in _books:
        refuse_unstorable(files)
        _books[name] = compile_book(files).sound()
        while len(_books) > BOOKS_KEPT:
            _books.popitem(last=False)
    return _books[name]


def refuse_unstorable(files: Mapping[str, str]) -> None:
    """RulebookError for the one character that PostgreSQL cannot hold."""
    problems = []
    for path, text in files.items():
        if "\0" in text:
            before = text[: text.index("\0")]
            line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
            problems.append(Problem(path, line, column, "a character that no text may hold (NUL)"))
    if problems:
        raise RulebookError(problems)


def refuse_failing(book: Book) -> None:
    """Run the examples and scenarios of what was not proven before; RulebookError with each that fails.

    A type is proven for its own bundle beside the agency's (whose calendar its scenarios live by).
    """
    problems = failing(book)
    if problems:
        raise RulebookError(problems)


def failing(book: Book) -> list[Problem]:
    """What the examples and scenarios of a sound book say that fail; nothing when all hold."""
    agency = book.agency.bundle if book.agency is not None else ""
    problems: list[Problem] = []
    for id_, text in book.texts.items():
        one = replace(book, texts={id_: text}, schedules={})
        problems += _failing((text.bundle, agency), one)
    for id_, schedule in book.schedules.items():
        one = replace(book, texts={}, schedules={id_: schedule})
        problems += _failing((blob_name(schedule.source.text), agency), one)
    return problems


def _failing(name: tuple[str, str], one: Book) -> list[Problem]:
    if name in _proven:
        return []
    problems = [*run_examples(one).problems, *run_scenarios(one).problems]
    if not problems:
        _proven[name] = None
        while len(_proven) > PROOFS_KEPT:
            _proven.popitem(last=False)
    return problems
