"""Every test of this room that touches the database does so in Sampleton."""

from __future__ import annotations

from typing import Any

import pytest

from transom.records.tests import given


@pytest.fixture
def city(db: None, settings: Any) -> None:
    given.city(settings)
