"""`schema = "agency/1"`: the city itself: who it is, when it is open, who works there."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from transom.rulebook.schema.common import Amount, Clock, Day, Flag, Key, Length, Name, Table, Text, Whole

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class PhoneTable(Table):
    """A telephone number people are told."""

    label: Text
    number: Text
    hours: Text | None = None


class EmailTable(Table):
    """An address people are told."""

    label: Text
    address: Text


class PlaceTable(Table):
    """A counter or a mailing address."""

    label: Text
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]
    hours: Text | None = None


class LinkTable(Table):
    """A web address people are sent to."""

    label: Text
    url: Text


class HolidayRule(Table):
    """A closed day counted from another holiday: the day after Thanksgiving."""

    name: Text
    of: Text
    days: Annotated[int, Field(strict=True, ge=-30, le=30)]


class ClosedDay(Table):
    """A single closed day."""

    on: Day
    name: Text


class CalendarTable(Table):
    """Which days the city works."""

    country: Text = "US"
    subdivision: Text | None = None
    week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[Text, ...] = ()
    observed: Flag = True
    rule: tuple[HolidayRule, ...] = ()
    closed: tuple[ClosedDay, ...] = ()


class CutOff(Table):
    """Until when: at a time of day, so many business days before the visit (0 is the same day)."""

    business_days: Whole
    at: Clock


class InspectionTimes(Table):
    """When inspectors go out, and until when people may ask."""

    week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    opens: Clock
    closes: Clock
    call_from: Clock
    call_until: Clock
    horizon: Whole
    """How many business days ahead a visit may be asked for."""
    request_until: CutOff
    change_until: CutOff


class TeamTable(Table):
    """People who share a desk."""

    label: Text
    email: Text | None = None


class StarTable(Table):
    """Which contractors pay less because they pass their inspections: the best of each trade in the year before."""

    top: Annotated[Amount, Field(gt=0, le=100)]
    """Percent of the firms that are ranked."""
    least: Annotated[Whole, Field(ge=1)]
    """Results in the year without which a firm is not ranked."""
    passing: Annotated[tuple[Literal["pass", "partial"], ...], Field(min_length=1)] = ("pass",)
    """Outcomes that count as passed."""
    cite: Text


class GroupTable(Table):
    """One group of the menu; types that are not online yet stand in it as words."""

    label: Text
    kind: Literal["permit", "license", "project", "registration", "certificate", "case", "conveyance"]
    types: tuple[Text, ...]
    help: Text | None = None


class AgencyFile(Table):
    """One city."""

    schema_: Literal["agency/1"] = Field(alias="schema")
    id: Key
    name: Text
    short_name: Text
    department: Text
    time_zone: Text
    website: Text | None = None
    effective: Day
    link: Literal["proof", "number"] = "proof"
    suggest_firms: Flag = True
    languages: tuple[Key, ...] = ("en",)
    counter: Text
    """What to tell someone whose type cannot be applied for online."""
    phone: dict[Name, PhoneTable] = {}
    email: dict[Name, EmailTable] = {}
    address: dict[Name, PlaceTable] = {}
    survey: dict[Name, LinkTable] = {}
    calendar: CalendarTable
    inspections: InspectionTimes
    team: dict[Key, TeamTable]
    group: tuple[GroupTable, ...] = ()
    prints: dict[Key, Text] = {}
    keep_drafts: Length | None = None
    star: StarTable | None = None
