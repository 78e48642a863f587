"""What is wrong with rule texts, each problem with its place and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from transom.office.rulebook.changes import changed_paths
from transom.rulebook.limits import too_large
from transom.rulebook.problems import Problem, RulebookError
from transom.rulebook.proofs import failing, refuse_unstorable, sound_book

AROUND: Final = 1
LONGEST: Final = 200
"""Characters of a line that are shown."""
_SAID: Final = re.compile(r"^(.+?):(\d+):(\d+): (warning: )?(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as it is shown: the sentence, its place, and the lines there (number, text, whether it is the one)."""

    file: str
    line: int
    column: int
    say: str
    warning: bool
    lines: tuple[tuple[int, str, bool], ...]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.file else ""


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything the checker, the examples and the scenarios say of these files."""
    excess = too_large(files)
    if excess:
        return (Problem("agency.toml", 1, 1, excess),)
    try:
        refuse_unstorable(files)
        book = sound_book(files)
    except RulebookError as error:
        return error.problems
    return (*book.problems, *failing(book))


@dataclass(frozen=True, slots=True)
class Look:
    """What the checker says of a draft: what stops publishing, and what is worth a look in the files that changed."""

    errors: tuple[Told, ...]
    warnings: tuple[Told, ...]


def look(files: Mapping[str, str], standing: Mapping[str, str]) -> Look:
    """Check a draft; warnings are told only of files that differ from those that stand."""
    found = sorted(problems_of(files))
    changed = changed_paths(standing, files)
    return Look(
        told([each for each in found if not each.warning], files),
        told([each for each in found if each.warning and each.file in changed], files),
    )


def told(problems: Iterable[Problem], files: Mapping[str, str]) -> tuple[Told, ...]:
    """Problems with the lines they stand at."""
    return tuple(
        Told(each.file, each.line, each.column, each.text, each.warning, _lines(files.get(each.file, ""), each.line))
        for each in problems
    )


def read_back(sentences: Iterable[str], files: Mapping[str, str]) -> tuple[Told, ...]:
    """Problems that were kept as `file:line:column: sentence`, with the lines they stand at."""
    return tuple(_read(sentence, files) for sentence in sentences)


def _read(sentence: str, files: Mapping[str, str]) -> Told:
    match = _SAID.match(sentence)
    if match is None:
        return Told("", 0, 0, sentence, False, ())
    file, line, column, warning, say = match.groups()
    return Told(file, int(line), int(column), say, bool(warning), _lines(files.get(file, ""), int(line)))


def _lines(text: str, line: int) -> tuple[tuple[int, str, bool], ...]:
    written = text.split("\n")
    first, last = max(1, line - AROUND), min(len(written), line + AROUND)
    return tuple((number, written[number - 1][:LONGEST], number == line) for number in range(first, last + 1))
