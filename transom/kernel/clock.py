"""What time it is, in one place, so that tests can stop the clock and a day is always the city's day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.utils import timezone

_stopped_at: datetime | None = None


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _stopped_at or datetime.now(UTC)


def today() -> date:
    """The city's date now: at 7 p.m. in Chicago the UTC date is already tomorrow's."""
    return local_date(now())


def local_date(at: datetime) -> date:
    """The city's date at this moment. Raises ValueError for a moment without a time zone."""
    return local(at).date()


def local(at: datetime) -> datetime:
    """This moment on the city's clocks. Raises ValueError for a moment without a time zone."""
    return timezone.localtime(at)


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Stops the clock of this process, for tests and for made-up history; every thread sees the same moment."""
    global _stopped_at
    if at.tzinfo is None:
        raise ValueError("The clock can only be stopped at a moment with a time zone.")
    before, _stopped_at = _stopped_at, at.astimezone(UTC)
    try:
        yield _stopped_at
    finally:
        _stopped_at = before
