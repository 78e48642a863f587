"""The only writer of reviews: start, decide, comment, reply, assign, cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from transom.accounts.models import User
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.refusals import Reason, Refused
from transom.records.models import Record
from transom.reviews import rules
from transom.reviews.models import Comment, Review
from transom.reviews.rules import BusinessCalendar, Past, Remark, Spec


@transaction.atomic
def start(
    record: Record, specs: Sequence[Spec], *, calendar: BusinessCalendar, by: Actor, at: datetime
) -> tuple[Review, ...]:
    """Open the reviews the rulebook asks for, a new cycle only for teams that did not approve.

    Reviews that are no longer asked for are cancelled. Calling it twice opens nothing twice.
    """
    _lock_record(record)
    past = _past(record)
    _drop(record, rules.no_longer_asked(specs, past), by=by, at=at)
    opened = []
    for opening in rules.to_open(specs, past, local_date(at), calendar):
        review = Review.objects.create(
            record=record,
            key=opening.key,
            label=opening.label,
            team=opening.team,
            cycle=opening.cycle,
            due_on=opening.due_on,
            started_at=at,
        )
        data = {
            "label": review.label,
            "due_on": review.due_on.isoformat(),
            "due_said": rules.day_said(review.due_on),
            "cycle": review.cycle,
        }
        _tell("review.started", review, by=by, at=at, data=data)
        opened.append(review)
    return tuple(opened)


@transaction.atomic
def decide(review: Review, decision: str, *, remarks: Sequence[Remark] = (), by: User, at: datetime) -> Review:
    """Record a team's decision with its comments; the record then advances by the event `review.decided`.

    Refused when already decided, when corrections name nothing to correct, or a denial gives no reason.
    """
    _lock_record(review.record)
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    reasons = rules.against_decision(locked.decision, decision, remarks)
    if reasons:
        raise Refused(*reasons)
    _write(locked, remarks, by=by, at=at)
    locked.decision = decision
    locked.decided_at = at
    locked.decided_by = by
    locked.assignee = locked.assignee or by
    locked.save(update_fields=["decision", "decided_at", "decided_by", "assignee"])
    data = {
        "label": locked.label,
        "decision": decision,
        "decision_label": rules.LABELS[decision],
        "cycle": locked.cycle,
        "comments": len(remarks),
    }
    _tell("review.decided", locked, by=by, at=at, data=data)
    return locked


@transaction.atomic
def comment(review: Review, remark: Remark, *, by: User, at: datetime) -> Comment:
    """Add one comment to an open review without deciding it yet."""
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if locked.decision != rules.OPEN:
        raise Refused(Reason(f"This review is already decided: {rules.LABELS[locked.decision]}."))
    reasons = rules.against_remarks([remark])
    if reasons:
        raise Refused(*reasons)
    (written,) = _write(locked, [remark], by=by, at=at)
    _tell("review.commented", locked, by=by, at=at, data={"label": locked.label})
    return written


@transaction.atomic
def reply(comment: Comment, text: str, *, by: User, at: datetime) -> Comment:
    """The applicant's answer beside a reviewer's comment; staff are told by the event `review.answered`."""
    if comment.answers_id is not None:
        raise Refused(Reason("Answer the reviewer's comment itself, not another answer."))
    if not text.strip():
        raise Refused(Reason("Write an answer.", field=f"reply-{comment.pk}"))
    review = comment.review
    answer = Comment.objects.create(
        review=review, answers=comment, text=text.strip(), by=by, by_label=by.label, at=at, must_fix=False
    )
    data = {"label": review.label, "comment": comment.pk, "reply": answer.pk}
    _tell("review.answered", review, by=by, at=at, data=data)
    return answer


@transaction.atomic
def assign(review: Review, assignee: User | None, *, by: User, at: datetime) -> Review:
    """Give an open review to one member of staff, or back to the team with None."""
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if locked.decision != rules.OPEN:
        raise Refused(Reason(f"This review is already decided: {rules.LABELS[locked.decision]}."))
    if locked.assignee_id == (assignee.pk if assignee else None):
        return locked
    locked.assignee = assignee
    locked.save(update_fields=["assignee"])
    data = {"label": locked.label, "assignee": assignee.label if assignee else "the team"}
    _tell("review.assigned", locked, by=by, at=at, data=data)
    return locked


@transaction.atomic
def cancel_open(record: Record, *, by: Actor, at: datetime) -> int:
    """Cancel every open review of a record that ended (withdrawn, denied); the number cancelled."""
    _lock_record(record)
    return _cancel(Review.objects.filter(record=record, decision=rules.OPEN), by=by, at=at)


def _drop(record: Record, dropped: Sequence[Past], *, by: Actor, at: datetime) -> None:
    """Take reviews out of the way that nobody asks for any more; what a team decided stays as it was written."""
    for one in dropped:
        last = Review.objects.get(record=record, key=one.key, cycle=one.cycle)
        if last.decision != rules.OPEN:
            last = Review.objects.create(
                record=record,
                key=last.key,
                label=last.label,
                team=last.team,
                cycle=last.cycle + 1,
                due_on=local_date(at),
                started_at=at,
            )
        _cancel(Review.objects.filter(pk=last.pk), by=by, at=at)


def _cancel(reviews: QuerySet[Review], *, by: Actor, at: datetime) -> int:
    cancelled = 0
    for review in reviews:
        review.decision = Review.Decision.CANCELLED
        review.decided_at = at
        review.save(update_fields=["decision", "decided_at"])
        _tell("review.cancelled", review, by=by, at=at, data={"label": review.label})
        cancelled += 1
    return cancelled


def _write(review: Review, remarks: Sequence[Remark], *, by: User, at: datetime) -> list[Comment]:
    return Comment.objects.bulk_create(
        Comment(
            review=review,
            text=remark.text.strip(),
            sheet=remark.sheet.strip(),
            code_section=remark.code_section.strip(),
            must_fix=remark.must_fix,
            by=by,
            by_label=by.label,
            at=at,
        )
        for remark in remarks
    )


def _past(record: Record) -> list[Past]:
    rows = Review.objects.filter(record=record).values_list("key", "cycle", "decision")
    return [Past(*row) for row in rows]


def _lock_record(record: Record) -> None:
    # The record's row comes first in every lock order, so that a decision and a withdrawal cannot block each other.
    # NO KEY: new rows that point at the record (charges, visits) need not wait.
    Record.objects.select_for_update(no_key=True).only("pk").get(pk=record.pk)


def _tell(verb: str, review: Review, *, by: Actor, at: datetime, data: Mapping[str, object]) -> None:
    tell(verb, subject="reviews.review", subject_id=review.pk, record_id=review.record_id, by=by, at=at, data=data)
