"""The portal's pages are tested in Aurora, on Monday, March 2, 2026, at noon, unless a folder says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transom.kernel import clock
from transom.workflow.tests import given


@pytest.fixture
def city(db: None) -> Iterator[None]:
    with clock.frozen(given.noon(given.MONDAY)):
        given.city()
        yield
