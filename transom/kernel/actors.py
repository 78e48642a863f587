"""Who did it: people of `accounts`, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anyone an event can name. `label` is kept on the event: it still reads right when the account has changed."""

    @property
    def pk(self) -> int | None: ...

    @property
    def label(self) -> str: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class System:
    """The program itself, or an outside system that speaks through it."""

    label: str = "System"
    kind: str = "system"
    pk: None = None


SYSTEM = System()
