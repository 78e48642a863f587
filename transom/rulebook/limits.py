"""How large a rulebook may be. Every limit is far above what an honest city writes, and is counted, never clocked.

With them every text is read in bounded time and memory: characters of a file bound what is parsed, entries and
conditions what is compiled, problems what is searched for suggestions.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from transom.rulebook.positions import Path

LARGEST: Final = 500_000
"""Characters of one file."""
MOST_FILES: Final = 2_000
MOST_CHARACTERS: Final = 20_000_000
"""Characters of a whole folder."""
DEEPEST: Final = 12
"""Tables and lists inside each other."""
TOO_DEEP: Final = f"lists and tables are nested at most {DEEPEST} deep"
MOST_ENTRIES: Final = 2_000
"""Entries of one list or table that has no limit of its own."""
MOST: Final[Mapping[str, int]] = {
    "page": 60, "field": 300, "fields": 100, "options": 500, "document": 100, "review": 60, "inspection": 100,
    "need": 100, "fee": 500, "refund": 60, "status": 60, "move": 200, "timer": 60, "example": 1_000, "scenario": 300,
    "steps": 200, "question": 60, "answer": 300, "words": 20_000, "waive": 60, "schedules": 30,
}  # fmt: skip
"""Entries of lists and tables by their name."""
MOST_CONDITIONS: Final = 3_000
"""Conditions and formulas of one file."""
MOST_PROBLEMS: Final = 200
"""So many problems of a file are told; the others when these are mended."""
_CHAIN: Final = re.compile(rf"""(?:(?>[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*+\.[ \t]*+){{{DEEPEST},}}""", re.ASCII)


def too_large(files: Mapping[str, str]) -> str:
    """A sentence when a folder holds too much to be read at all, else nothing."""
    if len(files) > MOST_FILES:
        return f"a rulebook has at most {MOST_FILES:,} files; this one has {len(files):,}"
    characters = sum(len(text) for text in files.values())
    if characters > MOST_CHARACTERS:
        return f"a rulebook has at most {MOST_CHARACTERS:,} characters; this one has {characters:,}"
    return ""


def deep_name(text: str) -> int | None:
    """Where a name of too many dotted parts stands: tomllib needs time quadratic in them, so it never sees one."""
    match = _CHAIN.search(text)
    return None if match is None else match.start()


def is_deep(data: Mapping[str, Any]) -> bool:
    """Whether lists and tables are nested too deeply; counted level by level, without recursion."""
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        inner = [each for value in level for each in (value.values() if isinstance(value, Mapping) else value)]
        level = [each for each in inner if isinstance(each, Mapping | list)]
    return bool(level)


def over_limit(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Each list or table of a file that holds too much."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        most = MOST.get(str(path[-1]), MOST_ENTRIES) if path else MOST_ENTRIES
        if len(value) > most:
            yield path, f"there may be at most {most:,} entries here; these are {len(value):,}"
            continue
        entries = value.items() if isinstance(value, Mapping) else enumerate(value)
        waiting += [((*path, key), each) for key, each in entries if isinstance(each, Mapping | list)]
