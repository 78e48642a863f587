"""Money is exact: a float that meets a Decimal anywhere in these tests is an error, not a wrong cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import FloatOperation, localcontext

import pytest


@pytest.fixture(autouse=True)
def _floats_are_refused() -> Iterator[None]:
    with localcontext() as context:
        context.traps[FloatOperation] = True
        yield
