"""A few streets of a made-up city."""

from __future__ import annotations

from datetime import UTC, datetime

from transom.kernel.actors import SYSTEM
from transom.land.actions import NewParcel, add_parcel
from transom.land.models import Parcel

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)


def parcel(pin: str = "15-22-305-001", address: str = "44 East Downer Place", **more) -> Parcel:
    return add_parcel(NewParcel(pin=pin, address=address, **more), by=SYSTEM, at=AT)


def a_few_streets() -> None:
    for pin, address in (
        ("15-22-305-001", "44 East Downer Place"),
        ("15-22-305-002", "46 E Downer Pl"),
        ("15-22-305-003", "440 N. Lake Street"),
        ("15-22-305-004", "1200 Fifth Street"),
        ("15-22-305-005", "1205 5th St, Aurora, IL 60505"),
        ("15-22-305-006", "12 Belmont Boulevard"),
        ("15-22-305-007", "14 Belmont Blvd"),
        ("15-22-305-008", "7 Main St"),
    ):
        parcel(pin, address)
