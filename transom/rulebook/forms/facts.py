"""Stored answers (JSON, numbers as text) as the typed facts rules work on."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from transom.rulebook.expressions.types import Type
from transom.rulebook.forms.fields import Field, type_of


def facts_from(fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer that can be read as its question's type; the others stay unknown."""
    facts: dict[str, Any] = {}
    for field in fields:
        type_ = type_of(field)
        if type_ is None or answers.get(field.key) in (None, ""):
            continue
        value = fact(answers[field.key], type_)
        if value is not None:
            facts[field.key] = value
    return facts


def fact(value: Any, type_: Type) -> Any:
    """One value as its type, or None when it cannot be read as that."""
    match type_.kind:
        case "number":
            return _number(value)
        case "yes/no":
            return (
                value
                if isinstance(value, bool)
                else {"true": True, "false": False, "yes": True, "no": False}.get(str(value).strip().lower())
            )
        case "date":
            return _date(value)
        case "group":
            return _group(value, type_)
        case "list":
            if not isinstance(value, list | tuple):
                return None
            return [each for entry in value if (each := _group(entry, type_)) is not None]
        case "several choices":
            return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
    return str(value)


def _group(value: Any, type_: Type) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        return None
    read = {key: fact(value[key], inner) for key, inner in type_.fields.items() if value.get(key) not in (None, "")}
    return {key: each for key, each in read.items() if each is not None}


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool | float):
        return None
    try:
        number = Decimal(str(value).replace(",", "").removeprefix("$"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
