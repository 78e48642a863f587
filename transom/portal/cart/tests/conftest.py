"""The cart's pages in Aurora, with a payment company that lives in the test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from transom.history import reactions
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.payments.gateways import registry
from transom.payments.tests.given import AT, FakeGateway, a_payer
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


@pytest.fixture
def rosa() -> Any:
    return a_payer(name="Rosa Ortiz")


@pytest.fixture
def browser(rosa: Any) -> Client:
    """Rosa's browser, signed in."""
    client = Client()
    client.force_login(rosa)
    return client
