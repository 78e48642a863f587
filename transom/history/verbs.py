"""How a room says which events it writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """What an event says in a chronology, with {keys of its data}, and whether the public may read it."""

    sentence: str
    public: bool = False
