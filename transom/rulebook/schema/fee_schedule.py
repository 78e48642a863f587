"""`schema = "fee-schedule/1"`: fees that several record types share."""

from typing import Literal

from pydantic import Field

from transom.rulebook.schema.checks import Examples
from transom.rulebook.schema.common import Day, Key, Name, Table, Text
from transom.rulebook.schema.fees import Fee, Grid, Refund


class Input(Table):
    """One fact the schedule needs."""

    type: Literal["number", "money", "bool", "choice", "date", "text", "list"]
    label: Text | None = None
    unit: Text | None = None
    options: tuple[Text, ...] = ()
    fields: dict[Name, "Input"] = {}
    """Of a list: what one entry holds."""


class FeeScheduleFile(Table):
    """A published schedule with its inputs, tables and worked examples."""

    schema_: Literal["fee-schedule/1"] = Field(alias="schema")
    id: Key
    title: Text
    effective: Day
    adopted_by: Text
    input: dict[Name, Input] = {}
    table: dict[Key, Grid] = {}
    fee: dict[Name, Fee] = {}
    refund: tuple[Refund, ...] = ()
    example: Examples = ()
