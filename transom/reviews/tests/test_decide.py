"""Deciding a review, with what must be corrected."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records.tests import given as sampleton
from transom.reviews import actions, jobs, queries
from transom.reviews.models import Comment, Review
from transom.reviews.tests import given


@pytest.mark.usefixtures("city")
def test_a_decision_keeps_who_when_and_every_comment():
    maria, rita = given.person(), given.reviewer()
    record = given.submitted(maria)
    (review,) = given.started(record, by=maria)
    actions.decide(review, "corrections", remarks=[given.FIX, given.ADVICE], by=rita, at=given.AT)
    (view,) = queries.of_record(record.pk)
    assert (view.decision_label, view.decided_by, view.decided_at) == ("Corrections needed", "Rita Gomez", given.AT)
    assert [(one.text, one.sheet, one.code_section, one.must_fix) for one in view.comments] == [
        ("Show the setback from the sidewalk.", "A1", "17.04.080", True),
        ("Call 811 before you dig.", "", "", False),
    ]
    event = Event.objects.get(verb="review.decided")
    assert event.data["decision_label"] == "Corrections needed"
    assert queries.corrections(record.pk) == ("Zoning: Show the setback from the sidewalk. (sheet A1, 17.04.080)",)


@pytest.mark.usefixtures("city")
def test_a_refused_decision_keeps_nothing():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    with pytest.raises(Refused, match="Say what must be corrected"):
        actions.decide(review, "corrections", remarks=[given.ADVICE], by=rita, at=given.AT)
    assert not Comment.objects.exists()
    review.refresh_from_db()
    assert review.decision == "open"


@pytest.mark.usefixtures("city")
def test_a_second_decision_is_told_the_first():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    actions.decide(review, "approved", by=rita, at=given.AT)
    with pytest.raises(Refused, match="already decided: Approved"):
        actions.decide(review, "denied", remarks=[given.FIX], by=rita, at=given.AT)


@pytest.mark.usefixtures("city")
def test_whoever_decides_a_review_nobody_had_has_it():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    assert actions.decide(review, "approved", by=rita, at=given.AT).assignee == rita


@pytest.mark.usefixtures("city")
def test_everyone_on_the_record_is_told_the_decision_with_its_comments():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    actions.decide(review, "corrections", remarks=[given.FIX], by=rita, at=given.AT)
    event = Event.objects.get(verb="review.decided")
    jobs.tell_decided(event.pk)
    jobs.tell_decided(event.pk)
    letter = Message.objects.get(kind="review-decided", to_email="maria@example.com")
    assert "Corrections needed" in letter.subject + letter.body
    assert "Show the setback from the sidewalk. (sheet A1, 17.04.080)" in letter.body


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_who_decide_at_once_are_one_decision_and_one_refusal(settings):
    sampleton.city(settings)
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    gate = threading.Barrier(2)
    ended: list[str] = []

    def decide() -> None:
        try:
            gate.wait(10)
            actions.decide(review, "approved", by=rita, at=given.AT)
            ended.append("decided")
        except Refused as refused:
            ended.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(ended) == ["This review is already decided: Approved.", "decided"]
    assert Review.objects.get(pk=review.pk).decision == "approved"
