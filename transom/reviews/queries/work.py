"""Whose turn it is: worklists, their counts, and walking through them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from transom.kernel.pages import page
from transom.kernel.rows import rows
from transom.reviews import rules
from transom.reviews.models import Review

# A worklist's columns: a record's answers and snapshots stay in the database.
SHOWN = (
    *("label", "team", "cycle", "due_on", "record__number", "record__type_label", "record__title", "record__address"),
    *("assignee__name", "assignee__username"),
)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of a reviewer's worklist."""

    id: int
    number: str
    type_label: str
    title: str
    address: str
    label: str
    team: str
    cycle: int
    due_on: date
    assignee: str
    assignee_id: int | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of a worklist, the review due first on top; `later` and `earlier` are the marks of its neighbors."""

    rows: tuple[WorkRow, ...]
    later: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How much waits: every open review of these teams, those past due, and one's own."""

    open: int
    overdue: int
    mine: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What a front page says of reviews: how many wait, and those due first."""

    counts: WorkCounts
    first: tuple[WorkRow, ...]


DESK = """
WITH waiting AS (
    SELECT id, due_on, assignee_id FROM reviews_review
    WHERE decision = 'open' AND (%(teams)s::text[] IS NULL OR team = ANY(%(teams)s::text[]))
), first AS (
    SELECT review.id, record.number, record.type_label, record.title, record.address, review.label, review.team,
        review.cycle, review.due_on, coalesce(nullif(assignee.name, ''), assignee.username, ''), review.assignee_id
    FROM (SELECT id FROM waiting ORDER BY due_on, id LIMIT %(size)s) shown
    JOIN reviews_review review ON review.id = shown.id
    JOIN records_record record ON record.id = review.record_id
    LEFT JOIN accounts_user assignee ON assignee.id = review.assignee_id
)
SELECT counted.*, first.* FROM (
    SELECT count(*), count(*) FILTER (WHERE due_on < %(today)s), count(*) FILTER (WHERE assignee_id = %(user)s)
    FROM waiting
) counted LEFT JOIN first ON true
ORDER BY first.due_on, first.id
"""


def worklist(
    *,
    teams: Collection[str] | None = None,
    assignee_id: int | None = None,
    overdue_on: date | None = None,
    mark: str = "",
    size: int = 25,
) -> Worklist:
    """Open reviews, the one due first on top; one query.

    `teams` None means every team; `overdue_on` keeps those due before that day; `mark` is a neighbor's mark.
    """
    found = _open(teams, assignee_id, overdue_on).select_related("record", "assignee").only(*SHOWN)
    listed = page(found, order=("due_on", "id"), mark=mark, size=size)
    return Worklist(tuple(_work_row(review) for review in listed.rows), later=listed.older, earlier=listed.newer)


def neighbors(
    review: Review, *, teams: Collection[str] | None = None, assignee_id: int | None = None
) -> tuple[int | None, int | None]:
    """The open reviews just before and after this one in the worklist, for walking through it; two queries."""
    found = _open(teams, assignee_id, None)
    before = found.filter(Q(due_on__lt=review.due_on) | Q(due_on=review.due_on, id__lt=review.pk))
    later = found.filter(Q(due_on__gt=review.due_on) | Q(due_on=review.due_on, id__gt=review.pk))
    return (
        before.order_by("-due_on", "-id").values_list("id", flat=True).first(),
        later.order_by("due_on", "id").values_list("id", flat=True).first(),
    )


def open_counts(*, teams: Collection[str] | None, user_id: int, today: date) -> WorkCounts:
    """How many reviews wait for these teams, how many are late, how many are one's own; one query."""
    return desk(teams=teams, user_id=user_id, today=today, size=0).counts


def desk(*, teams: Collection[str] | None, user_id: int, today: date, size: int) -> Desk:
    """The same with the first reviews of the worklist; one query."""
    asked = {"teams": None if teams is None else list(teams), "user": user_id, "today": today, "size": size}
    found = rows(DESK, asked)
    first = tuple(WorkRow(*row[3:]) for row in found if row[3] is not None)
    return Desk(WorkCounts(*found[0][:3]), first)


def _open(teams: Collection[str] | None, assignee_id: int | None, overdue_on: date | None) -> QuerySet[Review]:
    found = Review.objects.filter(decision=rules.OPEN)
    if teams is not None:
        found = found.filter(team__in=teams)
    if assignee_id is not None:
        found = found.filter(assignee_id=assignee_id)
    if overdue_on is not None:
        found = found.filter(due_on__lt=overdue_on)
    return found


def _work_row(review: Review) -> WorkRow:
    record = review.record
    return WorkRow(
        id=review.pk,
        number=record.number or "",
        type_label=record.type_label,
        title=record.title,
        address=record.address,
        label=review.label,
        team=review.team,
        cycle=review.cycle,
        due_on=review.due_on,
        assignee=review.assignee.label if review.assignee else "",
        assignee_id=review.assignee_id,
    )
