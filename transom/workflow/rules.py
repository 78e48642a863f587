"""Moves as plain values: which happening a fee belongs to, when a timer runs out, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from transom.kernel.refusals import Reason
from transom.kernel.sentences import Sentence
from transom.rulebook.lifecycle import By, Unmet
from transom.rulebook.values import Facts

# An application is filed once and approved once, however often it goes around; every other event bills each time.
BILLED_ONCE = frozenset({"submit", "apply", "issue"})

STOP = "stop"
RESUBMIT = "resubmit"
RESUBMITTALS = "resubmittals"
"""How often an application came back with corrections: what fees for the third one ask."""


class Clockwork(Protocol):
    """A timer of the rulebook."""

    def ends_on(self, facts: Facts) -> date | None: ...
    def warns_on(self, facts: Facts) -> Sequence[date]: ...


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a timer asks for today: to fire, or to warn for the day `warned_for`; `on` is its last good day."""

    on: date
    fire: bool
    warned_for: date | None = None


def side_of(actor_kind: str) -> By:
    """Whom the rulebook sees in an actor: applicant, staff or system."""
    if actor_kind == "staff":
        return "staff"
    return "system" if actor_kind == "system" else "applicant"


def stop(reason: str, ask: str) -> Unmet:
    """A stop hold as the missing list shows it: what it is about and whom to ask."""
    why, whom = reason.strip().rstrip("."), ask.strip().rstrip(".")
    if not whom:
        return Unmet("hold", Sentence("A hold stops this: {reason}.", reason=why))
    return Unmet("hold", Sentence("A hold stops this: {reason}. Ask {whom}.", reason=why, whom=whom))


def occurrence(event: str, earlier: int) -> str:
    """The name of this happening of a fee event, unique on its record; `earlier` counts those already billed.

    Filing and approval are billed once. A resubmittal is the second filing, so the first one is `resubmit:2`.
    """
    if event in BILLED_ONCE:
        return event
    return f"{event}:{earlier + (2 if event == RESUBMIT else 1)}"


def alarm(timer: Clockwork, facts: Facts, today: date) -> Alarm | None:
    """What a timer asks for today: it fires the day after its last good day, and warns on its set days before.

    After days without a tick only the nearest warning is given, not every one that was missed. None while the day it
    counts from is not known, and between warnings that were given.
    """
    last = timer.ends_on(facts)
    if last is None:
        return None
    if today > last:
        return Alarm(last, fire=True)
    reached = [day for day in timer.warns_on(facts) if day <= today]
    return Alarm(last, fire=False, warned_for=max(reached)) if reached else None


def reasons(unmet: Iterable[Unmet]) -> tuple[Reason, ...]:
    """Needs not met, as the reasons of a refusal; each stands at its need's key."""
    return tuple(Reason(one.say, because=one.because, field=one.key) for one in unmet)


def missing_said(unmet: Sequence[Unmet]) -> list[str]:
    """The missing list as a notice shows it, a sentence a line."""
    return [one.say for one in unmet] or [Sentence("Nothing more is needed from you.")]
