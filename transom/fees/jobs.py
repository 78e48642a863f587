"""What takes longer than a request may: replaying a year of bills."""

from __future__ import annotations

from contextlib import suppress

from transom.fees.replay.running import replay_proposal
from transom.kernel import clock
from transom.kernel.queue import job
from transom.kernel.refusals import Refused
from transom.rulebook import queries as rulebook
from transom.rulebook.problems import RulebookError


@job("fees.replay_proposal")
def replay_proposed(proposal_id: int) -> None:
    """Work last year's bills out under a proposal and keep the result on it.

    One that was decided meanwhile keeps what it has, and wrong text has no result; neither is worth another try.
    """
    with suppress(Refused, RulebookError):
        # One process: a worker's jobs stand beside each other already.
        replay_proposal(rulebook.proposal(proposal_id), at=clock.now(), processes=1)
