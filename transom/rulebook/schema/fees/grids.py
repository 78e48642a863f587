"""Tables a fee looks its amount up in, and what goes back of what was paid."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Condition, Name, Number, Table, Text

ABOVE: Final = "above"
"""The row, or column, of a banded table for everything beyond its last number."""


class Grid(Table):
    """A table of a schedule; "NP" in a cell means not permitted; with bands a number finds the row it falls in."""

    columns: Annotated[tuple[Text, ...], Field(min_length=1)]
    rows: dict[str, tuple[Number | Literal["NP"], ...]]
    bands: Literal["up-to", "from"] | None = None
    column_bands: Literal["up-to", "from"] | None = None
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

    @model_validator(mode="after")
    def _banded(self) -> "Grid":
        if self.bands is not None:
            _edges("row", self.rows, self.bands)
        if self.column_bands is not None:
            _edges("column", self.columns, self.column_bands)
        return self


def _edges(what: str, names: Iterable[str], bands: str) -> None:
    before: Decimal | None = None
    for name in names:
        edge = number_of(name)
        if edge is None and not (name == ABOVE and bands == "up-to"):
            raise PydanticCustomError(
                "grid", '{what} "{name}" is not a number; the names of bands are', {"what": what, "name": name}
            )
        if before is not None and edge is not None and edge <= before:
            raise PydanticCustomError("grid", '{what} "{name}" does not rise', {"what": what, "name": name})
        before = edge if edge is not None else Decimal("Infinity")


def number_of(name: str) -> Decimal | None:
    """The number a row is called; None when it is called by a word."""
    try:
        number = Decimal(name.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


class Refund(Table):
    """Which part of what was paid goes back, and when; of several, the first that holds decides for a fee."""

    tags: tuple[Text, ...] = ()
    fees: tuple[Name, ...] = ()
    percent: Annotated[Amount, Field(le=100)]
    keep_at_least: Amount | None = None
    keep_at_most: Amount | None = None
    when: Condition | None = None
    cite: Text
    say: Text | None = None

    @model_validator(mode="after")
    def _something(self) -> "Refund":
        if not (self.fees or self.tags):
            raise PydanticCustomError("refund", 'say what goes back: fees = ["permit"] or tags = ["city"]')
        if self.keep_at_least is not None and self.keep_at_most is not None and self.keep_at_least > self.keep_at_most:
            raise PydanticCustomError("refund", '"keep_at_least" is greater than "keep_at_most"')
        return self
