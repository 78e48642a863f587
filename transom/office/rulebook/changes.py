"""What changes between two sets of rule files, as people read it: by document, with the label of each thing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from transom.rulebook.diffing import ADDED, BASE, REMOVED, Change, Document, compared, documents

SAID: Final = {"+": "New", "-": "Gone", "~": "Changed"}
CONTEXT: Final = 2
"""Unchanged lines shown around a changed one."""
MOST_LINES: Final = 400
_PART: Final = re.compile(r'\["(.*?)"\]|\[(\d+)\]|([^.\[\]]+)')
_PROOF: Final = ("example", "scenario")
_LABELS: Final = ("label", "title", "name", "say")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is new, gone or changed: how people call it, and where it stands."""

    said: str
    label: str
    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: "+" new, "-" gone, " " unchanged, "…" where unchanged lines are left out."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The changes that documents of these names (a record type's is its id) share."""

    title: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    proof: tuple[Row, ...]
    """What changes in its own examples and scenarios."""
    lines: tuple[Line, ...]
    cut: int = 0
    """Lines that are not shown because there are too many."""


def changed_paths(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The files that differ, are new or are gone."""
    return tuple(sorted(path for path in {*old, *new} if old.get(path) != new.get(path)))


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Part, ...]:
    """What changes from one set of files to the other, most shared first; nothing when nothing does."""
    before, after = documents(_touched(old, new)), documents(_touched(new, old))
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in compared(before, after):
        groups.setdefault(change.documents, []).append(change)
    ordered = sorted(groups, key=lambda names: (-len(names), names))
    return tuple(_part(names, groups[names], before, after) for names in ordered)


def _touched(files: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The files that differ and the bases they may build on; all where a base itself differs."""
    differ = {path for path, text in files.items() if other.get(path) != text}
    bases = {path for path, text in files.items() if f'"{BASE}"' in text[:2000]}
    if any(f'"{BASE}"' in side.get(path, "")[:2000] for path in changed_paths(files, other) for side in (files, other)):
        return dict(files)
    return {path: text for path, text in files.items() if path in differ | bases}


def _part(
    names: tuple[str, ...], found: Sequence[Change], before: Mapping[str, Document], after: Mapping[str, Document]
) -> Part:
    olds, news = before.get(names[0]), after.get(names[0])
    title = _several([_called(after.get(name) or before[name]) for name in names])
    lines = _lines(olds, news) if _is_text(olds) or _is_text(news) else []
    rows = [_row(change, names[0], olds, news) for change in found] if not lines else []
    proof = tuple(row for row in rows if row.path.startswith(_PROOF))
    others = tuple(row for row in rows if row not in proof)
    return Part(title, names, others, proof, tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))


def _row(change: Change, name: str, old: Document | None, new: Document | None) -> Row:
    said = SAID[change.kind]
    if change.path == name and change.kind in (ADDED, REMOVED):
        return Row(said, "The whole of it", "", change.old, change.new)
    side = old if change.kind == REMOVED else new
    return Row(said, _label(change.path, side.data if side is not None else {}), change.path, change.old, change.new)


def _label(path: str, data: Mapping[str, Any]) -> str:
    """The kind of thing and what it is called: fee “Fence permit”; the innermost thing that has a name."""
    here: Any = data
    found = ""
    for named, index, key in _PART.findall(path):
        if named:
            found, here = named, next((each for each in _entries(here) if named in each.values()), None)
        elif index:
            here = here[int(index)] if isinstance(here, list) and int(index) < len(here) else None
        else:
            here = here.get(key) if isinstance(here, Mapping) else None
        if isinstance(here, Mapping):
            found = next((str(here[name]) for name in _LABELS if isinstance(here.get(name), str)), found)
    kind = path.partition(".")[0].partition("[")[0].replace("_", " ")
    return f"{kind} “{found}”" if found else ""


def _entries(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _lines(old: Document | None, new: Document | None) -> list[Line]:
    """The changed lines of a letter or a template with a little of what stands around them."""
    before, after = ((side.lines or ()) if side is not None else () for side in (old, new))
    return list(_with_context(before, after))


def _with_context(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(CONTEXT)):
        if number:
            yield Line("…", "")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (Line(" ", text) for text in before[i1:i2])
                continue
            yield from (Line("-", text) for text in before[i1:i2])
            yield from (Line("+", text) for text in after[j1:j2])


def _is_text(side: Document | None) -> bool:
    return side is not None and side.lines is not None


def _called(document: Document) -> str:
    """A type by its label, a lifecycle or schedule by its name, a file by its path."""
    label = document.data.get("label")
    return str(label) if isinstance(label, str) else document.name[:1].upper() + document.name[1:]


def _several(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return f"{', '.join(names[:3])} and {len(names) - 3} more"
