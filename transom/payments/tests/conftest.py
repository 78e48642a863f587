"""A room is tested alone: what other rooms do about its events is tested where rooms meet."""

from __future__ import annotations

import pytest

from transom.history import reactions
from transom.payments.gateways import registry
from transom.payments.tests.given import FakeGateway


@pytest.fixture(autouse=True)
def _nobody_reacts(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = reactions._Installed({}, reactions.verbs())
    monkeypatch.setattr(reactions, "_installed", alone)


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> FakeGateway:
    """The payment company, in this process and obedient."""
    fake = FakeGateway()
    monkeypatch.setitem(registry.GATEWAYS, "sandbox", lambda: fake)
    return fake
