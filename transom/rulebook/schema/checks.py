"""Examples and scenarios: the rulebook's own tests, in the same file as the rules."""

from typing import Any

from transom.rulebook.schema.common import Day, Key, Number, Table, Text


class Example(Table):
    """Given these facts, an event charges these amounts."""

    name: Text
    on: Key = "submit"
    given: dict[str, Any]
    expect: dict[str, Number]


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
