"""What others may ask about reviews: a record's cycles with comments, worklists, counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from transom.kernel.pages import page
from transom.kernel.rows import rows, shaped
from transom.reviews import rules
from transom.reviews.models import Comment, Review

# A worklist's columns: a record's answers and snapshots stay in the database.
SHOWN = (
    *("label", "team", "cycle", "due_on", "record__number", "record__type_label", "record__title", "record__address"),
    *("assignee__name", "assignee__username"),
)


@dataclass(frozen=True, slots=True)
class ReplyView:
    """An applicant's answer to a comment."""

    id: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentView:
    """A reviewer's comment with the answers beside it."""

    id: int
    text: str
    sheet: str
    code_section: str
    must_fix: bool
    by: str
    at: datetime
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One team's look at one cycle, with what it said."""

    id: int
    key: str
    label: str
    team: str
    cycle: int
    decision: str
    decision_label: str
    assignee: str
    started_on: datetime
    due_on: date
    decided_at: datetime | None
    decided_by: str
    latest: bool
    comments: tuple[CommentView, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.decision == rules.OPEN


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


DECISIONS = "SELECT key, cycle, decision FROM reviews_review WHERE record_id = %s"
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


def of_record(record_id: int) -> tuple[ReviewView, ...]:
    """Every review of a record by team and cycle, comments and answers included; two queries."""
    return of_records([record_id])[record_id]


def of_records(record_ids: Collection[int]) -> dict[int, tuple[ReviewView, ...]]:
    """The same for many records at once, each of them there; two queries for all."""
    reviews: dict[int, list[Review]] = {record_id: [] for record_id in record_ids}
    listed = Review.objects.filter(record__in=reviews).select_related("assignee", "decided_by")
    for review in listed.order_by("key", "cycle"):
        reviews[review.record_id].append(review)
    comments: dict[int, list[Comment]] = {}
    for comment in Comment.objects.filter(review__record__in=reviews).order_by("id"):
        comments.setdefault(comment.review_id, []).append(comment)
    return {record_id: _views(found, comments) for record_id, found in reviews.items()}


def standing(record_id: int) -> rules.Standing:
    """How many of a record's reviews are open, returned, denied, approved; one query."""
    return rules.standing(shaped(rules.Past, DECISIONS, (record_id,)))


def corrections(record_id: int) -> tuple[str, ...]:
    """What the applicant must correct now, a line a comment, from each team's latest cycle; two queries."""
    returned = [view for view in of_record(record_id) if view.latest and view.decision == rules.CORRECTIONS]
    return tuple(
        f"{view.label}: {rules.said(comment.text, comment.sheet, comment.code_section)}"
        for view in returned
        for comment in view.comments
        if comment.must_fix
    )


def review_for(review_id: int) -> Review:
    """One review with its record; Review.DoesNotExist when there is none."""
    return Review.objects.select_related("record", "assignee", "decided_by").get(pk=review_id)


def comments_of(review: Review) -> list[Comment]:
    """What the reviewer wrote in this review, in the order written, without the applicant's answers; one query."""
    return list(review.comments.filter(answers__isnull=True).order_by("id"))


def comment_of(record_id: int, comment_id: int) -> Comment:
    """One reviewer's comment on this record; Comment.DoesNotExist alike for none and another record's."""
    return Comment.objects.select_related("review").get(
        pk=comment_id, review__record_id=record_id, answers__isnull=True
    )


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


def _views(reviews: Sequence[Review], comments: Mapping[int, Sequence[Comment]]) -> tuple[ReviewView, ...]:
    last = {review.key: review.pk for review in reviews}
    order = _order_of_appearance(reviews)
    views = [_view(review, comments.get(review.pk, ()), latest=last[review.key] == review.pk) for review in reviews]
    return tuple(sorted(views, key=lambda view: (order[view.key], view.cycle)))


def _order_of_appearance(reviews: Sequence[Review]) -> dict[str, int]:
    first: dict[str, int] = {}
    for review in sorted(reviews, key=lambda one: one.pk):
        first.setdefault(review.key, review.pk)
    return first


def _view(review: Review, comments: Sequence[Comment], *, latest: bool) -> ReviewView:
    replies: dict[int, list[ReplyView]] = {}
    for one in comments:
        if one.answers_id is not None:
            replies.setdefault(one.answers_id, []).append(ReplyView(one.pk, one.text, one.by_label, one.at))
    return ReviewView(
        id=review.pk,
        key=review.key,
        label=review.label,
        team=review.team,
        cycle=review.cycle,
        decision=review.decision,
        decision_label=rules.LABELS[review.decision],
        assignee=review.assignee.label if review.assignee else "",
        started_on=review.started_at,
        due_on=review.due_on,
        decided_at=review.decided_at,
        decided_by=review.decided_by.label if review.decided_by else "",
        latest=latest,
        comments=tuple(
            CommentView(
                one.pk,
                one.text,
                one.sheet,
                one.code_section,
                one.must_fix,
                one.by_label,
                one.at,
                tuple(replies.get(one.pk, ())),
            )
            for one in comments
            if one.answers_id is None
        ),
    )


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
