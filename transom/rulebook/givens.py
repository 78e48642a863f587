"""Facts written in examples and scenarios: a misspelt name or a wrong kind of value is said before they run."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from transom.rulebook.expressions.comparisons import kind_of
from transom.rulebook.expressions.types import NUMBER, Names, Type
from transom.rulebook.positions import Path
from transom.rulebook.problems import Report, did_you_mean
from transom.rulebook.schema.common import FIRST_YEAR, LAST_YEAR, MOST_PLACES

CHARGED = "charged"


def check_given(report: Report, path: Path, given: Mapping[str, Any], names: Names) -> bool:
    """Whether every given fact is one the rules know and of its kind; what is not is reported."""
    before = len(report.problems)
    for name, value in given.items():
        if name.startswith("_"):
            continue
        if name == CHARGED and isinstance(value, Mapping):
            for fee, amount in value.items():
                _check(report, (*path, name, fee), fee, amount, NUMBER)
        elif name not in names:
            report.error((*path, name), f'unknown name "{name}"{did_you_mean(name, [*names, CHARGED])}')
        else:
            _check(report, (*path, name), name, value, names[name])
    return len(report.problems) == before


def _check(report: Report, path: Path, name: str, value: Any, type_: Type) -> None:
    if type_.kind == "group" and isinstance(value, Mapping):
        _check_parts(report, path, name, value, type_)
    elif type_.kind == "list" and isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, Mapping):
                _check_parts(report, (*path, index), name, entry, type_)
            else:
                report.error((*path, index), f'an entry of "{name}" is a table, e.g. {{ ... }}')
    elif type_.kind in ("choice", "several choices"):
        for word in value if isinstance(value, list) and type_.kind == "several choices" else [value]:
            if word not in type_.options:
                report.error(path, f'"{word}" is not an option of "{name}"{did_you_mean(str(word), type_.options)}')
    elif not _fits(value, type_):
        report.error(path, f'"{name}" is {kind_of(type_)}')


def _check_parts(report: Report, path: Path, name: str, value: Mapping[str, Any], type_: Type) -> None:
    for part, inner in value.items():
        if part in type_.fields:
            _check(report, (*path, part), part, inner, type_.fields[part])
        else:
            report.error((*path, part), f'unknown name "{part}"{did_you_mean(part, type_.fields)}  in "{name}"')


def _ordinary(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < Decimal(10) ** 15 and int(number.as_tuple().exponent) >= -MOST_PLACES


def _fits(value: Any, type_: Type) -> bool:
    match type_.kind:
        case "number":
            return isinstance(value, int | Decimal) and not isinstance(value, bool) and _ordinary(Decimal(value))
        case "yes/no":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR
        case "text":
            return isinstance(value, str)
    return False
