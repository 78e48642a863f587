"""Examples and scenarios: the rulebook's own tests, in the same file as the rules."""

from typing import Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Day, Key, Number, Table, Text


class Example(Table):
    """Given these facts, an event charges these amounts; `on = "refund"` asks what goes back of what was `paid`."""

    name: Text
    on: Key = "submit"
    given: dict[str, Any] = {}
    paid: dict[str, Amount] = {}
    expect: dict[str, Number] = {}
    refused: Text | None = None
    """A part of the sentence with which the schedule refuses a fee."""

    @model_validator(mode="after")
    def _expects(self) -> "Example":
        if not self.expect and self.refused is None:
            raise PydanticCustomError("example", 'say what is charged, expect = { permit = 55.00 }, or "refused"')
        if bool(self.paid) != (self.on == "refund"):
            raise PydanticCustomError("example", '"paid" and on = "refund" go together')
        return self


class Step(Table):
    """One day of a record's life: what happens, and what must be true afterwards."""

    day: Day
    do: Text
    status: Key | None = None
    owes: Number | None = None
    due: Day | None = None
    missing: tuple[Key, ...] | None = None
    refused: Text | None = None
    sent: tuple[Key, ...] | None = None


class Scenario(Table):
    """A dated life of one record, from submission on."""

    name: Text
    given: dict[str, Any] = {}
    steps: tuple[Step, ...]
