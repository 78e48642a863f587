"""Gathers what the rooms declare and hands lower rooms what only wiring knows, once, when everything is loaded."""

from __future__ import annotations

import sys
from importlib import import_module, util
from types import ModuleType

from django.conf import settings

from transom.history import reactions
from transom.history.verbs import Verb
from transom.kernel import queue
from transom.notices import letterhead
from transom.wiring.letterhead import of_agency


def install() -> None:
    """Stops the start when the table names a verb or a job that nobody declared."""
    for room in settings.ROOMS:
        _part(room, "jobs")
    verbs, jobs = declared_verbs(), queue.names()
    try:  # while rooms are being built
        table = import_module("transom.wiring.reactions").REACTIONS
        reactions.install(table, verbs=verbs, jobs=jobs)
    except (ImportError, RuntimeError) as error:
        sys.stderr.write(f"reactions cannot be loaded yet: {error}\n")
        reactions.install({}, verbs=verbs, jobs=jobs)
    letterhead.install(of_agency)


def declared_verbs() -> dict[str, Verb]:
    """The verbs of every room's `events.py`; a verb declared twice stops the start."""
    verbs: dict[str, Verb] = {}
    for room in settings.ROOMS:
        declared = _part(room, "events")
        for verb, said in declared.VERBS.items() if declared else ():
            if verb in verbs:
                raise RuntimeError(f"The event '{verb}' is declared twice, the second time by {room}.")
            verbs[verb] = said
    return verbs


def _part(room: str, name: str) -> ModuleType | None:
    """A room's module of this name, if it has one."""
    module = f"transom.{room}.{name}"
    if util.find_spec(module) is None:
        return None
    try:
        return import_module(module)
    except ImportError as error:  # while rooms are being built
        sys.stderr.write(f"{module} cannot be loaded yet: {error}\n")
        return None
