"""Work that does not stand in a request: deferred in the caller's transaction, done at least once by a worker.

A thin layer over procrastinate, so that no room knows the library. Every job must be idempotent: a worker that dies
in the middle has its job done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

Run = TypeVar("Run", bound=Callable[..., None])

RETRIES = 8
# 3, 9, 27, ... seconds: the eighth try comes about two and a half hours after the first.
RETRY_BASE = 3
STALLED_AFTER_SECONDS = 30


@dataclass(frozen=True)
class Job:
    """A job's name, what it runs, and the cron line of one that comes by the clock."""

    name: str
    run: Callable[..., None]
    cron: str = ""


_jobs: dict[str, Job] = {}


def job(name: str, *, cron: str = "", retries: int = RETRIES) -> Callable[[Run], Run]:
    """Registers a function of a room's jobs.py under a name such as "documents.issue_receipt".

    With `cron` (five fields, UTC; a sixth for seconds) it also runs by the clock, without arguments and never twice at
    once. Raises ValueError for a name that is taken.
    """

    def register(run: Run) -> Run:
        if name in _jobs:
            raise ValueError(f"The job '{name}' is registered twice.")
        _jobs[name] = Job(name, run, cron)
        retry = RetryStrategy(max_attempts=retries, exponential_wait=RETRY_BASE)
        if cron:
            task = app.task(name=name, retry=retry, queueing_lock=name)(_by_the_clock(run))
            app.periodic(cron=cron)(task)
        else:
            app.task(name=name, retry=retry)(run)
        return run

    return register


def defer(name: str, *, lock: str | None = None, **arguments: Any) -> None:
    """Asks for a job to be done once the caller's transaction commits; after a rollback it was never asked for.

    Jobs with the same `lock` are done one after the other. Arguments must be JSON values.
    Raises LookupError for a job that no room registered.
    """
    if name not in _jobs:
        raise LookupError(f"No job is called '{name}'.")
    app.configure_task(name, lock=lock).defer(**arguments)


def names() -> frozenset[str]:
    """The names of all registered jobs."""
    return frozenset(_jobs)


def oldest_waiting_seconds() -> int:
    """For how long the oldest job that could run has waited; 0 when none waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)::bigint "
            "FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id "
            "AND event.type = 'deferred' "
            "WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())"
        )
        (seconds,) = cursor.fetchone()
    return int(seconds)


def run_waiting(limit: int = 1000) -> list[str]:
    """Does every job that waits, here and now in the caller's transaction, and the jobs they ask for; returns names.

    For tests and for set-up of made-up data: a worker's own connections do not see an open transaction. A job's error
    is the caller's error.
    """
    done: list[str] = []
    while len(done) < limit:
        taken = _take_waiting()
        if taken is None:
            return done
        name, arguments = taken
        _jobs[name].run(**arguments)
        done.append(name)
    raise RuntimeError(f"More than {limit} jobs were waiting; does a job ask for itself?")


def take_waiting(name: str, limit: int | None = None) -> list[dict[str, Any]]:
    """Takes the waiting jobs of this name off the queue, the oldest first; returns their arguments in that order.

    For a caller that does them all in one go in the same transaction, as when a thousand jobs ask for the same thing:
    after a rollback they wait again. A job that a worker is just taking stays with it, one that failed keeps to its
    time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS (UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id IN (SELECT id FROM "
            "procrastinate_jobs WHERE status = 'todo' AND task_name = %s AND (scheduled_at IS NULL OR scheduled_at <= "
            "now()) ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING id, args::text) "
            "SELECT args FROM taken ORDER BY id",
            [name, limit],
        )
        return [json.loads(arguments) for (arguments,) in cursor.fetchall()]


def _take_waiting() -> tuple[str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = (SELECT id FROM procrastinate_jobs WHERE "
            "status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1) "
            "RETURNING task_name, args::text"
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], json.loads(row[1]))


def _by_the_clock(run: Callable[..., None]) -> Callable[..., None]:
    def at_time(timestamp: int | None = None) -> None:
        run()

    return at_time


@app.periodic(cron="* * * * * */10")
@app.task(name="kernel.retry_stalled", queueing_lock="kernel.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Gives the jobs of a worker that was killed to another; workers beat every ten seconds."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(stalled)
