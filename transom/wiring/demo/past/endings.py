"""How each life of the past went, step by step, until its end or until yesterday."""

from __future__ import annotations

from collections.abc import Callable

from transom.inspections.models import Required
from transom.rulebook.lifecycle import Refusal
from transom.wiring.demo import findings
from transom.wiring.demo.past import paying, steps
from transom.wiring.demo.past.life import Life

CHANGED, BAD_PERMIT = "Plans have changed.", "The work is not what was applied for."


def live(life: Life) -> None:
    """One life from the counter to its end."""
    steps.hand_in(life)
    if life.record.status == "in_review" and not _reviewed(life):
        return
    ENDINGS[life.plan.ending](life)


def _reviewed(life: Life) -> bool:
    """The reviews, perhaps with a round of corrections; False when the application ended there or waits."""
    ending, rng = life.plan.ending, life.rng
    if ending == "withdrawn":
        if life.later(rng.randrange(1, 4)):
            life.fire("withdraw", steps.who(life), CHANGED)
        return False
    if not life.later(rng.randrange(1, 6)):
        return False
    if ending == "denied":
        steps.decide(life, "denied")
        return False
    if ending == "silent" or rng.random() < 0.16:
        steps.decide(life, "corrections")
        # Nobody comes back within the year that the rulebook gives: its timer ends the application.
        if ending == "silent" or not life.later(rng.randrange(2, 16)):
            return _waits(life)
        steps.resubmit(life)
        if not life.later(rng.randrange(1, 4)):
            return False
    steps.decide(life, "approved")
    return True


def _waits(life: Life) -> bool:
    """Nothing more is done: only the timers go on. Always False."""
    life.later(600)
    return False


def _unpaid(life: Life) -> None:
    _waits(life)


def _withdrawn(life: Life) -> None:
    """Approved at the counter already, and given up after."""
    if life.later(4) and life.record.status == "approved":
        life.fire("withdraw", steps.who(life), CHANGED)


def _issued(life: Life) -> bool:
    """Pay, and have it issued by staff where it does not issue itself; False when it waits."""
    if not life.later(life.rng.choice((0, 0, 1, 2, 3, 5, 9))):
        return False
    paying.pay(life)
    if life.record.status == "approved":
        if not life.later(life.rng.choice((0, 1, 1, 2))):
            return False
        by = steps.clerk(life)
        if isinstance(life.rt.decide(life.record.status, "issue", life.facts(), "staff"), Refusal):
            return _waits(life)
        life.fire("issue", by)
    return life.record.status == "issued"


def _closed(life: Life) -> None:
    if _issued(life):
        _inspected(life)


def _inspected(life: Life) -> None:
    """Every inspection in its sequence, some only at the second or third try."""
    for row in life.required:
        while row.passed_at is None:
            if not life.later(life.rng.randrange(4, 45) if not row.failures else life.rng.randrange(2, 9)):
                return
            if not _one_visit(life, row):
                return
    if life.due and life.later(life.rng.randrange(1, 6)):
        paying.pay(life)


def _one_visit(life: Life, row: Required) -> bool:
    fails = row.failures < 3 and life.rng.random() < (0.17 if not row.failures else 0.25)
    outcome, notes = ("fail", findings.found(row.team, life.rng)) if fails else ("pass", "")
    return steps.visit(life, row, life.rng.randrange(1, 6), outcome, notes)


def _idle(life: Life) -> None:
    """Issued, and nobody ever asked for the inspection."""
    if _issued(life):
        _waits(life)


def _reinstated(life: Life) -> None:
    """Expired, brought back for a fee, and finished."""
    if not _issued(life):
        return
    life.later(600)
    if life.record.status != "expired" or not life.later(life.rng.randrange(10, 40)):
        return
    life.fire("reinstate", steps.who(life))
    life.moments(4)
    paying.pay(life)
    _inspected(life)


def _revoked(life: Life) -> None:
    if _issued(life) and life.later(life.rng.randrange(3, 30)):
        life.fire("revoke", life.world.town.staff["sue"], BAD_PERMIT)


def _denied(life: Life) -> None:
    """Approved at the counter already: the clerk finds out in time."""
    if life.later(1):
        life.fire("deny", steps.clerk(life), "The work is not the one of this application.")


ENDINGS: dict[str, Callable[[Life], None]] = {
    "closed": _closed,
    "idle": _idle,
    "unpaid": _unpaid,
    "silent": _unpaid,
    "withdrawn": _withdrawn,
    "denied": _denied,
    "reinstated": _reinstated,
    "revoked": _revoked,
}
