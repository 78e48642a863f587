"""How answers read to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from transom.kernel.money import dollars, to_cents
from transom.kernel.sentences import Sentence
from transom.rulebook.forms import Field

Said = str | list[list[tuple[str, str]]]
"""A plain sentence, or for a repeating group its rows of label and text."""


def said(
    field: Field, value: Any, snapshot: Mapping[str, Any] | None = None, *, say: Callable[[object], str] = str
) -> Said:
    """An answer as a person would read it, blank when there is none.

    Wrong input is shown as it was typed. A repeating group is a list of rows. `say` is how a page says our own words
    in its language; labels are those of the field.
    """
    if value in (None, "", [], {}):
        return ""
    if field.type == "list":
        return [_row(field.items, row, say) for row in value if isinstance(row, Mapping)]
    text = _PHRASES.get(field.type, _as_typed)(field, value, snapshot or {})
    return say(text) if isinstance(text, Sentence) else text


def summary(rows: Said) -> str:
    """The same in one line: a repeating group as its rows joined by semicolons."""
    if isinstance(rows, str):
        return rows
    return "; ".join(", ".join(f"{label.lower()} {text}" for label, text in row) for row in rows)


def _row(items: Sequence[Field], row: Mapping[str, Any], say: Callable[[object], str]) -> list[tuple[str, str]]:
    return [
        (item.label, summary(said(item, row.get(item.key), say=say)))
        for item in items
        if row.get(item.key) not in (None, "")
    ]


def _as_typed(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    return str(value)


def _number(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    amount = _decimal(value)
    if amount is None:
        return str(value)
    shown = f"{amount.normalize():,f}" if amount else "0"
    return f"{shown} {field.unit}".strip()


def _money(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    amount = _decimal(value)
    if amount is None or amount != amount.quantize(Decimal("0.01")):
        return str(value)
    return dollars(to_cents(amount))


def _bool(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    word = str(value).lower()
    if word in ("true", "yes"):
        return Sentence("Yes")
    return Sentence("No") if word in ("false", "no") else str(value)


def _choice(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    return next((option.label for option in field.options if option.value == value), str(value))


def _multi(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    chosen = [value] if isinstance(value, str) else list(value)
    return ", ".join(_choice(field, each, snapshot) for each in chosen)


def _date(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return Sentence("{day}", day=day)


def _person(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return ", ".join(str(value[part]) for part in ("name", "email", "phone", "address") if value.get(part))


def _picked(field: Field, value: Any, snapshot: Mapping[str, Any]) -> str:
    told = {**(value if isinstance(value, Mapping) else {}), **snapshot}
    return str(told.get("address") or told.get("name") or "")


def _decimal(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value).replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


_PHRASES = {
    "number": _number,
    "money": _money,
    "bool": _bool,
    "choice": _choice,
    "multi": _multi,
    "date": _date,
    "person": _person,
    "parcel": _picked,
    "license-holder": _picked,
}
