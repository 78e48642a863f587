"""The office's pages are tested in Aurora, on Monday, March 2, 2026."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transom.kernel import clock
from transom.office.records.tests import given


@pytest.fixture
def city(db: None) -> Iterator[None]:
    with clock.frozen(given.on(given.MONDAY)):
        given.cases.city()
        yield
