"""An estimate's answers as they stand in its address."""

from __future__ import annotations

from urllib.parse import urlencode

from transom.ui.estimates import Posted


def address(posted: Posted) -> str:
    """The answers as the end of an address, without what was left empty."""
    pairs = [(name, value) for name, values in posted.items() if name != "more" for value in values if value]
    return urlencode(pairs)
