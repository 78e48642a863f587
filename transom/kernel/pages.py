"""Lists that are paged by key and not by offset: page 1,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
OLDER, NEWER = "o", "n"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; `older` and `newer` are the marks of its neighbors, empty where there is none."""

    rows: tuple[Row, ...]
    older: str = ""
    newer: str = ""


def page(rows: QuerySet[Row], *, order: tuple[str, ...] = ("-id",), mark: str = "", size: int = 25) -> Page[Row]:
    """The page of `rows` that a mark of an earlier page points to; the first one for an empty or spoiled mark.

    `order` names plain fields without empty values, "-" for newest first, and must end in a unique one. One query.
    """
    way, values = _read(mark, len(order))
    backwards = way == NEWER
    ordering = tuple(_turned(key) for key in order) if backwards else order
    try:
        found = list(rows.filter(_beyond(ordering, values)).order_by(*ordering)[: size + 1])
    except (ValueError, ValidationError):
        way, backwards, values = OLDER, False, []
        found = list(rows.order_by(*order)[: size + 1])
    more, kept = len(found) > size, found[:size]
    if backwards:
        kept.reverse()
    if not kept:
        return Page(())
    has_newer, has_older = (more, True) if backwards else (bool(values), more)
    return Page(
        tuple(kept),
        older=_mark(OLDER, kept[-1], order) if has_older else "",
        newer=_mark(NEWER, kept[0], order) if has_newer else "",
    )


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(ordering: tuple[str, ...], values: list[Any]) -> Q:
    """Rows after `values` in this order. The first key is bounded by itself too, so that its index is used."""
    if not values:
        return Q()
    beyond, same = Q(), Q()
    for key, value in zip(ordering, values, strict=True):
        name = key.removeprefix("-")
        beyond |= same & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    first = ordering[0]
    return beyond & Q(**{f"{first.removeprefix('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]})


def _mark(way: str, row: Model, order: tuple[str, ...]) -> str:
    values = [getattr(row, key.removeprefix("-")) for key in order]
    plain = [value.isoformat() if isinstance(value, date | datetime) else value for value in values]
    return way + base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(mark: str, length: int) -> tuple[str, list[Any]]:
    way, text = mark[:1], mark[1:]
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        return OLDER, []
    fits = isinstance(values, list) and len(values) == length and all(isinstance(one, str | int) for one in values)
    return (way, values) if fits and way in (OLDER, NEWER) else (OLDER, [])
