"""The kinds of fees."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Bound, Condition, Key, Name, Table, Text
from transom.rulebook.schema.fees.parts import FeeBase, Sum


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
    fraction: Literal["up", "down", "exact"] = "up"


class UnitItem(Table):
    """One line of a fixture list."""

    label: Text
    quantity: Condition
    base: Amount = Decimal(0)
    included: Amount = Decimal(0)
    rate: Amount
    per: Annotated[Amount, Field(gt=0)] = Decimal(1)
    fraction: Literal["up", "down", "exact"] = "up"


class Units(FeeBase):
    """An issuing fee and a list of countable things."""

    kind: Literal["units"]
    issue: Amount = Decimal(0)
    items: Annotated[tuple[UnitItem, ...], Field(min_length=1)]


class Edge(Table):
    """Where a row begins: just over `over`, or at `from` itself ("$500 to $999")."""

    over: Amount | None = None
    from_: Annotated[Amount | None, Field(alias="from")] = None

    @model_validator(mode="after")
    def _one_edge(self) -> Self:
        if (self.over is None) == (self.from_ is None):
            raise PydanticCustomError("rows", 'say where the row begins: "over" (just above) or "from" (at it)')
        return self

    @property
    def edge(self) -> Decimal:
        """The number the row begins at."""
        return self.over if self.over is not None else self.from_ if self.from_ is not None else Decimal(0)

    def begins(self, value: Decimal) -> bool:
        """Whether a value has reached this row."""
        return value >= self.edge if self.over is None else value > self.edge


class Row(Edge):
    """From its edge on: a base, and a rate for each step or fraction of one over the edge."""

    base: Amount = Decimal(0)
    rate: Amount = Decimal(0)
    per: Annotated[Amount, Field(gt=0)] = Decimal(1)


def _rising(rows: Sequence[Edge]) -> None:
    if len({row.over is None for row in rows}) > 1:
        raise PydanticCustomError("rows", 'write every row with "over", or every row with "from"')
    if any(after.edge <= before.edge for before, after in pairwise(rows)):
        word = "from" if rows[0].over is None else "over"
        raise PydanticCustomError("rows", 'rows must rise in "{word}" with no repeats', {"word": word})


class Tiers(FeeBase):
    """A published table: base plus rate for each step, or fraction of a step, over the row's edge."""

    kind: Literal["tiers"]
    of: Condition
    called: Text | None = None
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    fraction: Literal["up", "down", "exact"] = "up"

    @model_validator(mode="after")
    def _rows_rise(self) -> "Tiers":
        _rising(self.rows)
        return self


class Bracket(Edge):
    """A rate for the part of the value over the edge."""

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
        _rising(self.rows)
        return self


class Lookup(FeeBase):
    """A cell of a table, times something where the table holds a price per unit; or the sum over a list's entries."""

    kind: Literal["lookup"]
    table: Key
    each: Name | None = None
    """A list: keys and `times` may then name the entry's fields, and the cells of all entries are added."""
    keys: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=2)]
    times: Condition | None = None
    percent: Amount | None = None


class Percent(FeeBase):
    """A percentage of other fees, or of what a formula comes to."""

    kind: Literal["percent"]
    of: Sum
    percent: Amount


class TopUp(FeeBase):
    """What other fees lack of a minimum they must reach together; nothing when they reach it."""

    kind: Literal["top-up"]
    of: Sum
    to: Bound


class Hourly(FeeBase):
    """An amount for each hour, in steps (started ones count), at least some hours."""

    kind: Literal["hourly"]
    hours: Condition
    rate: Amount
    least: Amount = Decimal(0)
    step: Amount = Decimal(1)


class LateStep(Edge):
    """So many days late: a percentage of what is late, or dollars."""

    percent: Amount | None = None
    amount: Amount | None = None

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.percent is None) == (self.amount is None):
            raise PydanticCustomError("late", 'say how much: "percent" or "amount", one of them')
        return self


class Late(FeeBase):
    """A penalty that grows after a due date, by started periods or by steps; percent of `of`, or dollars without it."""

    kind: Literal["late"]
    of: Sum | None = None
    due: Name
    shift: Literal["next-open-day"] | None = None
    """Where a due date on a closed day moves to."""
    per: Literal["day", "month", "calendar-month", "once"] | None = None
    first: Amount | None = None
    then: Amount = Decimal(0)
    grace: Annotated[int, Field(strict=True, ge=0, le=3660)] = 0
    cap: Amount | None = None
    steps: tuple[LateStep, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> "Late":
        if bool(self.steps) == (self.per is not None and self.first is not None):
            raise PydanticCustomError("late", 'say how it grows: "per" with "first" (and "then"), or "steps"')
        if self.steps:
            _rising(self.steps)
            if self.per is not None or self.first is not None or self.then:
                raise PydanticCustomError("late", '"steps" stand alone, without "per", "first" and "then"')
        if self.of is None and any(step.percent is not None for step in self.steps):
            raise PydanticCustomError("late", 'a percentage needs "of": what is late')
        return self


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
    Flat | Unit | Units | Tiers | Brackets | Lookup | Percent | TopUp | Hourly | Late | Calc | Credit,
    Field(discriminator="kind"),
]
