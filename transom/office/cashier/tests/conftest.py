"""The cashier's desk in Aurora, with a payment company that lives in the test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from transom.history import reactions
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.payments.gateways import registry
from transom.payments.tests.given import AT, FakeGateway
from transom.records.tests.given import staff
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook


@pytest.fixture(autouse=True)
def _aurora(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Aurora's rules are in force; what other rooms do about a payment is tested where they meet."""
    rulebook.forget()
    publishing.load_agency(settings.AGENCIES_ROOT / "aurora-il", by=SYSTEM, at=AT)
    monkeypatch.setattr(reactions, "_installed", reactions._Installed({}, reactions.verbs()))
    with clock.frozen(AT):
        yield


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> FakeGateway:
    fake = FakeGateway()
    monkeypatch.setitem(registry.GATEWAYS, "sandbox", lambda: fake)
    return fake


def signed_in(user: Any) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def till() -> Client:
    """The cashier's browser."""
    return signed_in(staff("cashier", username="casey"))


@pytest.fixture
def boss() -> Client:
    """The supervisor's browser."""
    return signed_in(staff("supervisor", username="sam"))
