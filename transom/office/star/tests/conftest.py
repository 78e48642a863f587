"""Aurora is in force and it is noon on January 1, 2027."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transom.kernel import clock
from transom.workflow.tests import given
from transom.workflow.tests.stars import NEW_YEAR


@pytest.fixture(autouse=True)
def aurora(db: None) -> Iterator[None]:
    given.city()
    with clock.frozen(NEW_YEAR):
        yield
