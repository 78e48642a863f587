"""What was said of a record: its reviews by team and cycle, with comments and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from transom.kernel.rows import shaped
from transom.reviews import rules
from transom.reviews.models import Comment, Review


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


class _Said(NamedTuple):
    """A review with one of its comments; without any the comment's parts are None."""

    id: int
    record_id: int
    key: str
    label: str
    team: str
    cycle: int
    decision: str
    assignee: str
    started_at: datetime
    due_on: date
    decided_at: datetime | None
    decided_by: str
    comment_id: int | None
    answers_id: int | None
    text: str
    sheet: str
    code_section: str
    must_fix: bool
    by: str
    at: datetime


SAID = """
SELECT review.id, review.record_id, review.key, review.label, review.team, review.cycle, review.decision,
    coalesce(nullif(assignee.name, ''), assignee.username, ''), review.started_at, review.due_on, review.decided_at,
    coalesce(nullif(decider.name, ''), decider.username, ''), comment.id, comment.answers_id, comment.text,
    comment.sheet, comment.code_section, comment.must_fix, comment.by_label, comment.at
FROM reviews_review review
LEFT JOIN accounts_user assignee ON assignee.id = review.assignee_id
LEFT JOIN accounts_user decider ON decider.id = review.decided_by_id
LEFT JOIN reviews_comment comment ON comment.review_id = review.id
WHERE review.record_id = ANY(%s::bigint[])
ORDER BY review.key, review.cycle, review.id, comment.id
"""
DECISIONS = "SELECT key, cycle, decision FROM reviews_review WHERE record_id = %s"


def of_record(record_id: int) -> tuple[ReviewView, ...]:
    """Every review of a record by team and cycle, comments and answers included; one query."""
    return of_records([record_id])[record_id]


def of_records(record_ids: Collection[int]) -> dict[int, tuple[ReviewView, ...]]:
    """The same for many records at once, each of them there; one query for all."""
    found: dict[int, dict[int, list[_Said]]] = {record_id: {} for record_id in record_ids}
    for row in shaped(_Said, SAID, (list(record_ids),)):
        found[row.record_id].setdefault(row.id, []).append(row)
    return {record_id: _views(list(listed.values())) for record_id, listed in found.items()}


def standing_of(views: Iterable[ReviewView]) -> rules.Standing:
    """The same as `standing` of the record whose reviews these are; asks the database nothing."""
    return rules.standing(rules.Past(view.key, view.cycle, view.decision) for view in views)


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


def _views(listed: Sequence[Sequence[_Said]]) -> tuple[ReviewView, ...]:
    """A record's reviews, each with its rows, one for each comment or one without any."""
    last = {said[0].key: said[0].id for said in listed}
    order = _order_of_appearance(listed)
    views = [_view(said, latest=last[said[0].key] == said[0].id) for said in listed]
    return tuple(sorted(views, key=lambda view: (order[view.key], view.cycle)))


def _order_of_appearance(listed: Sequence[Sequence[_Said]]) -> dict[str, int]:
    first: dict[str, int] = {}
    for review in sorted((said[0] for said in listed), key=lambda one: one.id):
        first.setdefault(review.key, review.id)
    return first


def _view(said: Sequence[_Said], *, latest: bool) -> ReviewView:
    review, replies = said[0], _replies(said)
    return ReviewView(
        id=review.id,
        key=review.key,
        label=review.label,
        team=review.team,
        cycle=review.cycle,
        decision=review.decision,
        decision_label=rules.LABELS[review.decision],
        assignee=review.assignee,
        started_on=review.started_at,
        due_on=review.due_on,
        decided_at=review.decided_at,
        decided_by=review.decided_by,
        latest=latest,
        comments=tuple(
            CommentView(
                one.comment_id, one.text, one.sheet, one.code_section, one.must_fix, one.by, one.at,
                tuple(replies.get(one.comment_id, ())),
            )
            for one in said
            if one.comment_id is not None and one.answers_id is None
        ),
    )  # fmt: skip


def _replies(said: Sequence[_Said]) -> dict[int, list[ReplyView]]:
    """What the applicant answered, by the comment that was answered."""
    replies: dict[int, list[ReplyView]] = {}
    for one in said:
        if one.comment_id is not None and one.answers_id is not None:
            replies.setdefault(one.answers_id, []).append(ReplyView(one.comment_id, one.text, one.by, one.at))
    return replies
