"""Where each key and value stands in a TOML text.

`tomllib` reads exactly but tells no positions of good values. This scanner walks a text that tomllib has already
accepted, so it may trust the grammar and only has to find its way.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_SPACE: Final = re.compile(r"[ \t]*")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR: Final = re.compile(r"[^,\]}\r\n#]*")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text, counted from 1 as editors do."""

    line: int
    column: int


@dataclass(slots=True)
class Found:
    """What a scan of one text finds."""

    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    plain_text: set[Path] = field(default_factory=set)


class Positions:
    """The spots of one text: `keys` where a name is written, `values` where its value begins.

    The text is scanned when a spot is first asked for: a text without a slip never is.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text

    @cached_property
    def _found(self) -> Found:
        return _Scanner(self.text.replace("\r\n", "\n")).scan()

    @property
    def keys(self) -> dict[Path, Spot]:
        return self._found.keys

    @property
    def values(self) -> dict[Path, Spot]:
        return self._found.values

    @property
    def plain_text(self) -> set[Path]:
        """Paths of one-line strings without escapes: character n of the value is character n of the text."""
        return self._found.plain_text

    def of(self, path: Path) -> Spot:
        """The key's spot, or that of the nearest table around it, or the start of the file."""
        for length in range(len(path), 0, -1):
            spot = self.keys.get(path[:length]) or self.values.get(path[:length])
            if spot is not None:
                return spot
        return Spot(1, 1)

    def depth(self, path: Path) -> int:
        """How much of a path is written in this text."""
        return next((n for n in range(len(path), 0, -1) if path[:n] in self.keys or path[:n] in self.values), 0)

    def inside(self, path: Path, offset: int) -> Spot:
        """The spot of the character `offset` of a text value; the value's start where that cannot be told."""
        spot = self.values.get(path)
        if spot is None:
            return self.of(path)
        if path in self.plain_text:
            return Spot(spot.line, spot.column + 1 + offset)
        return spot


def positions(text: str) -> Positions:
    """Every path of a TOML text that `tomllib` accepts, with its line and column."""
    return Positions(text)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Found()
        self.lengths: dict[Path, int] = {}
        self.starts = [0]
        self.starts += [match.end() for match in re.finditer("\n", text)]
        self.line = 0

    def scan(self) -> Found:
        base: Path = ()
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return self.found
            if self.text[self.at] == "[":
                base = self._header()
            else:
                self._pair(base)

    def _header(self) -> Path:
        spot = self._spot()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        self._skip(_SPACE)
        names = [name for name, _ in self._dotted()]
        self._skip(_SPACE)
        self.at += 2 if many else 1
        path: Path = (*self._through_lists((), names[:-1]), names[-1])
        self._mark_parents(path, spot)
        if many:
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            self.found.keys.setdefault(path, spot)
            path = (*path, index)
        else:
            path = self._through_lists((), names)
        self.found.keys.setdefault(path, spot)
        self.found.values.setdefault(path, spot)
        return path

    def _through_lists(self, base: Path, names: list[str]) -> Path:
        """A name that means a list of tables stands for its last table, as TOML says."""
        path = base
        for name in names:
            path = (*path, name)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _mark_parents(self, path: Path, spot: Spot) -> None:
        for length in range(1, len(path)):
            self.found.keys.setdefault(path[:length], spot)

    def _pair(self, base: Path) -> None:
        names = self._dotted()
        path = base
        for name, spot in names:
            path = (*path, name)
            self.found.keys.setdefault(path, spot)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _dotted(self) -> list[tuple[str, Spot]]:
        names = []
        while True:
            self._skip(_SPACE)
            spot = self._spot()
            names.append((self._key(), spot))
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def _key(self) -> str:
        quote = self.text[self.at]
        if quote in "\"'":
            return self._quoted(quote)
        match = _BARE_KEY.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        return match.group()

    def _quoted(self, quote: str) -> str:
        """Read a one-line string and return what it says."""
        start = self.at + 1
        end = start
        while self.text[end] != quote:
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        self.at = end + 1
        raw = self.text[start:end]
        return raw if quote == "'" else _ESCAPE.sub(_unescape, raw)

    def _value(self, path: Path) -> None:
        self.found.values[path] = self._spot()
        first = self.text[self.at]
        if first == "[":
            self._list(path)
        elif first == "{":
            self._table(path)
        elif self.text.startswith(('"""', "'''"), self.at):
            self._long_text(self.text[self.at : self.at + 3])
        elif first in "\"'":
            start = self.at
            self._quoted(first)
            if first == "'" or "\\" not in self.text[start : self.at]:
                self.found.plain_text.add(path)
        else:
            self._skip(_SCALAR)

    def _list(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == "]":
                self.at += 1
                return
            self._value((*path, index))
            index += 1
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == "}":
                self.at += 1
                return
            self._pair(path)
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1

    def _long_text(self, quotes: str) -> None:
        end = self.at + 3
        while not self.text.startswith(quotes, end):
            end += 2 if quotes == '"""' and self.text[end] == "\\" else 1
        end += 3
        while end < len(self.text) and self.text[end] == quotes[0] and self.text[end - 1] == quotes[0]:
            end += 1  # up to two quotation marks may stand just before the closing three
        self.at = end

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def _spot(self) -> Spot:
        while self.line + 1 < len(self.starts) and self.starts[self.line + 1] <= self.at:
            self.line += 1
        return Spot(self.line + 1, self.at - self.starts[self.line] + 1)


def _unescape(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    if char:
        return _SHORT[char]
    return chr(int(short or long, 16))
