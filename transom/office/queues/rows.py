"""Lines of the office's lists, with addresses and words ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transom.accounts.queries import teams_of
from transom.accounts.rules import may
from transom.fees.queries import balances
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


def cards(user: User, of_teams: frozenset[str] | None) -> list[Card]:
    """The queues this person works in, with their counts; three queries."""
    counts = queue_counts([status for queue in (NEW, READY, CORRECTIONS) for status in queue.statuses])
    found = [_queue_card(NEW, counts), *_work_cards(user, of_teams)]
    return [*found, _queue_card(READY, counts), _queue_card(CORRECTIONS, counts)]


def reviews(user: User, of_teams: frozenset[str] | None, *, size: int) -> list[ReviewRow]:
    """The first reviews of these teams; one query."""
    if not may(user, "reviews.decide"):
        return []
    return review_rows(review_queries.worklist(teams=of_teams, size=size).rows)


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


def _work_cards(user: User, of_teams: frozenset[str] | None) -> list[Card]:
    found = []
    if may(user, "reviews.decide") or may(user, "reviews.assign"):
        work = review_queries.open_counts(teams=of_teams, user_id=user.pk, today=clock.today())
        says = f"{work.overdue} overdue, {work.mine} given to you."
        found.append(Card("Reviews due", "/office/reviews/", work.open, says))
    if may(user, "inspections.record") or may(user, "inspections.assign"):
        visits = inspection_counts(clock.today())
        says = f"{visits['today']} today, {visits['to_assign']} without an inspector."
        found.append(Card("Inspections to do", "/office/inspections/", visits["today"] + visits["to_assign"], says))
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(record: Record) -> str:
    if record.firm_id and record.firm:
        return record.firm.name
    return record.applicant.label if record.applicant else ""
