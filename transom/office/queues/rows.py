"""Lines of the office's lists, with addresses and words ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transom.accounts.queries import teams_of
from transom.accounts.rules import may
from transom.fees.queries import balances, paid_up
from transom.inspections.queries import queue_counts as inspection_counts
from transom.kernel import clock
from transom.office.queues.lists import CORRECTIONS, NEW, READY, Queue
from transom.records.queries import queue_counts
from transom.reviews import queries as review_queries
from transom.reviews.queries import WorkRow

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record


@dataclass(frozen=True, slots=True)
class Card:
    """A queue on the front page: how many wait, and what stands out among them."""

    title: str
    url: str
    count: int
    says: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a queue."""

    number: str
    url: str
    type_label: str
    title: str
    address: str
    applicant: str
    submitted_on: date | None
    due_cents: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in a worklist."""

    url: str
    work: WorkRow
    is_late: bool
    is_today: bool


def teams(user: User) -> frozenset[str] | None:
    """The teams whose reviews are this person's to see first; None, every team, for those without one."""
    return teams_of(user) or None


def work(user: User, *, size: int) -> tuple[list[Card], list[ReviewRow]]:
    """The queues this person works in with their counts, and the reviews due first; at most three queries."""
    counts = queue_counts([status for queue in (NEW, READY, CORRECTIONS) for status in queue.statuses])
    found, first = [_queue_card(NEW, counts)], []
    if may(user, "reviews.decide") or may(user, "reviews.assign"):
        shown = size if may(user, "reviews.decide") else 0
        desk = review_queries.desk(teams=teams(user), user_id=user.pk, today=clock.today(), size=shown)
        says = f"{desk.counts.overdue} overdue, {desk.counts.mine} given to you."
        found.append(Card("Reviews due", "/office/reviews/", desk.counts.open, says))
        first = review_rows(desk.first)
    found += _visits_card(user)
    return [*found, _queue_card(READY, counts), _queue_card(CORRECTIONS, counts)], first


def approved_and_paid(queue: Queue, *, among: int, size: int) -> list[RecordRow]:
    """The first records of a queue that owe nothing, of those that wait longest; one query."""
    return [
        RecordRow(
            number=row.number,
            url=f"/office/records/{row.number}/?queue={queue.key}",
            type_label=row.type_label,
            title=_capital(row.title) if row.title != row.type_label else "",
            address=row.address,
            applicant=row.applicant,
            submitted_on=row.submitted_on,
            due_cents=0,
        )
        for row in paid_up(queue.statuses, among=among, limit=size)
    ]


def review_rows(found: Iterable[WorkRow]) -> list[ReviewRow]:
    """Reviews as lines, marked late or due today by the city's date."""
    today = clock.today()
    return [ReviewRow(f"/office/reviews/{row.id}/", row, row.due_on < today, row.due_on == today) for row in found]


def records(found: Iterable[Record], queue: Queue) -> list[RecordRow]:
    """Records as lines, with what they owe; one query."""
    listed = list(found)
    owed = balances([record.pk for record in listed])
    return [
        RecordRow(
            number=record.number or "",
            url=f"/office/records/{record.number}/?queue={queue.key}",
            type_label=record.type_label,
            title=_capital(record.title) if record.title != record.type_label else "",
            address=record.address,
            applicant=_name(record),
            submitted_on=record.submitted_on,
            due_cents=owed[record.pk],
        )
        for record in listed
    ]


def _queue_card(queue: Queue, counts: dict[str, int]) -> Card:
    return Card(queue.title, queue.url, sum(counts.get(status, 0) for status in queue.statuses), queue.says)


def _visits_card(user: User) -> list[Card]:
    if not (may(user, "inspections.record") or may(user, "inspections.assign")):
        return []
    visits = inspection_counts(clock.today())
    says = f"{visits['today']} today, {visits['to_assign']} without an inspector."
    return [Card("Inspections to do", "/office/inspections/", visits["today"] + visits["to_assign"], says)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(record: Record) -> str:
    if record.firm_id and record.firm:
        return record.firm.name
    return record.applicant.label if record.applicant else ""
