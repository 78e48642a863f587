"""Messages as tests need them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from transom.notices import actions
from transom.notices.actions import Recipient
from transom.notices.models import Message

NINE = datetime(2026, 3, 2, 15, tzinfo=UTC)
ROSA = Recipient(email="rosa@example.com", name="Rosa Ortiz", user_id=7)


def a_message(*, dedupe: str = "test:1", at: datetime = NINE, **changes: Any) -> Message:
    """A message to Rosa that waits to be sent."""
    said: dict[str, Any] = {
        "kind": "test",
        "to": ROSA,
        "subject": "Your permit is issued",
        "body": "The permit **FEN26-00012** is issued.\n\n[See the permit](https://permits.example.gov/records/FEN26-00012/)",
    }
    return actions.send(**said | changes, dedupe=dedupe, at=at)
