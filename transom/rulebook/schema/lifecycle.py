"""`schema = "lifecycle/1"`: the statuses of a record and every legal move between them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from transom.rulebook.schema.common import Condition, Flag, Key, Length, Name, Table, Text

EFFECT = r"^[a-z-]+(:[^:\s]+)?$"
Effect = Annotated[str, StringConstraints(strict=True, pattern=EFFECT)]


class StatusTable(Table):
    """One status: who is waited for, and whether the city's clock runs."""

    label: Text
    clock: Literal["running", "paused", "off"] = "off"
    waits_for: Literal["applicant", "city", "nobody"] = "nobody"
    closed: Flag = False
    good: Flag = True


class MoveTable(Table):
    """One legal move; `on` is a button, an event or "auto"."""

    on: Key
    from_: Annotated[tuple[Key, ...], Field(alias="from", min_length=1)]
    to: Key
    by: Annotated[tuple[Literal["applicant", "staff", "system"], ...], Field(min_length=1)] = ("staff",)
    label: Text | None = None
    when: Condition | None = None
    say: Text | None = None
    needs: Key | None = None
    do: tuple[Effect, ...] = ()


class TimerTable(Table):
    """A clock that fires an event when a record has stood in a status for too long."""

    in_: Annotated[tuple[Key, ...], Field(alias="in", min_length=1)]
    since: Name
    after: Length
    fire: Key
    warn: tuple[Length, ...] = ()
    extend: Name | None = None


class LifecycleFile(Table):
    """The whole table of moves of one kind of record."""

    schema_: Literal["lifecycle/1"] = Field(alias="schema")
    id: Key
    start: Key
    status: dict[Key, StatusTable]
    move: tuple[MoveTable, ...]
    timer: dict[Name, TimerTable] = {}
