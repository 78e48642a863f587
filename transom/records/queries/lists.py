"""Lists of records: drafts, the dashboard's tables, the queues of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from transom.accounts.models import User
from transom.kernel import pages
from transom.kernel.rows import rows, shaped
from transom.records.models import Link, Record


class DashboardRecord(NamedTuple):
    """What a row of the dashboard shows of a record."""

    pk: int
    number: str
    kind: str
    bundle: str
    type_label: str
    status: str
    status_label: str
    address: str
    title: str
    issued_on: date | None
    expires_on: date | None
    insured_until: str | None


class DraftRow(NamedTuple):
    """What a list shows of an application that is not submitted yet."""

    pk: int
    type_label: str
    address: str
    updated_at: datetime


# Whose a record is: the account's own, its company's, and those it linked, each found by its own index. Only the rows
# that are shown are read whole; the LIMIT keeps a small city's planner from reading the table instead.
ON_THE_DASHBOARD = """
SELECT record.id, record.number, record.kind, record.bundle, record.type_label, record.status, record.status_label,
    record.address, record.title, record.issued_on, record.expires_on, record.answers ->> 'insured_until'
FROM (
    SELECT id, row_number() OVER (PARTITION BY kind ORDER BY id DESC) AS place FROM (
        SELECT id, kind FROM records_record
        WHERE (applicant_id = %(user)s OR firm_id = %(firm)s) AND NOT closed AND number IS NOT NULL
        UNION
        SELECT record.id, record.kind FROM records_link link JOIN records_record record ON record.id = link.record_id
        WHERE link.user_id = %(user)s AND NOT record.closed AND record.number IS NOT NULL
    ) every WHERE kind = ANY(%(kinds)s)
) mine CROSS JOIN LATERAL (SELECT * FROM records_record WHERE id = mine.id LIMIT 1) record
WHERE mine.place <= %(most)s ORDER BY record.id DESC
"""
DRAFTS = """
SELECT id, type_label, address, updated_at FROM records_record WHERE applicant_id = %s AND number IS NULL
ORDER BY updated_at DESC LIMIT 50
"""
COUNTED = """
SELECT status, count(*) FROM records_record WHERE status = ANY(%s) AND NOT closed AND number IS NOT NULL GROUP BY status
"""
# What a row of a queue shows; a record's answers and snapshots are not read for it.
QUEUE_COLUMNS = (
    *("number", "type_label", "title", "address", "submitted_on"),
    *("applicant__name", "applicant__username", "firm__name"),
)
QUEUE_FILTERS = ("kind", "type_id", "firm", "parcel", "applicant")


def drafts(user: User) -> list[Record]:
    """The account's open applications, the one worked on last first. One query."""
    return list(Record.objects.filter(applicant=user, number=None).order_by("-updated_at")[:50])


def draft_rows(user: User) -> list[DraftRow]:
    """The same as rows of a list, without their answers. One query."""
    return shaped(DraftRow, DRAFTS, (user.pk,))


def linked_records(
    user: User, kind: str, after: str = "", limit: int = 25, *, closed: bool = False
) -> pages.Page[Record]:
    """The records of one kind on an account's dashboard, newest first, paged by key. One query.

    They are the account's own, its company's, and those it linked.
    """
    listed = Record.objects.filter(pk__in=_mine(user), kind=kind, closed=closed, number__isnull=False)
    return pages.page(listed, mark=after, size=limit)


def dashboard_records(user: User, kinds: Sequence[str], limit: int = 25) -> dict[str, list[DashboardRecord]]:
    """The newest open records of each kind on an account's dashboard, one more than `limit` where there are more.

    One query for all kinds, and only the columns a row shows: what is not read is not paid for.
    """
    found: dict[str, list[DashboardRecord]] = {kind: [] for kind in kinds}
    asked = {"user": user.pk, "firm": user.firm_id, "kinds": list(kinds), "most": limit + 1}
    for record in shaped(DashboardRecord, ON_THE_DASHBOARD, asked):
        found[record.kind].append(record)
    return found


def queue(
    statuses: Sequence[str] | str,
    kind: str = "",
    after: str = "",
    limit: int = 25,
    filters: Mapping[str, Any] | None = None,
) -> pages.Page[Record]:
    """Open records in these statuses, the longest waiting first, paged by key, with applicant and firm. One query."""
    wanted = [statuses] if isinstance(statuses, str) else list(statuses)
    found = Record.objects.filter(status__in=wanted, closed=False, number__isnull=False)
    if kind:
        found = found.filter(kind=kind)
    chosen = {
        name: value for name, value in (filters or {}).items() if name in QUEUE_FILTERS and value not in (None, "")
    }
    found = found.filter(**chosen).select_related("applicant", "firm").only(*QUEUE_COLUMNS)
    return pages.page(found, order=("id",), mark=after, size=limit)


def queue_counts(statuses: Sequence[str]) -> dict[str, int]:
    """How many open records stand in each of these statuses. One query."""
    return dict(rows(COUNTED, (list(statuses),)))


def _mine(user: User) -> QuerySet[Any, Any]:
    """Keys of a person's records as a union, so that each part is read from its own index."""
    own = Record.objects.filter(applicant=user).order_by().values("pk")
    linked = Link.objects.filter(user=user).order_by().values("record_id")
    if user.firm_id is None:
        return own.union(linked)
    return own.union(linked, Record.objects.filter(firm=user.firm_id).order_by().values("pk"))
