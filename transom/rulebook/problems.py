"""What is wrong with a rule text, said as `file:line:column: sentence`."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from transom.rulebook.limits import MOST_CONDITIONS, MOST_PROBLEMS
from transom.rulebook.positions import Path, Positions, Spot

_LONGEST_WORD = 80
"""Of a longer one no suggestion is sought: the search takes time with its square."""


EMPTY = '""'
"""A key of no letters, so that a place that ends in it can be seen."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an editor of the rulebook should mend; a warning does not stop publishing."""

    file: str
    line: int
    column: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}:{self.column}: {kind}{self.text}"


class RulebookError(Exception):
    """The text cannot be used; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Under:
    """The base a file builds on: words the file does not write itself stand there."""

    file: str
    where: Positions
    taken: frozenset[Path]
    """What the file says anew, whole: nothing below these paths stands in the base."""

    def holds(self, path: Path, own: Positions) -> bool:
        """Whether a path's words stand in the base, not in the file itself."""
        if any(path[:length] in self.taken for length in range(1, len(path) + 1)):
            return False
        return self.where.depth(path) > own.depth(path)


@dataclass(slots=True)
class Report:
    """Collects the problems of one file while it is read and compiled."""

    file: str
    where: Positions = field(default_factory=Positions)
    problems: list[Problem] = field(default_factory=list)
    under: Under | None = None
    conditions: set[Path] = field(default_factory=set)

    def error(self, path: Path, sentence: str) -> None:
        file, where = self._text_of(path)
        self._add(file, where.of(path), path, sentence, warning=False)

    def warn(self, path: Path, sentence: str) -> None:
        file, where = self._text_of(path)
        self._add(file, where.of(path), path, sentence, warning=True)

    def error_inside(self, path: Path, offset: int, sentence: str) -> None:
        """A problem at one character of a text value, such as a wrong name in a condition."""
        file, where = self._text_of(path)
        self._add(file, where.inside(path, offset), path, sentence, warning=False)

    def plain(self, spot: Spot, sentence: str) -> None:
        self.problems.append(Problem(self.file, spot.line, spot.column, sentence))

    def may_compile(self, path: Path) -> bool:
        """Whether another condition of this file is looked at; not when it has too many, or too many problems."""
        if len(self.conditions) == MOST_CONDITIONS and path not in self.conditions:
            self.error((), f"a file has at most {MOST_CONDITIONS:,} conditions and formulas")
        if len(self.conditions) > MOST_CONDITIONS or self._count(warning=False) >= MOST_PROBLEMS:
            return False
        self.conditions.add(path)
        return True

    def says(self, path: Path) -> bool:
        """Whether the file, or its base, really writes this setting."""
        return self._text_of(path)[1].depth(path) == len(path)

    def _text_of(self, path: Path) -> tuple[str, Positions]:
        """The file, its own or its base's, in which the words of a path stand."""
        if self.under is not None and self.under.holds(path, self.where):
            return self.under.file, self.under.where
        return self.file, self.where

    def _add(self, file: str, spot: Spot, path: Path, sentence: str, *, warning: bool) -> None:
        if self._count(warning=warning) >= MOST_PROBLEMS:
            return
        named = f"{dotted(path)}: {sentence}" if path else sentence
        self.problems.append(Problem(file, spot.line, spot.column, named, warning))

    def _count(self, *, warning: bool) -> int:
        return sum(problem.warning is warning for problem in self.problems)

    @property
    def has_errors(self) -> bool:
        return any(not problem.warning for problem in self.problems)


def dotted(path: Path) -> str:
    """`("fee", "permit", "rows", 2)` as people write it: fee.permit.rows[2]."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part or EMPTY}" if text else part
    return text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The tail of a sentence about a misspelt word: a suggestion, or nothing when none is near."""
    if len(word) > _LONGEST_WORD:
        return ""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
