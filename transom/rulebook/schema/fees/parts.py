"""What every kind of fee may say beside its own settings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Bound, Condition, Flag, Key, Name, Table, Text


class Rounding(Table):
    """To which amount a line is rounded, and how."""

    to: Annotated[Amount, Field(ge=Decimal("0.01"))] = Decimal("0.01")
    how: Literal["half-up", "up", "down"] = "half-up"


class Waiver(Table):
    """A percentage, or an amount in dollars, that is not asked for when a condition holds."""

    when: Condition
    percent: Annotated[Amount, Field(le=100)] | None = None
    amount: Amount | None = None
    say: Text
    cite: Text

    @model_validator(mode="after")
    def _one(self) -> "Waiver":
        if (self.percent is None) == (self.amount is None):
            raise PydanticCustomError("waiver", 'say how much is waived: "percent" or "amount", one of them')
        return self


class NoFee(Table):
    """What the schedule does not allow: the fee is refused with a sentence instead of being worked out."""

    when: Condition
    say: Text
    cite: Text | None = None


class Proration(Table):
    """Only the months, quarters or days from `start` to `end` of the year before `end` are charged; started count."""

    by: Literal["month", "quarter", "day"]
    start: Name
    end: Name


class Sum(Table):
    """What a percentage is taken of: fees by id, by tag, without some, what the ledger charged, or a formula."""

    fees: tuple[Name, ...] = ()
    tags: tuple[Text, ...] = ()
    but: tuple[Name, ...] = ()
    charged: tuple[Name, ...] = ()
    formula: Condition | None = None

    @model_validator(mode="before")
    @classmethod
    def _written_as_formula(cls, data: Any) -> Any:
        if not isinstance(data, str | Mapping):
            raise PydanticCustomError("sum", 'write { fees = ["permit"] } or a formula, e.g. "valuation"')
        return {"formula": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _something(self) -> "Sum":
        if not (self.fees or self.tags or self.charged or self.formula):
            raise PydanticCustomError(
                "sum",
                'say which: of = { fees = ["permit"] }, { tags = [...] }, { charged = [...] } or "a formula"',
            )
        return self


class FeeBase(Table):
    """What every kind of fee may say."""

    label: Text
    cite: Text
    on: tuple[Key, ...] = ("submit",)
    when: Condition | None = None
    refuse: tuple[NoFee, ...] = ()
    tags: tuple[Text, ...] = ()
    account: Text = "100-3200"
    value_only: Flag = False
    made_up: Flag = False
    min: Bound | None = None
    max: Bound | None = None
    round: Rounding = Rounding()
    prorate: Proration | None = None
    waive: tuple[Waiver, ...] = ()
    as_of: Literal["applied", "charged"] = "applied"
    """Which edition of the rules counts: the one the record was submitted under, or that of the day of charging."""
    accept: Text | None = None
    """Why an oddity of the published table (a fee that falls or leaps) is meant: "as adopted"."""

    @model_validator(mode="after")
    def _bounds(self) -> "FeeBase":
        if isinstance(self.min, Decimal) and isinstance(self.max, Decimal) and self.min > self.max:
            raise PydanticCustomError("bounds", '"min" is greater than "max"')
        return self
