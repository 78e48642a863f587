"""Reading the bills of a period out of the database, in one pass that keeps none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction

from transom.fees.replay.saying import as_json
from transom.fees.replay.sharing import BATCH, count_together
from transom.fees.replay.tally import Run, Tally
from transom.rulebook import queries as rulebook
from transom.rulebook.actions import keep_replay
from transom.rulebook.models import Proposal

PROCESSES = 2
A_YEAR = timedelta(days=365)

_BILLS = """
SELECT coalesce(record.number, ''), record.type_id, run.event, run.facts::text,
       coalesce((SELECT jsonb_object_agg(charge.fee, charge.cents)::text
                 FROM fees_charge charge WHERE charge.run_id = run.id), '{}')
FROM fees_chargerun run JOIN records_record record ON record.id = run.record_id
WHERE run.at >= %s AND run.at < %s AND record.agency = %s AND NOT starts_with(run.occurrence, 'rebase:')
ORDER BY run.id
"""


def replay(files: Mapping[str, str], *, since: datetime, until: datetime, processes: int = PROCESSES) -> Tally:
    """Every bill made from `since` until before `until` again, under a folder's rules.

    The facts are those kept with each bill, the old amounts those that were billed; nothing is written. Memory does not
    grow with the number of bills. Raises RulebookError when the text is wrong.
    """
    return count_together(files, _bills(since, until), processes)


def replay_proposal(
    proposal: Proposal,
    *,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    processes: int = PROCESSES,
) -> Tally:
    """The bills of the last year (or of a period) under proposed rules; the result is kept on the proposal.

    Raises RulebookError when the text is wrong, Refused when the proposal is decided already.
    """
    end = until or at
    begin = since or end - A_YEAR
    tally = replay(rulebook.proposal_files(proposal), since=begin, until=end, processes=processes)
    keep_replay(proposal, {**as_json(tally), "since": begin.isoformat(), "until": end.isoformat()}, at=at)
    return tally


def _bills(since: datetime, until: datetime) -> Iterator[Run]:
    """Bills as a server-side cursor gives them, so many at a time."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_BILLS, [since, until, rulebook.default_agency()])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield Run(*row)
