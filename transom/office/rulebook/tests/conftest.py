"""Elm's rules, its people at their browsers, on the second of March 2026."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from transom.accounts.models import User
from transom.kernel import clock
from transom.office.rulebook.tests import given
from transom.rulebook import queries
from transom.rulebook.tests import elm
from transom.ui.tests.markup import problems


@pytest.fixture
def elm_files(db: None, settings) -> Iterator[dict[str, str]]:
    """Elm is the city of this installation; the files of its rulebook."""
    settings.AGENCY = elm.KEY
    with clock.frozen(elm.NOON):
        yield given.city()
    queries.forget()


@pytest.fixture
def cal(elm_files: dict[str, str]) -> User:
    return given.cal()


@pytest.fixture
def sue(elm_files: dict[str, str]) -> User:
    return given.sue()


@pytest.fixture
def at_cals(cal: User) -> Client:
    return given.signed_in(cal)


@pytest.fixture
def at_sues(sue: User) -> Client:
    return given.signed_in(sue)


@pytest.fixture
def read() -> Callable[[HttpResponse], str]:
    """What a page says, without its tags; a page that is not in order fails."""

    def words(answer: HttpResponse) -> str:
        text = answer.content.decode()
        assert problems(text) == []
        return " ".join(re.sub(r"<[^>]+>", " ", text.replace("&#39;", "'").replace("&#34;", '"')).split())

    return words
