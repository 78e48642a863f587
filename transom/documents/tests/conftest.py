"""Every test of this room that touches the database does so in Aurora."""

from __future__ import annotations

import pytest

from transom.workflow.tests import given


@pytest.fixture
def city(db: None) -> None:
    given.city()
