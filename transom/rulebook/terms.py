"""How long a license or certificate is good for."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from transom.rulebook.durations import Duration, duration

_DAY: Final = re.compile(r"^(\d{2})-(\d{2})$")
_AFTER: Final = re.compile(r"^(.+) after issue$")


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of every year, such as 12-31."""

    month: int
    day: int

    def on_or_after(self, start: date) -> date:
        this = self._in(start.year)
        return this if this >= start else self._in(start.year + 1)

    def on_or_before(self, end: date) -> date:
        this = self._in(end.year)
        return this if this <= end else self._in(end.year - 1)

    def _in(self, year: int) -> date:
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Term:
    """When a term ends, when renewal opens before it, and how long after it renewal is still on time."""

    ends: YearDay | Duration
    renew_from: YearDay | Duration
    grace: Duration | None
    cite: str

    def end_for(self, start: date, previous_end: date | None = None) -> date:
        """The last day of the term that begins on `start`, or right after `previous_end` when it is renewed."""
        first = previous_end + timedelta(days=1) if previous_end is not None else start
        if isinstance(self.ends, YearDay):
            return self.ends.on_or_after(first)
        return self.ends.after(previous_end if previous_end is not None else start)

    def renewal_opens(self, end: date) -> date:
        if isinstance(self.renew_from, YearDay):
            return self.renew_from.on_or_before(end)
        return self.renew_from.after(end, -1)

    def over_after(self, end: date) -> date:
        """The last day, grace included, on which the license may still be renewed on time."""
        return self.grace.after(end) if self.grace is not None else end


def year_day(text: str) -> YearDay | None:
    match = _DAY.match(text)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    try:
        date(2024, month, day)
    except ValueError:
        raise ValueError(f'"{text}" is not a day of the year; write it like "12-31"') from None
    return YearDay(month, day)


def term_end(text: str) -> YearDay | Duration:
    """Read "12-31" or "1 year after issue"; ValueError with a sentence otherwise."""
    match = _AFTER.match(text)
    found = duration(match[1]) if match else year_day(text)
    if found is None:
        raise ValueError(f'"{text}" does not say when a term ends; write "12-31" or "1 year after issue"')
    return found


def term_opening(text: str) -> YearDay | Duration:
    """Read "11-01" or "60 days"; ValueError with a sentence otherwise."""
    return year_day(text) or duration(text)
