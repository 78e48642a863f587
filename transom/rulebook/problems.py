"""What is wrong with a rule text, said as `file:line:column: sentence`."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from transom.rulebook.positions import Path, Positions, Spot


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


@dataclass(slots=True)
class Report:
    """Collects the problems of one file while it is read and compiled."""

    file: str
    where: Positions = field(default_factory=Positions)
    problems: list[Problem] = field(default_factory=list)

    def error(self, path: Path, sentence: str) -> None:
        self._add(self.where.of(path), path, sentence, warning=False)

    def warn(self, path: Path, sentence: str) -> None:
        self._add(self.where.of(path), path, sentence, warning=True)

    def error_inside(self, path: Path, offset: int, sentence: str) -> None:
        """A problem at one character of a text value, such as a wrong name in a condition."""
        self._add(self.where.inside(path, offset), path, sentence, warning=False)

    def plain(self, spot: Spot, sentence: str) -> None:
        self.problems.append(Problem(self.file, spot.line, spot.column, sentence))

    def _add(self, spot: Spot, path: Path, sentence: str, *, warning: bool) -> None:
        named = f"{dotted(path)}: {sentence}" if path else sentence
        self.problems.append(Problem(self.file, spot.line, spot.column, named, warning))

    @property
    def has_errors(self) -> bool:
        return any(not problem.warning for problem in self.problems)


def dotted(path: Path) -> str:
    """`("fee", "permit", "rows", 2)` as people write it: fee.permit.rows[2]."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The tail of a sentence about a misspelt word: a suggestion, or nothing when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
