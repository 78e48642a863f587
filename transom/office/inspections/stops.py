"""A visit as a line or a screen of the inspector's list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

if TYPE_CHECKING:
    from transom.inspections.models import Visit

TONES = {"pass": "good", "fail": "bad", "partial": "wait"}


@dataclass(frozen=True, slots=True)
class Stop:
    """What an inspector needs of a visit before the door."""

    id: int
    label: str
    number: str
    type_label: str
    address: str
    day: date
    window: str
    state: str
    outcome: str
    tone: str
    contact: str
    phone: str
    access_note: str
    inspector: str
    url: str
    record_url: str
    map_url: str


def stops(visits: Iterable[Visit], *, notes: bool = False) -> list[Stop]:
    """Visits as stops; reads nothing more from the database. `notes`: how to get in is for inspectors' eyes only."""
    return [_stop(visit, notes) for visit in visits]


def _stop(visit: Visit, notes: bool) -> Stop:
    record = visit.required.record
    return Stop(
        id=visit.pk,
        label=visit.required.label,
        number=record.number or "",
        type_label=record.type_label,
        address=record.address,
        day=visit.day,
        window=visit.get_window_display(),
        state=visit.state,
        outcome=visit.get_outcome_display() if visit.outcome else "",
        tone=TONES.get(visit.outcome, "info"),
        contact=visit.contact,
        phone=_phone(visit.contact),
        access_note=visit.access_note if notes else "",
        inspector=visit.inspector.label if visit.inspector else "",
        url=reverse("office:inspections:visit", args=[visit.pk]),
        record_url=f"/office/records/{record.number}/",
        map_url=_map(visit),
    )


def _phone(contact: str) -> str:
    """The telephone number in what somebody typed as the contact, if there is one of ten digits."""
    digits = "".join(filter(str.isdigit, contact))
    return digits[-10:] if len(digits) >= 10 else ""


def _map(visit: Visit) -> str:
    """An address that a phone's own map program opens; no page of ours asks another host."""
    record = visit.required.record
    parcel = record.parcel
    if parcel is not None and parcel.latitude is not None and parcel.longitude is not None:
        return f"geo:{parcel.latitude},{parcel.longitude}?q={quote(record.address)}"
    return f"geo:0,0?q={quote(record.address)}"
