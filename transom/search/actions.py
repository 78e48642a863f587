"""The only writer of the public projection: it follows the records, a moment behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Prefetch

from transom.records.models import Condition, Party, Record
from transom.search import bulk, projection, rules
from transom.search.models import Choice, PublicRecord, Word

BATCH = 100
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
