"""From the flat names of a posted page to answers: `sections.0.height` is the height of the first section."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transom.rulebook.forms.fields import Field
from transom.rulebook.vocabulary import LICENSE_HOLDER, PARCEL, PERSON

_PARTS = {"parcel": PARCEL, "person": PERSON, "license-holder": LICENSE_HOLDER}


def answers_from(fields: Iterable[Field], posted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The answers to these questions in a posted page; names that no question has are left out."""
    return {field.key: _answer(field, field.key, posted) for field in fields if field.type != "info"}


def rows_from(field: Field, posted: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The entries of a repeating question in a posted page, those in which something was filled in."""
    return [row for row in _entries(field, field.key, posted) if any(row.values())]


def _answer(field: Field, name: str, posted: Mapping[str, Sequence[str]]) -> Any:
    if field.type == "list":
        return _entries(field, name, posted)
    if field.type in _PARTS:
        return {
            part: _last(posted, f"{name}.{part}") for part in _PARTS[field.type].fields if f"{name}.{part}" in posted
        }
    if field.type == "multi":
        return list(posted.get(name, ()))
    return _last(posted, name)


def _last(posted: Mapping[str, Sequence[str]], name: str) -> str:
    values = posted.get(name, ())
    return values[-1] if values else ""


def _entries(field: Field, name: str, posted: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    indexes = set()
    for key in posted:
        head, _, tail = key.removeprefix(f"{name}.").partition(".")
        if key.startswith(f"{name}.") and tail and head.isdecimal() and len(head) <= 3:
            indexes.add(int(head))
    return [
        {item.key: _answer(item, f"{name}.{index}.{item.key}", posted) for item in field.items}
        for index in sorted(indexes)
    ]
