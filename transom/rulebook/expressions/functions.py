"""The functions a condition may call. The list is closed: a new one needs a test and a line in the handbook."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Final

from transom.rulebook.durations import months_between
from transom.rulebook.expressions.types import BOOL, DATE, NUMBER, Type
from transom.rulebook.values import UNKNOWN


@dataclass(frozen=True, slots=True)
class Function:
    """What a function takes and gives; `takes` repeated means any number of that type."""

    takes: tuple[Type, ...]
    gives: Type
    run: Callable[..., Any]
    repeats: bool = False
    shape: str = ""


def _whole(value: Decimal, rounding: str) -> Decimal:
    return value.to_integral_value(rounding=rounding)


def _up(value: Decimal, step: Decimal) -> Any:
    """The next multiple of a step; of no step nothing can be said."""
    return _whole(value / step, ROUND_CEILING) * step if step > 0 else UNKNOWN


def _date(year: Decimal, month: Decimal, day: Decimal) -> Any:
    """The day of a month, or its last one where it has fewer; nothing can be said of a month 13."""
    whole = all(each == each.to_integral_value() for each in (year, month, day))
    if not whole or not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
        return UNKNOWN
    return date(int(year), int(month), min(int(day), monthrange(int(year), int(month))[1]))


FUNCTIONS: Final[dict[str, Function]] = {
    "min": Function((NUMBER,), NUMBER, lambda *v: min(v), repeats=True, shape="min(a, b, ...)"),
    "max": Function((NUMBER,), NUMBER, lambda *v: max(v), repeats=True, shape="max(a, b, ...)"),
    "ceil": Function((NUMBER,), NUMBER, lambda v: _whole(v, ROUND_CEILING), shape="ceil(a)"),
    "floor": Function((NUMBER,), NUMBER, lambda v: _whole(v, ROUND_FLOOR), shape="floor(a)"),
    "round": Function((NUMBER,), NUMBER, lambda v: _whole(v, ROUND_HALF_UP), shape="round(a)"),
    "round_up": Function((NUMBER, NUMBER), NUMBER, _up, shape="round_up(a, step)"),
    "abs": Function((NUMBER,), NUMBER, abs, shape="abs(a)"),
    "days_between": Function((DATE, DATE), NUMBER, lambda a, b: Decimal((b - a).days), shape="days_between(from, to)"),
    "months_between": Function(
        (DATE, DATE), NUMBER, lambda a, b: Decimal(months_between(a, b)), shape="months_between(from, to)"
    ),
    "date": Function((NUMBER, NUMBER, NUMBER), DATE, _date, shape="date(year, month, day)"),
    "month": Function((DATE,), NUMBER, lambda a: Decimal(a.month), shape="month(date)"),
    "year": Function((DATE,), NUMBER, lambda a: Decimal(a.year), shape="year(date)"),
}


def is_blank(value: Any) -> bool:
    """Whether a question is unanswered or answered with nothing; the one function that sees UNKNOWN."""
    return value is UNKNOWN or value is None or value == "" or value == [] or value == {}


BLANK_GIVES: Final = BOOL
OVER_LISTS: Final = ("any", "all", "count", "sum", "min", "max")
