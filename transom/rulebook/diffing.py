"""What changes between two rulebooks, said by path: `~ fee.permit.rows[2].rate: 14.00 -> 15.50`.

Compared is what the text means, not how it is laid out: a type with all it takes from its base, tables by key, lists by
what their entries are called. Letters and print templates are compared by line.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from transom.rulebook.extending import extended
from transom.rulebook.positions import Path
from transom.rulebook.reading import Source, read_source

ADDED, REMOVED, CHANGED = "+", "-", "~"
TYPE: Final = "record-type/1"
BASE: Final = "record-base/1"
KINDS: Final = {"lifecycle/1": "lifecycle", "fee-schedule/1": "fee schedule"}
_NAMED_BY: Final = ("name", "key", "id", "label")
_ORDERED: Final = frozenset({"page", "field"})
"""Tables whose order people see."""
_LONGEST: Final = 90
_TESTS: Final = re.compile(r"(?:example|scenario)(?:$|[.\[])")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing rules are written in: a record type with what it takes from its base, a lifecycle, a letter."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] | None = None
    """The text, where it is compared by line."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new (`+`), gone (`-`) or different (`~`), and in which documents it is so."""

    kind: str
    path: str
    old: str = ""
    new: str = ""
    documents: tuple[str, ...] = ()

    @property
    def is_of_tests(self) -> bool:
        """Whether only examples or scenarios change, which prove the rules and are none."""
        return _TESTS.match(self.path) is not None

    def __str__(self) -> str:
        if self.kind == CHANGED:
            return f"{self.kind} {self.path}: " + (f"{self.old} -> {self.new}" if self.old else self.new)
        said = self.new or self.old
        return f"{self.kind} {self.path}: {said}" if said else f"{self.kind} {self.path}"


def documents(files: Mapping[str, str]) -> dict[str, Document]:
    """The documents of a folder, or of one bundle, by name; what is not TOML is left to the checker.

    A type is named by its id, a lifecycle `lifecycle permit`, a schedule `fee schedule building`, the rest by its path.
    """
    sources = [read_source(path, text) for path, text in sorted(files.items()) if path.endswith(".toml")]
    readable = [source for source in sources if not source.report.has_errors]
    bases = {str(source.data.get("id")): source for source in readable if source.data.get("schema") == BASE}
    found = [_document(source, bases) for source in readable if source.data.get("schema") != BASE]
    texts = (Document(path, lines=_lines(text)) for path, text in files.items() if not path.endswith(".toml"))
    return {each.name: each for each in (*found, *texts)}


