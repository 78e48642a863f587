"""/healthz says that the process lives; /readyz that it can serve: database, migrations and the queue's age."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from transom.kernel import queue

Answer = Callable[[HttpRequest], HttpResponse]
# Jobs wait seconds when a worker lives; older ones mean that none does.
OLDEST_JOB_SECONDS = 300


def health(get_response: Answer) -> Answer:
    """Answers the two addresses before hosts, cookies and redirects are looked at: probes come by IP and plain HTTP."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return JsonResponse({"status": "alive"})
        if request.path_info == "/readyz":
            return ready()
        return get_response(request)

    return middleware


class NotMigrated(Exception):
    """Keeps a changing answer out of the cache."""


def waiting_migrations() -> int:
    """How many migrations wait; 0 is remembered, since a process never sees them taken back."""
    try:
        return _none_waiting()
    except NotMigrated as waiting:
        count: int = waiting.args[0]
        return count


@lru_cache(maxsize=1)
def _none_waiting() -> int:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotMigrated(len(waiting))
    return 0


def ready() -> JsonResponse:
    """200 when every check holds, else 503 with a sentence for each that does not."""
    try:
        problems = list(database_problems())
    except DatabaseError:
        problems = ["The database does not answer."]
    return JsonResponse(
        {"status": "not ready" if problems else "ready", "problems": problems}, status=503 if problems else 200
    )


def database_problems() -> list[str]:
    """What keeps this process from serving, in sentences."""
    waiting = waiting_migrations()
    if waiting:
        return [f"{waiting} migrations have not been applied; run `transom migrate`."]
    age = queue.oldest_waiting_seconds()
    if age > OLDEST_JOB_SECONDS:
        return [f"The oldest job has waited {age} seconds; is a worker running?"]
    return []
