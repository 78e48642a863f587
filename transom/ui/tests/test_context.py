"""What the frame of every page knows, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.test import RequestFactory

from transom.payments import queries as payments
from transom.ui.context import page


class Nothing(BaseStorage):
    """No news for this person."""


def asked(user: object) -> HttpRequest:
    request = RequestFactory().get("/search/")
    request.user = user  # type: ignore[assignment]
    request._messages = Nothing(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.django_db
def test_a_stranger_s_page_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        context = page(asked(AnonymousUser()))
        assert context["cart_count"]() == 0
        assert context["menu"]("nowhere") == ()


def test_the_cart_is_counted_only_when_a_page_shows_it_and_for_the_person_signed_in(monkeypatch):
    class Maria:
        is_authenticated = True

    counted = []
    monkeypatch.setattr(payments, "cart_count", lambda user: counted.append(user) or 2, raising=False)
    maria = Maria()
    context = page(asked(maria))
    assert counted == []
    assert context["cart_count"]() == 2
    assert counted == [maria]


def test_only_a_demonstration_says_that_it_is_one(settings):
    settings.DEMO = True
    assert page(asked(AnonymousUser()))["demo"] is True
    settings.DEMO = False
    assert page(asked(AnonymousUser()))["demo"] is False


def test_a_request_refused_before_anybody_was_recognized_is_a_stranger_s():
    context = page(RequestFactory().get("/search/"))
    assert not context["user"].is_authenticated
    assert context["cart_count"]() == 0
    assert list(context["messages"]) == []
