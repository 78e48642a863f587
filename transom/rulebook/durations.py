"""Lengths of time as rules write them: "180 days", "6 months", "1 year"."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_WORDS: Final = re.compile(r"^(\d{1,4}) (day|month|year)s?$")
LONGEST_DAYS: Final = 36_525


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, months or years."""

    amount: int
    unit: str

    def after(self, start: date, times: int = 1) -> date:
        """The date this long after `start`; the last day of a shorter month stands for a missing one."""
        count = self.amount * times
        if self.unit == "day":
            return start + timedelta(days=count)
        return add_months(start, count * (12 if self.unit == "year" else 1))

    @property
    def days(self) -> int:
        """About how many days; exact for days, 30 a month and 365 a year."""
        return self.amount * {"day": 1, "month": 30, "year": 365}[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


def duration(text: str) -> Duration:
    """Read "180 days"; ValueError with a sentence when it is not a length of time."""
    match = _WORDS.match(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is not a length of time; write it like "180 days", "6 months" or "1 year"')
    found = Duration(int(match.group(1)), match.group(2))
    if found.days > LONGEST_DAYS:
        raise ValueError(f'"{text}" is longer than 100 years')
    return found


def add_months(start: date, months: int) -> date:
    """The same day of the month, `months` later, or the month's last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; negative when `end` is earlier."""
    if end < start:
        return -months_between(end, start)
    count = (end.year - start.year) * 12 + end.month - start.month
    return count if add_months(start, count) <= end else count - 1
