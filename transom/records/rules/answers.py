"""How answers read to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from transom.kernel.money import dollars, to_cents
from transom.rulebook.forms import Field

Said = str | list[list[tuple[str, str]]]
"""A plain sentence, or for a repeating group its rows of label and text."""


def said(field: Field, value: Any, snapshot: Mapping[str, Any] | None = None) -> Said:
    """An answer as a person would read it, blank when there is none.

    Wrong input is shown as it was typed. A repeating group is a list of rows.
    """
    if value in (None, "", [], {}):
        return ""
    if field.type == "list":
        return [_row(field.items, row) for row in value if isinstance(row, Mapping)]
    return _PHRASES.get(field.type, _as_typed)(field, value, snapshot or {})


def summary(rows: Said) -> str:
    """The same in one line: a repeating group as its rows joined by semicolons."""
    if isinstance(rows, str):
        return rows
    return "; ".join(", ".join(f"{label.lower()} {text}" for label, text in row) for row in rows)


def _row(items: Sequence[Field], row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (item.label, summary(said(item, row.get(item.key)))) for item in items if row.get(item.key) not in (None, "")
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
    return {"true": "Yes", "yes": "Yes", "false": "No", "no": "No"}.get(str(value).lower(), str(value))


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
    return f"{day:%B} {day.day}, {day.year}"


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
