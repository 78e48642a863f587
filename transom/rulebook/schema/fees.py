"""What a fee may be: each kind is one shape that some city really publishes."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Condition, Flag, Key, Name, Number, Table, Text


class Rounding(Table):
    """To which amount a line is rounded, and how."""

    to: Annotated[Amount, Field(ge=Decimal("0.01"))] = Decimal("0.01")
    how: Literal["half-up", "up", "down"] = "half-up"


class Waiver(Table):
    """A percentage that is not asked for when a condition holds."""

    when: Condition
    percent: Annotated[Amount, Field(le=100)]
    say: Text
    cite: Text


class Proration(Table):
    """Only the months or days from `start` to `end` of the year before `end` are charged; started ones count."""

    by: Literal["month", "day"]
    start: Name
    end: Name


class Sum(Table):
    """Which fees a percentage is taken of: by id, by tag, without some, or what the ledger already charged."""

    fees: tuple[Name, ...] = ()
    tags: tuple[Text, ...] = ()
    but: tuple[Name, ...] = ()
    charged: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> "Sum":
        if not (self.fees or self.tags or self.charged):
            raise PydanticCustomError(
                "sum", 'say which: of = { fees = ["permit"] }, { tags = [...] } or { charged = [...] }'
            )
        return self


class FeeBase(Table):
    """What every kind of fee may say."""

    label: Text
    cite: Text
    on: tuple[Key, ...] = ("submit",)
    when: Condition | None = None
    tags: tuple[Text, ...] = ()
    account: Text = "100-3200"
    value_only: Flag = False
    made_up: Flag = False
    min: Amount | None = None
    max: Amount | None = None
    round: Rounding = Rounding()
    prorate: Proration | None = None
    waive: tuple[Waiver, ...] = ()
    accept: Text | None = None
    """Why an oddity of the published table (a fee that falls) is meant: "as adopted"."""

    @model_validator(mode="after")
    def _bounds(self) -> "FeeBase":
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("bounds", '"min" is greater than "max"')
        return self


class Flat(FeeBase):
    """One amount."""

    kind: Literal["flat"]
    amount: Amount


class Unit(FeeBase):
    """A base and an amount for each unit, or started group of units, beyond those included."""

    kind: Literal["unit"]
    quantity: Condition
    called: Text | None = None
    base: Amount = Decimal(0)
    included: Amount = Decimal(0)
    rate: Amount
    per: Annotated[Amount, Field(gt=0)] = Decimal(1)
    fraction: Literal["up", "exact"] = "up"


class UnitItem(Table):
    """One line of a fixture list."""

    label: Text
    quantity: Condition
    base: Amount = Decimal(0)
    included: Amount = Decimal(0)
    rate: Amount
    per: Annotated[Amount, Field(gt=0)] = Decimal(1)
    fraction: Literal["up", "exact"] = "up"


class Units(FeeBase):
    """An issuing fee and a list of countable things."""

    kind: Literal["units"]
    issue: Amount = Decimal(0)
    items: Annotated[tuple[UnitItem, ...], Field(min_length=1)]


class Row(Table):
    """From just over `over`: a base, and a rate for each step or fraction of one."""

    over: Amount
    base: Amount = Decimal(0)
    rate: Amount = Decimal(0)
    per: Annotated[Amount, Field(gt=0)] = Decimal(1)


def _rising(rows: tuple[Row, ...]) -> None:
    if any(after.over <= before.over for before, after in pairwise(rows)):
        raise PydanticCustomError("rows", 'rows must rise in "over" with no repeats')


class Tiers(FeeBase):
    """A published table: base plus rate for each step, or fraction of a step, over the row's edge."""

    kind: Literal["tiers"]
    of: Condition
    called: Text | None = None
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    fraction: Literal["up", "exact"] = "up"

    @model_validator(mode="after")
    def _rows_rise(self) -> "Tiers":
        _rising(self.rows)
        return self


class Bracket(Table):
    """A rate for the part of the value over `over`."""

    over: Amount
    rate: Amount


class Brackets(FeeBase):
    """Cumulative marginal rates, as an income tax."""

    kind: Literal["brackets"]
    of: Condition
    called: Text | None = None
    base: Amount = Decimal(0)
    rows: Annotated[tuple[Bracket, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rows_rise(self) -> "Brackets":
        _rising(tuple(Row(over=row.over) for row in self.rows))
        return self


class Lookup(FeeBase):
    """A cell of a table, times something where the table holds a price per unit."""

    kind: Literal["lookup"]
    table: Key
    keys: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=2)]
    times: Condition | None = None
    percent: Amount | None = None


class Percent(FeeBase):
    """A percentage of other fees."""

    kind: Literal["percent"]
    of: Sum
    percent: Amount


class Late(FeeBase):
    """A penalty that grows with each started day or month after a due date; percent of `of`, or dollars without it."""

    kind: Literal["late"]
    of: Sum | None = None
    due: Name
    per: Literal["day", "month", "once"]
    first: Amount
    then: Amount = Decimal(0)
    grace: Annotated[int, Field(strict=True, ge=0, le=3660)] = 0
    cap: Amount | None = None


class Calc(FeeBase):
    """A formula: the escape hatch. When one repeats it becomes a kind of its own."""

    kind: Literal["calc"]
    amount: Condition


class Credit(FeeBase):
    """Money held already, taken off up to what it is taken off from."""

    kind: Literal["credit"]
    amount: Condition
    of: Sum


Fee: TypeAlias = Annotated[
    Flat | Unit | Units | Tiers | Brackets | Lookup | Percent | Late | Calc | Credit, Field(discriminator="kind")
]


class Grid(Table):
    """A table of a schedule; "NP" in a cell means not permitted."""

    columns: Annotated[tuple[Text, ...], Field(min_length=1)]
    rows: dict[str, tuple[Number | Literal["NP"], ...]]
    cite: Text | None = None

    @model_validator(mode="after")
    def _even(self) -> "Grid":
        for name, cells in self.rows.items():
            if len(cells) != len(self.columns):
                raise PydanticCustomError(
                    "grid",
                    'row "{row}" has {cells} cells for {columns} columns',
                    {"row": name, "cells": len(cells), "columns": len(self.columns)},
                )
        return self


class Refund(Table):
    """Which part of what was paid goes back, and when."""

    tags: tuple[Text, ...] = ()
    fees: tuple[Name, ...] = ()
    percent: Annotated[Amount, Field(le=100)]
    keep_at_least: Amount | None = None
    keep_at_most: Amount | None = None
    when: Condition | None = None
    cite: Text
    say: Text | None = None
