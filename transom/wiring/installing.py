"""Gathers what the rooms declare and hands lower rooms what only wiring knows, once, when everything is loaded."""

from __future__ import annotations

from importlib import import_module, util
from types import ModuleType

from django.conf import settings

from transom.history import reactions
from transom.history.verbs import Verb
from transom.kernel import queue
from transom.notices import letterhead
from transom.wiring.letterhead import of_agency
from transom.wiring.reactions import REACTIONS


def install() -> None:
    """Stops the start when the reactions table names a verb or a job that nobody declared."""
    for room in settings.ROOMS:
        part(room, "jobs")
    reactions.install(REACTIONS, verbs=declared_verbs(), jobs=queue.names())
    letterhead.install(of_agency)


def declared_verbs() -> dict[str, Verb]:
    """The verbs of every room's `events.py`; a verb declared twice stops the start."""
    verbs: dict[str, Verb] = {}
    for room in settings.ROOMS:
        declared = part(room, "events")
        for verb, said in declared.VERBS.items() if declared else ():
            if verb in verbs:
                raise RuntimeError(f"The event '{verb}' is declared twice, the second time by {room}.")
            verbs[verb] = said
    return verbs


def part(room: str, name: str) -> ModuleType | None:
    """A room's module of this name, if it has one."""
    module = f"transom.{room}.{name}"
    return import_module(module) if util.find_spec(module) else None
