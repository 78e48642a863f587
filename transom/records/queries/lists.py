"""Lists of records: drafts, the dashboard's tables, the queues of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import RowNumber

from transom.accounts.models import User
from transom.kernel import pages
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


QUEUE_FILTERS = ("kind", "type_id", "firm", "parcel", "applicant")


def drafts(user: User) -> list[Record]:
    """The account's open applications, the one worked on last first. One query."""
    return list(Record.objects.filter(applicant=user, number=None).order_by("-updated_at")[:50])


def linked_records(
    user: User, kind: str, after: str = "", limit: int = 25, *, closed: bool = False
) -> pages.Page[Record]:
    """The records of one kind on an account's dashboard, newest first, paged by key. One query.

    They are the account's own, its company's, and those it linked.
    """
    rows = Record.objects.filter(pk__in=_mine(user), kind=kind, closed=closed, number__isnull=False)
    return pages.page(rows, mark=after, size=limit)


def dashboard_records(user: User, kinds: Sequence[str], limit: int = 25) -> dict[str, list[DashboardRecord]]:
    """The newest open records of each kind on an account's dashboard, one more than `limit` where there are more.

    One query for all kinds, and only the columns a row shows: what is not read is not paid for.
    """
    place = Window(RowNumber(), partition_by=F("kind"), order_by=F("id").desc())
    rows = (
        Record.objects.filter(pk__in=_mine(user), kind__in=kinds, closed=False, number__isnull=False)
        .annotate(place=place, insured_until=KeyTextTransform("insured_until", "answers"))
        .filter(place__lte=limit + 1)
        .order_by("-id")
        .values_list(*DashboardRecord._fields)
    )
    found: dict[str, list[DashboardRecord]] = {kind: [] for kind in kinds}
    for row in rows:
        record = DashboardRecord(*row)
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
    rows = Record.objects.filter(status__in=wanted, closed=False, number__isnull=False)
    if kind:
        rows = rows.filter(kind=kind)
    chosen = {
        name: value for name, value in (filters or {}).items() if name in QUEUE_FILTERS and value not in (None, "")
    }
    return pages.page(rows.filter(**chosen).select_related("applicant", "firm"), order=("id",), mark=after, size=limit)


def queue_counts(statuses: Sequence[str]) -> dict[str, int]:
    """How many open records stand in each of these statuses. One query."""
    rows = Record.objects.filter(status__in=statuses, closed=False, number__isnull=False)
    return {row["status"]: row["rows"] for row in rows.values("status").annotate(rows=Count("pk")).order_by()}


def _mine(user: User) -> QuerySet[Any, Any]:
    """Keys of a person's records as a union, so that each part is read from its own index."""
    own = Record.objects.filter(applicant=user).order_by().values("pk")
    linked = Link.objects.filter(user=user).order_by().values("record_id")
    if user.firm_id is None:
        return own.union(linked)
    return own.union(linked, Record.objects.filter(firm=user.firm_id).order_by().values("pk"))
