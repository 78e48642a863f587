"""A visit as a calendar file that any phone opens."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from transom.rulebook.queries import agency

if TYPE_CHECKING:
    from transom.inspections.models import Visit


def visit_file(visit: Visit, at: datetime) -> bytes:
    """The visit from the hours' start to their end on its city-local day; asked again it replaces itself (same UID)."""
    record = visit.required.record
    city = agency(record.agency)
    event = Event()
    event.add("uid", f"visit-{visit.pk}@{settings.SITE_HOST}")
    event.add("dtstamp", at)
    event.add("sequence", int(at.timestamp()))
    event.add("dtstart", _on(visit, city.calendar.opens, city.time_zone))
    event.add("dtend", _on(visit, city.calendar.closes, city.time_zone))
    event.add("summary", f"{visit.required.label} inspection, {record.number}")
    event.add("location", record.address)
    event.add(
        "description",
        f"Somebody must be there. To learn the time, call the inspector that morning, {city.calendar.call_text}.\n"
        f"{settings.SITE_URL}/records/{record.number}/inspections/",
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Transom//Inspections//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _on(visit: Visit, at: time, zone: str) -> datetime:
    return datetime.combine(visit.day, at, tzinfo=ZoneInfo(zone))
