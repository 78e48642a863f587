"""Reviews of real records stand in Sampleton; what other rooms do about them is tested where rooms meet."""

from __future__ import annotations

from typing import Any

import pytest

from transom.history import reactions
from transom.records.tests import given


@pytest.fixture
def city(db: None, settings: Any) -> None:
    given.city(settings)


@pytest.fixture(autouse=True)
def _nobody_reacts(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = reactions._Installed({}, reactions.verbs())
    monkeypatch.setattr(reactions, "_installed", alone)
