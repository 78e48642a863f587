"""Events of an imaginary room, so that history's tests need no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from transom.history import reactions
from transom.history.reactions import Reaction
from transom.history.verbs import Verb
from transom.kernel import queue

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
VERBS = {
    "gate.opened": Verb("The {color} gate was opened", public=True),
    "gate.noted": Verb("Note: {text}"),
}


@dataclass(frozen=True)
class Somebody:
    pk: int = 7
    label: str = "Dana Reyes"
    kind: str = "public"


@queue.job("history.tests.later")
def later(event_id: int) -> None:
    done.append(event_id)


done: list[int] = []


@contextmanager
def installed(table: Mapping[str, Reaction], verbs: Mapping[str, Verb] = VERBS) -> Iterator[None]:
    """The table for the length of a test; what was installed before comes back."""
    before = reactions._installed
    done.clear()
    reactions.install(table, verbs=verbs, jobs={"history.tests.later"})
    try:
        yield
    finally:
        reactions._installed = before
