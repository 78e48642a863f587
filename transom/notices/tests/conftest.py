"""A room is tested alone: no city stands behind its messages."""

from __future__ import annotations

import pytest

from transom.notices import letterhead


@pytest.fixture(autouse=True)
def _no_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterhead, "_provider", letterhead.plain)
