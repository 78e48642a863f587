"""The rows of the dashboard's tables, made of what the rooms answer, without further queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from transom.inspections.queries import Open
from transom.kernel.clock import local_date
from transom.kernel.money import dollars
from transom.rulebook.queries import record_type
from transom.ui.language import told
from transom.ui.words import day, long_day

if TYPE_CHECKING:
    from transom.records.models import Record
    from transom.records.queries import DashboardRecord

    AnyRecord = Record | DashboardRecord

WARN_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Row:
    """A license, permit or project of the account; `due` in cents."""

    number: str
    type_label: str
    place: str
    status: str
    tone: str
    paid_online: bool
    due: int
    expires_on: date | None
    url: str
    files_url: str
    cart_url: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A row of My Active Inspections; `day` is empty while it has to be scheduled."""

    number: str
    record_url: str
    address: str
    label: str
    standing: str
    tone: str
    day: str
    url: str
    contact: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the person, with where to do it."""

    says: str
    url: str


def record_rows(records: Iterable[AnyRecord], due: Mapping[int, int], paid_online: Iterable[int]) -> list[Row]:
    """Records as rows of a table; `due` holds cents by record."""
    paid = set(paid_online)
    return [_row(record, due.get(record.pk, 0), record.pk in paid) for record in records]


def visit_rows(inspections: Iterable[Open]) -> list[Visit]:
    """Inspections as rows: one to schedule, or one with its day and, that morning, its inspector."""
    return [_visit(one) for one in inspections]


def waiting(
    records: Sequence[DashboardRecord], due: Mapping[int, int], inspections: Sequence[Open], at: datetime
) -> list[Waiting]:
    """What waits for the person, the most pressing first: corrections, fees, insurance, inspections to schedule."""
    today = local_date(at)
    says = [_corrections(record) for record in records if record.status == "corrections"]
    says += [
        Waiting(
            _("%(amount)s due on %(number)s") % {"amount": dollars(due[record.pk]), "number": record.number},
            f"{_url(record)}fees/",
        )
        for record in records
        if due.get(record.pk, 0) > 0
    ]
    says += [one for record in records if (one := _insurance(record, today))]
    says += [
        Waiting(
            _("Schedule %(inspection)s of %(number)s") % {"inspection": told(one.label), "number": one.number},
            _schedule_url(one),
        )
        for one in inspections
        if one.day is None
    ]
    return says


def tone_of(record: AnyRecord) -> str:
    """How a status is colored; never the only sign of it."""
    if not record.bundle:
        return "neutral"
    status = record_type(record.bundle).status(record.status)
    if not status.good:
        return "bad"
    if status.closed:
        return "neutral"
    if record.status == "corrections":
        return "wait"
    if status.waits_for == "city":
        return "progress"
    return "good" if record.issued_on else "wait"


def _row(record: AnyRecord, due: int, paid_online: bool) -> Row:
    url = _url(record)
    return Row(
        number=record.number or "",
        type_label=record.type_label,
        place=record.address or record.title,
        status=record.status_label,
        tone=tone_of(record),
        paid_online=paid_online,
        due=due,
        expires_on=record.expires_on,
        url=url,
        files_url=f"{url}attachments/",
        cart_url=f"/cart/items/{record.number}/",
    )


def _visit(one: Open) -> Visit:
    failed = one.failures and one.day is None
    return Visit(
        number=one.number,
        record_url=f"/records/{one.number}/inspections/",
        address=one.address,
        label=one.label,
        standing="Scheduled" if one.day else "Failed, schedule again" if failed else "To be scheduled",
        tone="info" if one.day else "bad" if failed else "wait",
        day=long_day(one.day) if one.day else "",
        url=f"/inspections/visits/{one.visit_id}/" if one.visit_id else _schedule_url(one),
        contact=one.contact,
    )


def _corrections(record: DashboardRecord) -> Waiting:
    return Waiting(
        _("Corrections are needed on %(number)s, %(place)s")
        % {"number": record.number, "place": record.address or record.title},
        f"{_url(record)}reviews/",
    )


def _insurance(record: DashboardRecord, today: date) -> Waiting | None:
    text = record.insured_until if record.kind == "license" else None
    try:
        ends = date.fromisoformat(text) if text else None
    except ValueError:
        ends = None
    if ends is None or ends > today + WARN_BEFORE:
        return None
    if ends < today:
        say = _("The insurance on %(number)s ended %(day)s: hand in a new certificate")
    else:
        say = _("The insurance on %(number)s ends %(day)s: hand in a new certificate")
    return Waiting(
        say % {"number": record.number, "day": day(ends)},
        f"{_url(record)}attachments/",
    )


def _schedule_url(one: Open) -> str:
    return f"/inspections/{one.number}/{one.key}/"


def _url(record: AnyRecord) -> str:
    return f"/records/{record.number}/"
