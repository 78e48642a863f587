"""What an event causes, from a table that `wiring` hands over once at start; so news travels up without signals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from transom.history.models import Event
from transom.history.verbs import Verb
from transom.kernel import queue

AtOnce = Callable[[Event], None]


class UnknownVerb(LookupError):
    """No room declares this event."""


@dataclass(frozen=True)
class Reaction:
    """What happens in the event's transaction, and which jobs (given `event_id`) are deferred in it."""

    at_once: tuple[AtOnce, ...] | list[AtOnce] = ()
    later: tuple[str, ...] | list[str] = ()


@dataclass(frozen=True)
class _Installed:
    table: Mapping[str, Reaction]
    verbs: Mapping[str, Verb]


_installed = _Installed({}, {})


def install(table: Mapping[str, Reaction], *, verbs: Mapping[str, Verb], jobs: Iterable[str]) -> None:
    """Sets the table for this process.

    Raises RuntimeError with every verb that no room declares and every job that no room registered.
    """
    global _installed
    known = frozenset(jobs)
    problems = [f"no room declares the event '{verb}'" for verb in table if verb not in verbs]
    problems += [
        f"'{verb}' defers the job '{name}', which no room registered"
        for verb, reaction in table.items()
        for name in reaction.later
        if name not in known
    ]
    if problems:
        raise RuntimeError(f"The reactions table cannot be installed: {'; '.join(problems)}.")
    _installed = _Installed(dict(table), dict(verbs))


def react(event: Event) -> None:
    """Does what the table says about this event, in the caller's transaction."""
    reaction = _installed.table.get(event.verb)
    if reaction is None:
        return
    for at_once in reaction.at_once:
        at_once(event)
    for name in reaction.later:
        queue.defer(name, event_id=event.pk)


def verb(name: str) -> Verb:
    """What a room declared about this event. Raises UnknownVerb when none did."""
    try:
        return _installed.verbs[name]
    except KeyError:
        raise UnknownVerb(f"No room declares the event '{name}' in its events.py.") from None


def verbs() -> Mapping[str, Verb]:
    """Every declared event by name."""
    return _installed.verbs
