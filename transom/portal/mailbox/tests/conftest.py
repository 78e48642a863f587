"""The city stands behind every page: its name, telephone and address are printed on them."""

from __future__ import annotations

import pytest
from django.conf import settings

from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.rulebook import queries
from transom.rulebook.actions import load_agency


@pytest.fixture(autouse=True)
def aurora(db: None, monday: object) -> None:
    """Aurora's rulebook is in force and the clock stands at ten on a Monday."""
    queries.forget()
    load_agency(settings.AGENCIES_ROOT / "aurora-il", by=SYSTEM, at=clock.now())
