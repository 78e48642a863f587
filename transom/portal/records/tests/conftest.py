"""The tests of the record page stand in Sampleton: Maria's fence is in review, everyone else looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from transom.accounts.models import User
from transom.kernel import clock, queue
from transom.records.models import Record
from transom.records.tests import given
from transom.workflow import actions as workflow

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def city(db: None, settings: Any) -> Iterator[None]:
    given.city(settings)
    with clock.frozen(given.AT + timedelta(minutes=5)):
        yield


@pytest.fixture
def maria(city: None) -> User:
    return given.person()


@pytest.fixture
def fence(maria: User) -> Record:
    """Maria's fence by Fox Valley, just submitted; its public face is made."""
    draft = given.answered(maria, who="contractor", company=given.firm())
    record = workflow.submit(draft, by=maria, at=clock.now())
    queue.run_waiting()
    return record


def browser_of(user: User | None) -> Client:
    """A browser in which this account is signed in; None is a stranger's."""
    client = Client()
    if user:
        client.force_login(user, BACKEND)
    return client


@pytest.fixture
def browser(maria: User) -> Client:
    return browser_of(maria)
