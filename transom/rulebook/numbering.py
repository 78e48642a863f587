"""Record numbers as a pattern: "F{yy}-{n:05}" is F26-00001."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_PART: Final = re.compile(r"\{([^{}]*)\}")
_COUNT: Final = re.compile(r"^n(?::0(\d))?$")
_YEAR: Final = {"yy": "%y", "yyyy": "%Y", "mm": "%m"}


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern whose counter starts again whenever the text around it changes, such as with the year."""

    text: str
    digits: int

    def number(self, n: int, on: date) -> str:
        """The n-th number of the series a day belongs to."""
        return self._filled(on, f"{n:0{self.digits}}" if self.digits else str(n))

    def series(self, on: date) -> str:
        """The counter's key: the number without its count, e.g. "F26"."""
        return self._filled(on, "").strip("-/. ")

    def _filled(self, on: date, count: str) -> str:
        return _PART.sub(lambda m: count if m[1].startswith("n") else on.strftime(_YEAR[m[1]]), self.text)


def number_pattern(text: str) -> NumberPattern:
    """Read a pattern; ValueError with a sentence when it cannot number records."""
    parts = _PART.findall(text)
    counts = [part for part in parts if _COUNT.match(part)]
    unknown = [part for part in parts if part not in _YEAR and not _COUNT.match(part)]
    if unknown:
        raise ValueError(f'"{{{unknown[0]}}}" cannot stand in a number; use {{yy}}, {{yyyy}}, {{mm}} and {{n:05}}')
    if len(counts) != 1:
        raise ValueError('a number needs one counter, e.g. "F{yy}-{n:05}"')
    if "{" in _PART.sub("", text) or "}" in _PART.sub("", text):
        raise ValueError("a brace is not closed")
    if not re.fullmatch(r"[A-Za-z0-9/. -]*", _PART.sub("", text)):
        raise ValueError("a number holds letters, digits, dashes, dots and slashes only")
    match = _COUNT.match(counts[0])
    assert match is not None
    return NumberPattern(text, int(match[1] or 0))
