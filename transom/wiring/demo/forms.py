"""Whole forms of every type: what the first example beside its rules says, as somebody types it on another day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from transom.rulebook.compiled import RecordType

PICKED = ("parcel", "license-holder", "file", "info")


def answers(rt: RecordType, day: date) -> dict[str, Any]:
    """Every answer of the first example as typed, staff's too; its dates as far from `day` as they were from its own.

    A property and a company are not typed but picked, so they are not among them.
    """
    said, written_on = _example(rt.bundle, _own_text(rt))
    days = (day - written_on).days
    fields = {key: field for key, field in rt.fields.items() if field.type not in PICKED}
    return {key: typed(said[key], days) for key in fields if key in said}


def others(rt: RecordType, day: date) -> list[dict[str, Any]]:
    """What its scenarios say, as typed, moved to `day`; most say only a part of the form."""
    file, written_on = _read(rt.bundle, _own_text(rt))
    days = (day - written_on).days
    return [
        {
            key: typed(value, days)
            for key, value in life["given"].items()
            if key in rt.fields and rt.fields[key].type not in PICKED
        }
        for life in file["scenario"]
    ]


def place(rt: RecordType) -> dict[str, Any]:
    """What the first example says of the property: its address and its flags."""
    said, _ = _example(rt.bundle, _own_text(rt))
    return {"address": "44 E DOWNER PL"} | dict(said.get("parcel", {}))


def holders(rt: RecordType) -> dict[str, dict[str, Any]]:
    """What the first example says of each company that is asked for, by question."""
    said, _ = _example(rt.bundle, _own_text(rt))
    asked = (key for key, field in rt.fields.items() if field.type == "license-holder" and key in said)
    return {key: dict(said[key]) for key in asked}


def typed(value: Any, days: int = 0) -> Any:
    """A fact of a rule file as somebody types it into a form; dates moved by so many days."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return (value + timedelta(days=days)).isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, list):
        return [typed(entry, days) for entry in value]
    if isinstance(value, Mapping):
        return {key: typed(each, days) for key, each in value.items()}
    return value


def written_on(rt: RecordType) -> date:
    """The day the first example is about: the one its first scenario begins on."""
    return _example(rt.bundle, _own_text(rt))[1]


def _own_text(rt: RecordType) -> str:
    heads = (text for name, text in rt.files.items() if name.endswith(".toml") and f'\nid = "{rt.id}"\n' in text)
    return next(text for text in heads if 'schema = "record-type/1"' in text)


def _example(bundle: str, text: str) -> tuple[dict[str, Any], date]:
    file, written_on = _read(bundle, text)
    return file["example"][0]["given"], written_on


@cache
def _read(bundle: str, text: str) -> tuple[dict[str, Any], date]:
    file = tomllib.loads(text, parse_float=Decimal)
    return file, file["scenario"][0]["steps"][0]["day"]
