"""The only writer of the public projection: it follows the records, a moment behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

import structlog
from django.db import connection, transaction
from django.db.models import Prefetch

from transom.history import queries as history
from transom.kernel import queue
from transom.records.models import Condition, Party, Record
from transom.search import bulk, projection, rules
from transom.search.models import Choice, PublicRecord, Word

log = structlog.get_logger(__name__)
BATCH = 100
MOST_AT_ONCE = 50
"""Jobs that are done with another: its transaction holds their records, so it must stay a short one."""
KEPT = tuple(field.name for field in PublicRecord._meta.concrete_fields if field.name != "id")


def republish(record_id: int, *, at: datetime) -> None:
    """Draw the public face of a record anew; that of a draft or of a record no longer there is taken away."""
    republish_many([record_id], at=at)


def republish_many(record_ids: Iterable[int], *, at: datetime) -> int:
    """Draw many records anew, a hundred in a transaction; returns how many have a public face now."""
    waiting, count = iter(record_ids), 0
    while batch := list(islice(waiting, BATCH)):
        count += _republish(batch, at=at)
    return count


def catch_up(event_id: int, *, job: str, at: datetime) -> int:
    """Draw the record of this event anew, and with it the records of what waits in the queue under the same job.

    One action tells of many events and each asks for the public face: whoever comes first draws it for all, once a
    record. Returns how many have a public face now. A record that cannot be drawn holds up no other: then this event's
    own is drawn alone, and the rest waits again.
    """
    try:
        with transaction.atomic():
            # Taken first, read after: what a taken job's event tells of is committed and is seen.
            waiting = [int(arguments["event_id"]) for arguments in queue.take_waiting(job, MOST_AT_ONCE)]
            return republish_many(sorted(history.records_of([event_id, *waiting])), at=at)
    except Exception:
        log.exception("search.catch_up_failed", event_id=event_id)
        return republish_many(sorted(history.records_of([event_id])), at=at)


@transaction.atomic
def _republish(record_ids: list[int], *, at: datetime) -> int:
    # Locked in one order, so that of two workers the one that read first cannot write last.
    found = list(
        Record.objects.filter(pk__in=record_ids, number__isnull=False)
        .select_related("applicant", "firm", "parcel")
        .prefetch_related(
            Prefetch("parties", Party.objects.order_by("id")), Prefetch("conditions", Condition.objects.order_by("id"))
        )
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    PublicRecord.objects.filter(pk__in=set(record_ids) - {record.pk for record in found}).delete()
    _keep(projection.public_rows(found, at=at))
    return len(found)


def publish_imported(*, at: datetime) -> None:
    """Draw the public faces of an import, in its transaction, from its tables of the moment.

    A record that was already here and may have a life of its own (holds, conditions, visits) is drawn one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute(bulk.PUBLISH_NEW, {"at": at, "long_ago": rules.LONG_AGO})
        cursor.execute(bulk.CHOICES)
        cursor.execute(bulk.WORDS)
        cursor.execute("SELECT id FROM imported WHERE NOT is_new ORDER BY id")
        changed = [record_id for (record_id,) in cursor.fetchall()]
    republish_many(changed, at=at)


def _keep(rows: list[PublicRecord]) -> None:
    if not rows:
        return
    PublicRecord.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=KEPT)
    words = {word for row in rows for word in rules.vocabulary(row.words, row.address_norm)}
    Word.objects.bulk_create([Word(text=word) for word in sorted(words)], ignore_conflicts=True)
    seen = {("type", row.kind, row.type_id, row.type_label) for row in rows}
    seen |= {("status", row.kind, row.status_label, row.status_label) for row in rows}
    known = set(
        Choice.objects.values_list("what", "kind", "value", "label").filter(kind__in={row.kind for row in rows})
    )
    Choice.objects.bulk_create(
        [Choice(what=what, kind=kind, value=value, label=label) for what, kind, value, label in sorted(seen - known)],
        update_conflicts=True,
        unique_fields=["what", "kind", "value"],
        update_fields=["label"],
    )
