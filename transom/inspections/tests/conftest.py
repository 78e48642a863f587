"""Every test of this room that touches the database does so in Sampleton, on Monday, March 2, 2026, at 10 a.m."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from transom.inspections.tests import given
from transom.kernel import clock
from transom.records.tests import given as records


@pytest.fixture
def city(db: None, settings: Any) -> Iterator[None]:
    records.city(settings)
    with clock.frozen(given.AT):
        yield
