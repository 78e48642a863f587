"""The tests of applying stand in Sampleton, on Monday, March 2, 2026, signed in as Maria."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from transom.accounts.models import User
from transom.kernel import clock
from transom.records.tests import given


@pytest.fixture
def city(db: None, settings: Any) -> Iterator[None]:
    given.city(settings)
    with clock.frozen(given.AT + timedelta(minutes=5)):
        yield


@pytest.fixture
def maria(city: None) -> User:
    return given.person()


@pytest.fixture
def browser(maria: User) -> Client:
    """Maria's browser."""
    client = Client()
    client.force_login(maria, "django.contrib.auth.backends.ModelBackend")
    return client
