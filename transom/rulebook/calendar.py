"""The city's working days, and until when a visit may be asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from transom.kernel.sentences import Sentence
from transom.rulebook.schema.agency import CalendarTable, CutOff, InspectionTimes

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Calendar:
    """Days the city works and days inspectors go out; times are the city's own wall clock."""

    table: CalendarTable
    times: InspectionTimes
    zone: ZoneInfo
    _years: dict[int, Mapping[date, str]] = field(default_factory=dict, compare=False, repr=False)

    def holidays(self, year: int) -> Mapping[date, str]:
        """The closed days of a year with their names."""
        if year not in self._years:
            self._years[year] = dict(sorted(_closed(self.table, year)))
        return self._years[year]

    def closed_because(self, day: date) -> str:
        """Why the city is closed on a day: the holiday's name, "Saturday"; empty when it is open."""
        if _WEEK[day.weekday()] not in self.table.week:
            return day.strftime("%A")
        return self.holidays(day.year).get(day, "")

    def is_open(self, day: date) -> bool:
        return not self.closed_because(day)

    def add_business_days(self, day: date, count: int) -> date:
        """The open day `count` open days after `day`, which itself does not count; negative counts go back."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_open(day)
        return day

    def next_open(self, day: date) -> date:
        """The day itself when it is open, or the next open one."""
        return day if self.is_open(day) else self.add_business_days(day, 1)

    def business_days_between(self, start: date, end: date) -> int:
        """Open days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.business_days_between(end, start)
        return sum(self.is_open(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    # -- inspections

    def is_inspection_day(self, day: date) -> bool:
        return _WEEK[day.weekday()] in self.times.week and not self._holiday(day)

    def inspection_days(self, now: datetime) -> tuple[date, ...]:
        """The days a visit may still be asked for, by the cut-off and the horizon, from an aware time."""
        last = self.add_business_days(self.local(now).date(), self.times.horizon)
        return tuple(day for day in self._from(self.local(now).date(), last) if self.may_request(day, now))

    def may_request(self, day: date, now: datetime) -> bool:
        """Whether a visit on this day may be asked for now."""
        last = self.add_business_days(self.local(now).date(), self.times.horizon)
        return self.is_inspection_day(day) and day <= last and now <= self.request_until(day)

    def may_change(self, day: date, now: datetime) -> bool:
        """Whether a visit on this day may still be moved or cancelled."""
        return now <= self.change_until(day)

    def request_until(self, day: date) -> datetime:
        return self._until(day, self.times.request_until)

    def change_until(self, day: date) -> datetime:
        return self._until(day, self.times.change_until)

    def local(self, now: datetime) -> datetime:
        """An aware time on the city's wall clock."""
        return now.astimezone(self.zone)

    @property
    def opens(self) -> time:
        return self.times.opens

    @property
    def closes(self) -> time:
        return self.times.closes

    @property
    def call_window(self) -> tuple[time, time]:
        return self.times.call_from, self.times.call_until

    @property
    def hours_text(self) -> str:
        """The inspectors' hours as people say them: "9 am to 3 pm"."""
        return Sentence("{opens} to {closes}", opens=clock_text(self.opens), closes=clock_text(self.closes))

    @property
    def call_text(self) -> str:
        return Sentence(
            "{opens} to {closes}", opens=clock_text(self.times.call_from), closes=clock_text(self.times.call_until)
        )

    def _until(self, day: date, cut_off: CutOff) -> datetime:
        # The cut-off is a wall-clock time, so it is built on the day and never counted in hours across a clock change.
        last = self.add_business_days(day, -cut_off.business_days)
        return datetime.combine(last, cut_off.at, tzinfo=self.zone)

    def _holiday(self, day: date) -> str:
        return self.holidays(day.year).get(day, "")

    def _from(self, first: date, last: date) -> Iterator[date]:
        return (first + timedelta(days=n) for n in range((last - first).days + 1))


def clock_text(at: time) -> str:
    """A time as people say it: 9 am, 7:30 am, noon is 12 pm."""
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes} {'am' if at.hour < 12 else 'pm'}"


def known_holidays(table: CalendarTable, year: int) -> Mapping[date, str]:
    """Every holiday the library knows for the place, by day."""
    return holidays.country_holidays(table.country, subdiv=table.subdivision, years=year, observed=table.observed)


def _closed(table: CalendarTable, year: int) -> Iterator[tuple[date, str]]:
    # A New Year's Day that falls on a Saturday is observed in the year before, so the next year is asked as well.
    for asked in (year, year + 1):
        for day, names in known_holidays(table, asked).items():
            for name in str(names).split("; "):
                if name.removesuffix(" (observed)") in table.holidays and day.year == year:
                    yield day, name
                for rule in table.rule:
                    moved = day + timedelta(days=rule.days)
                    if rule.of == name and moved.year == year:
                        yield moved, rule.name
    for closed in table.closed:
        if closed.on.year == year:
            yield closed.on, closed.name
