"""Examples and scenarios: the rulebook's own tests, in the same file as the rules."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Amount, Day, Key, Number, Table, Text


class Example(Table):
    """Given these facts, an event charges these amounts; `on = "refund"` asks what goes back of what was `paid`."""

    name: Text
    on: Key = "submit"
    like: Text | None = None
    """The name of an example above whose facts this one begins with."""
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


def _filled(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """Each example with the facts of the one it is like, and its own over them."""
    filled: list[Example] = []
    for each in examples:
        above = next((other for other in filled if other.name == each.like), None)
        filled.append(each.model_copy(update={"given": _over(above.given, each.given)}) if above else each)
    return tuple(filled)


def _over(facts: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with others over them, tables part by part."""
    merged = dict(facts)
    for key, value in own.items():
        below = facts.get(key)
        merged[key] = _over(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
    return merged


Examples: TypeAlias = Annotated[tuple[Example, ...], AfterValidator(_filled)]


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
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
