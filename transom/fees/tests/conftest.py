"""A room is tested alone: what other rooms do about its events is tested where rooms meet."""

from __future__ import annotations

import pytest

from transom.history import reactions


@pytest.fixture(autouse=True)
def _nobody_reacts(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = reactions._Installed({}, reactions.verbs())
    monkeypatch.setattr(reactions, "_installed", alone)
