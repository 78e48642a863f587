"""What follows a decision and an applicant's answer once they are committed: people are told."""

from __future__ import annotations

from django.db import transaction

from transom.accounts.queries import staff_of_team
from transom.history.queries import event
from transom.kernel.queue import job
from transom.notices.actions import Recipient, send
from transom.records.actions import tell_parties
from transom.records.actions.telling import record_facts
from transom.reviews import rules
from transom.reviews.queries import comment_of, comments_of, review_for

DECIDED = "review-decided"
ANSWERED = """\
{who} answered a comment of the {review} review of **{number}**.

> {asked}

{answer}

[Open the review]({url})
"""


@job("reviews.tell_decided")
def tell_decided(event_id: int) -> None:
    """Write to the parties what a team decided, with its comments; the rulebook's notice `review-decided`."""
    told = event(event_id)
    review = review_for(int(told.subject_id))
    facts = {
        "review": {"label": review.label, "decision": rules.LABELS[told.data["decision"]], "due_on": review.due_on},
        "comments": [rules.said(one.text, one.sheet, one.code_section) for one in comments_of(review)],
    }
    with transaction.atomic():
        tell_parties(review.record, DECIDED, facts, dedupe=f"{DECIDED}:{review.pk}", at=told.at)


@job("reviews.tell_answered")
def tell_answered(event_id: int) -> None:
    """Tell the reviewer who asked, or the team when nobody has the review, that the applicant answered."""
    told = event(event_id)
    review = review_for(int(told.subject_id))
    asked = comment_of(review.record_id, told.data["comment"])
    answer = asked.replies.get(pk=told.data["reply"])
    about = record_facts(review.record)
    reviewer = review.decided_by or review.assignee
    body = ANSWERED.format(
        who=told.actor_label,
        review=review.label,
        number=about["number"],
        asked=asked.text,
        answer=answer.text,
        url=about["url"].replace("/records/", "/office/records/"),
    )
    for person in [reviewer] if reviewer else staff_of_team(review.team):
        send(
            kind="review-answered",
            to=Recipient(email=person.email, name=person.name, user_id=person.pk),
            subject=f"{about['number']}: a comment was answered",
            body=body,
            record_id=review.record_id,
            dedupe=f"answered:{event_id}:{person.pk}",
            at=told.at,
        )
