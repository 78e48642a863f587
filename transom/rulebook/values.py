"""The values rules work on: exact numbers, text, yes/no, dates, lists and groups of those, and "not known yet"."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, FloatOperation, InvalidOperation, Overflow
from typing import Any, Final, TypeAlias

Facts: TypeAlias = Mapping[str, Any]
"""Name -> Decimal, date, bool, str, list of groups, or a nested group. A name that is absent is UNKNOWN."""

CENT: Final = Decimal("0.01")

EXACT: Final = Context(
    prec=40, rounding=ROUND_HALF_UP, traps=[FloatOperation, InvalidOperation, DivisionByZero, Overflow]
)
"""The arithmetic of every rule: 40 digits, and a float anywhere is an error instead of a wrong cent."""


class Unknown:
    """The value of a question nobody has answered yet; it is neither true nor false."""

    _only: "Unknown | None" = None

    def __new__(cls) -> "Unknown":
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false; compare with `is UNKNOWN`")

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


def fact_at(facts: Facts, path: str) -> Any:
    """The value at a dotted name, UNKNOWN when any part of the way is missing or empty."""
    here: Any = facts
    for part in path.split("."):
        if not isinstance(here, Mapping):
            return UNKNOWN
        here = here.get(part, UNKNOWN)
        if here is None:
            return UNKNOWN
    return here


def plain(value: Any) -> Any:
    """A value as written in a rule file (whole numbers, nested tables) as a fact (Decimal throughout)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def dollars(amount: Decimal) -> str:
    """An amount of money as people read it: $1,234.50, -$25.00, and more places only where they matter."""
    sign = "-" if amount < 0 else ""
    whole = abs(amount)
    cents = whole.quantize(CENT)
    return f"{sign}${cents if cents == whole else whole.normalize():,f}"


def number(value: Decimal) -> str:
    """A number as people read it: 1,234 or 0.75, without trailing zeros."""
    whole = value.to_integral_value()
    if value == whole:
        return f"{whole:,f}"
    return f"{value.normalize():,f}"


def say(value: Any) -> str:
    """A fact as a person would read it in an explanation."""
    if value is UNKNOWN or value is None:
        return "not known yet"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return (
            ", ".join(say(each) for each in value)
            if all(isinstance(e, str) for e in value)
            else f"{len(value)} entr{'y' if len(value) == 1 else 'ies'}"
        )
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("address") or value.get("key") or "given")
    return str(value)
