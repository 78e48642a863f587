"""Who has a review."""

from __future__ import annotations

import pytest

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.reviews import actions
from transom.reviews.tests import given

pytestmark = pytest.mark.usefixtures("city")


def test_a_review_is_given_and_given_back():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    assert actions.assign(review, rita, by=rita, at=given.AT).assignee == rita
    assert actions.assign(review, None, by=rita, at=given.AT).assignee is None
    told = Event.objects.filter(verb="review.assigned").order_by("pk")
    assert [event.data["assignee"] for event in told] == ["Rita Gomez", "the team"]


def test_giving_it_to_who_has_it_tells_nothing():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    actions.assign(review, rita, by=rita, at=given.AT)
    actions.assign(review, rita, by=rita, at=given.AT)
    assert Event.objects.filter(verb="review.assigned").count() == 1


def test_a_decided_review_is_nobodys_to_give():
    maria, rita = given.person(), given.reviewer()
    (review,) = given.started(given.submitted(maria), by=maria)
    actions.decide(review, "approved", by=rita, at=given.AT)
    with pytest.raises(Refused, match="already decided"):
        actions.assign(review, None, by=rita, at=given.AT)