def diff(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    """What changes from one folder's files to another's."""
    return compared(documents(old), documents(new))


def compared(old: Mapping[str, Document], new: Mapping[str, Document]) -> tuple[Change, ...]:
    """What changes between documents; the same change in several of them is said once, with all their names."""
    where: dict[tuple[str, str, str, str], list[str]] = {}
    for name in sorted({*old, *new}):
        for change in _between(name, old.get(name), new.get(name)):
            where.setdefault((change.kind, change.path, change.old, change.new), []).append(name)
    return tuple(Change(*said, tuple(names)) for said, names in where.items())


def about(known: Mapping[str, Document], type_id: str) -> dict[str, Document]:
    """One record type with the lifecycle and the schedules it uses; nothing when there is no such type."""
    if type_id not in known:
        return {}
    data = known[type_id].data
    schedules = data.get("schedules", [])
    names = [type_id, f"lifecycle {data.get('lifecycle')}", *(f"fee schedule {each}" for each in schedules)]
    return {name: known[name] for name in names if name in known}


def as_text(changes: Iterable[Change]) -> str:
    """The changes under the documents they are in, as an editor reads them; a sentence when there is none."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault(change.documents, []).append(change)
    parts = []
    for names in sorted(groups, key=lambda names: (-len(names), names)):
        parts.append("\n".join([_several(names), *(f"  {change}" for change in groups[names])]))
    return "\n".join(parts) or "Nothing changes."


def _document(source: Source, bases: Mapping[str, Source]) -> Document:
    schema, id_ = source.data.get("schema"), str(source.data.get("id", source.name))
    if schema != TYPE:
        return Document(f"{KINDS[schema]} {id_}" if schema in KINDS else source.name, source.data)
    base = bases.get(str(source.data.get("extends")))
    data = extended(source, base).data if base is not None else source.data
    return Document(id_, {key: value for key, value in data.items() if key not in ("extends", "without")})


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def _several(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def _between(name: str, old: Document | None, new: Document | None) -> Iterator[Change]:
    if old is None or new is None:
        one = new if old is None else old
        assert one is not None
        label = one.data.get("label") or one.data.get("title") or ""
        yield Change(ADDED if old is None else REMOVED, name, new=str(label))
    elif old.lines is not None and new.lines is not None:
        yield from _by_line(old.lines, new.lines)
    else:
        yield from _tables((), old.data, new.data)


def _by_line(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag != "equal")
    come = sum(j2 - j1 for tag, _, _, j1, j2 in blocks if tag != "equal")
    if gone or come:
        yield Change(CHANGED, "text", new=f"{_many(come, 'line')} new, {gone} gone")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _tables(path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        here = (*path, key)
        if key not in old:
            yield Change(ADDED, _said(here), new=_value(new[key]))
        elif key not in new:
            yield Change(REMOVED, _said(here), old=_value(old[key]))
        else:
            yield from _values(here, old[key], new[key])
    if len(path) == 1 and path[0] in _ORDERED:
        before, after = [key for key in old if key in new], [key for key in new if key in old]
        if before != after:
            yield Change(CHANGED, f"{path[0]} (order)", ", ".join(before), ", ".join(after))


def _values(path: Path, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _tables(path, old, new)
    elif _is_list_of_tables(old) and _is_list_of_tables(new):
        yield from _lists(path, old, new)
    elif _plain(old) != _plain(new):
        yield Change(CHANGED, _said(path), _value(old, short=False), _value(new, short=False))


def _lists(path: Path, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Entries that are named are found again by their name, others by their place among those that stayed."""
    name = next((key for key in _NAMED_BY if _names_all(key, old) and _names_all(key, new)), None)
    if name is not None:
        before, after = ({entry[name]: entry for entry in entries} for entries in (old, new))
        yield from _tables_of_list(path, before, after)
        return
    before_texts, after_texts = ([_plain(entry) for entry in entries] for entries in (old, new))
    blocks = difflib.SequenceMatcher(None, before_texts, after_texts, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for offset in range(both):
            yield from _values((*path, j1 + offset), old[i1 + offset], new[j1 + offset])
        for index in range(i1 + both, i2):
            yield Change(REMOVED, _said((*path, index)), old=_value(old[index], short=False))
        for index in range(j1 + both, j2):
            yield Change(ADDED, _said((*path, index)), new=_value(new[index], short=False))


def _tables_of_list(path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        spot = f'{_said(path)}["{key}"]'
        if key not in old:
            yield Change(ADDED, spot)
        elif key not in new:
            yield Change(REMOVED, spot)
        else:
            yield from _values((spot,), old[key], new[key])


def _names_all(key: str, entries: Sequence[Mapping[str, Any]]) -> bool:
    names = [entry.get(key) for entry in entries]
    return all(isinstance(name, str) for name in names) and len(set(names)) == len(names)


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _said(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _plain(value: Any) -> str:
    """A value's text by which values are the same: 14.00 is another text than 14, and says so."""
    return json.dumps(value, sort_keys=True, default=_as_json, ensure_ascii=False)


def _as_json(value: Any) -> Any:
    return f"{type(value).__name__} {value}"


def _value(value: Any, *, short: bool = True) -> str:
    """A value as an editor writes it; a whole table is named, not recited, where it is new or gone."""
    if isinstance(value, Mapping):
        return "" if short else _cut("{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }")
    if isinstance(value, list):
        return _cut("[" + ", ".join(_value(each, short=False) for each in value) + "]")
    if isinstance(value, str):
        return _cut(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal) else repr(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
