"""Amounts that grow with the days after a due date."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from transom.rulebook.calendar import Calendar
from transom.rulebook.durations import months_between
from transom.rulebook.fees.formulas.steps import ZERO
from transom.rulebook.fees.formulas.sums import FeeSum
from transom.rulebook.fees.reckoning import Reckoning, Worked
from transom.rulebook.schema import fees as schema
from transom.rulebook.values import dollars, number


@dataclass(frozen=True, slots=True)
class Lateness:
    """A penalty by started periods, or by steps of days, after the due date and its grace, up to a cap."""

    rule: schema.Late
    of: FeeSum | None
    calendar: Calendar
    """Which days are open, where a due date on a closed day moves on."""

    def work(self, reckoning: Reckoning) -> Worked | None:
        base, said = self.of.add(reckoning) if self.of else (ZERO, "")
        if self.of is not None and not base:
            return None
        written, today = reckoning.day(self.rule.due), reckoning.day("today")
        due = self.calendar.next_open(written) if self.rule.shift else written
        days = (today - due).days
        size = self._size(due, today, days) if days > self.rule.grace else None
        if size is None:
            return None
        amount, is_percent = size
        late = f"due {due.isoformat()}{_moved(self.calendar, written, due)}, {days} day{'s' * (days != 1)} late"
        if not is_percent:
            return Worked(amount, (f"{late}: {dollars(amount)}",))
        penalty = base * amount / 100
        return Worked(penalty, (f"{late}: {number(amount)}% of {said} = {dollars(penalty)}",))

    def _size(self, due: date, today: date, days: int) -> tuple[Decimal, bool] | None:
        """How much, and whether that is a percentage; None before the first step."""
        if self.rule.steps:
            step = next((each for each in reversed(self.rule.steps) if each.begins(Decimal(days))), None)
            if step is None:
                return None
            return (step.percent, True) if step.percent is not None else (step.amount or ZERO, False)
        size = (self.rule.first or ZERO) + self.rule.then * self._later_periods(due, today, days)
        return (size if self.rule.cap is None else min(size, self.rule.cap)), self.of is not None

    def _later_periods(self, due: date, today: date, days: int) -> int:
        """Periods begun after the first one."""
        if self.rule.per == "day":
            return days - 1
        if self.rule.per == "calendar-month":
            first = due + timedelta(days=1)
            return (today.year - first.year) * 12 + today.month - first.month
        if self.rule.per == "month":
            months = months_between(due, today)
            return months - 1 if due.day == today.day and months else months
        return 0


def _moved(calendar: Calendar, written: date, due: date) -> str:
    return "" if due == written else f" (from {written.isoformat()}, {calendar.closed_because(written)})"
