"""Pieces every rule file is made of."""

from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from transom.rulebook.durations import Duration, duration

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_PLACES = 12
"""Digits after the decimal point."""


class Table(BaseModel):
    """A table of a rule file: unknown settings are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _exact(value: Any) -> Decimal:
    if isinstance(value, str):
        raise PydanticCustomError(
            "number", "write a number without quotes, e.g. 12.50 (found '{found}')", {"found": value}
        )
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "write a number, e.g. 12.50")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15 or int(number.as_tuple().exponent) < -MOST_PLACES:
        raise PydanticCustomError("number", "write an ordinary number, e.g. 12.50")
    return number


def _near(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise PydanticCustomError(
            "day", "write a date between {first} and {last}", {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return value


def _condition(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("condition", 'write a condition in quotes, e.g. "cost > 1000"')
    return value


def _decided(value: Any) -> bool | str:
    if not isinstance(value, bool | str):
        raise PydanticCustomError("condition", 'write true, false, or a condition in quotes, e.g. "cost > 1000"')
    return value


def _positive(value: Decimal) -> Decimal:
    if value < 0:
        raise PydanticCustomError("number", "this cannot be negative")
    return value


def _bound(value: Any) -> Decimal | str:
    if not isinstance(value, str):
        return _positive(_exact(value))
    try:
        Decimal(value)
    except InvalidOperation:
        return value
    return _exact(value)


def _length_of_time(value: Any) -> Duration:
    if not isinstance(value, str):
        raise PydanticCustomError("duration", 'write a length of time in quotes, e.g. "180 days"')
    try:
        return duration(value)
    except ValueError as error:
        raise PydanticCustomError("duration", "{sentence}", {"sentence": str(error)}) from None


Text: TypeAlias = Annotated[str, StringConstraints(strict=True, min_length=1, strip_whitespace=True)]
NAME = r"^[a-z][a-z0-9_]*$"
Name: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=NAME)]
"""A name conditions may use: small letters, digits and underscores."""
Key: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_-]*$")]
"""A stable key: small letters, digits, underscores and dashes."""
Condition: TypeAlias = Annotated[str, BeforeValidator(_condition)]
Decided: TypeAlias = Annotated[bool | str, BeforeValidator(_decided)]
"""A setting that is yes, no or a condition."""
Flag: TypeAlias = StrictBool
Day: TypeAlias = Annotated[date, Field(strict=True), AfterValidator(_near)]
Clock: TypeAlias = Annotated[time, Field(strict=True)]
Whole: TypeAlias = Annotated[StrictInt, Field(ge=0, le=100_000)]
Number: TypeAlias = Annotated[Decimal, BeforeValidator(_exact)]
Amount: TypeAlias = Annotated[Decimal, BeforeValidator(lambda value: _positive(_exact(value)))]
Bound: TypeAlias = Annotated[Decimal | str, BeforeValidator(_bound)]
"""An amount, or a formula that comes to one."""
Length: TypeAlias = Annotated[Duration, BeforeValidator(_length_of_time, json_schema_input_type=str)]
