"""Replaying a proposal for somebody who waits: at once where that takes a moment, else by the worker."""

from __future__ import annotations

from datetime import datetime

from transom.fees.models import ChargeRun
from transom.fees.replay.running import A_YEAR, replay_proposal
from transom.kernel import queue
from transom.rulebook.models import Proposal

AT_ONCE = 5_000
"""So many bills are worked out again within about two seconds on one core."""


def replay_soon(proposal: Proposal, *, at: datetime, at_once: int = AT_ONCE) -> bool:
    """Replay last year's bills under a proposal; True when the result is kept already, False when a worker does it.

    Raises RulebookError when the text is wrong, Refused when the proposal is decided already.
    """
    bills = ChargeRun.objects.filter(at__gte=at - A_YEAR, at__lt=at)[: at_once + 1].count()
    if bills > at_once:
        queue.defer("fees.replay_proposal", lock=f"replay:{proposal.pk}", proposal_id=proposal.pk)
        return False
    replay_proposal(proposal, at=at, processes=1)
    return True
