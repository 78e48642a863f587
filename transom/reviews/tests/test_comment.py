"""Comments before a decision, and the applicant's answers beside them."""

from __future__ import annotations

import pytest

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.reviews import actions, jobs, queries
from transom.reviews.models import Comment
from transom.reviews.rules import Remark
from transom.reviews.tests import given

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def asked():
    """A comment of Rita's that must be fixed, on Maria's record."""
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    (review,) = given.started(record, by=maria)
    actions.decide(review, "corrections", remarks=[given.FIX], by=rita, at=given.AT)
    return maria, rita, queries.comment_of(record.pk, Comment.objects.get().pk)


def test_a_comment_can_stand_before_the_decision():
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    (review,) = given.started(record, by=maria)
    actions.comment(review, given.ADVICE, by=rita, at=given.AT)
    (view,) = queries.of_record(record.pk)
    assert view.is_open
    assert view.comments[0].text == "Call 811 before you dig."


def test_an_empty_comment_is_refused():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    with pytest.raises(Refused, match="Write the comment's text"):
        actions.comment(review, Remark(" ", sheet="A2"), by=rita, at=given.AT)


def test_an_answer_stands_beside_its_comment(asked):
    maria, _, comment = asked
    actions.reply(comment, "  The plat now shows 12 ft. ", by=maria, at=given.AT)
    (view,) = queries.of_record(comment.review.record_id)
    (answer,) = view.comments[0].replies
    assert (answer.text, answer.by) == ("The plat now shows 12 ft.", "Maria Gomez")
    assert len(view.comments) == 1


def test_an_answer_to_an_answer_and_an_empty_one_are_refused(asked):
    maria, _, comment = asked
    answer = actions.reply(comment, "Done.", by=maria, at=given.AT)
    with pytest.raises(Refused, match="not another answer"):
        actions.reply(answer, "Done again.", by=maria, at=given.AT)
    with pytest.raises(Refused, match="Write an answer") as refused:
        actions.reply(comment, " ", by=maria, at=given.AT)
    assert refused.value.reasons[0].field == f"reply-{comment.pk}"


def test_the_reviewer_who_asked_is_told(asked):
    maria, rita, comment = asked
    actions.reply(comment, "The plat now shows 12 ft.", by=maria, at=given.AT)
    event = Event.objects.get(verb="review.answered")
    jobs.tell_answered(event.pk)
    jobs.tell_answered(event.pk)
    letter = Message.objects.get(kind="review-answered")
    assert letter.to_email == rita.email
    assert "The plat now shows 12 ft." in letter.body
    assert "> Show the setback from the sidewalk." in letter.body


def test_another_records_comment_is_not_found(asked):
    _, _, comment = asked
    with pytest.raises(Comment.DoesNotExist):
        queries.comment_of(comment.review.record_id + 1, comment.pk)
