"""The only writer of parcels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db import transaction

from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused, refuse_if
from transom.land import addresses, rules
from transom.land.models import Parcel

BATCH = 1000
KEPT = (
    "address", "address_norm", "unit", "city", "state", "zip",
    "subdivision", "zone", "flags", "owner_name", "latitude", "longitude",
)  # fmt: skip


@dataclass(frozen=True)
class NewParcel:
    """What is known of a parcel when it is added; `address` as its source writes it."""

    pin: str
    address: str
    unit: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    subdivision: str = ""
    zone: str = ""
    flags: Mapping[str, bool] = field(default_factory=dict)
    owner_name: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@transaction.atomic
def add_parcel(new: NewParcel, *, by: Actor, at: datetime) -> Parcel:
    """Add one parcel. Refused when its number is taken or something it says cannot be so."""
    refuse_if(_wrong_with(new))
    if Parcel.objects.filter(pin=new.pin.strip()).exists():
        raise Refused(Reason(f"Parcel {new.pin.strip()} is already known.", field="pin"))
    parcel = _row(new, addresses.parse(new.address))
    parcel.save(force_insert=True)
    tell(
        "parcel.added",
        subject="land.parcel",
        subject_id=parcel.pk,
        by=by,
        at=at,
        data={"pin": parcel.pin, "address": parcel.address},
    )
    return parcel


@transaction.atomic
def bulk_add(news: Iterable[NewParcel], *, by: Actor, at: datetime) -> int:
    """Add parcels, or bring those already known up to date; returns how many. The last of one number counts.

    Refused as a whole, naming the first unsound parcel, so that a map is never half new.
    """
    waiting, count = iter(news), 0
    while batch := list(islice(waiting, BATCH)):
        for new in batch:
            if wrong := _wrong_with(new):
                raise Refused(*(Reason(f"Parcel {new.pin or '(no number)'}: {each.say}") for each in wrong))
        once = list({new.pin.strip(): new for new in batch}.values())
        parsed = addresses.parse_many(new.address for new in once)
        Parcel.objects.bulk_create(
            [_row(*each) for each in zip(once, parsed, strict=True)],
            update_conflicts=True,
            unique_fields=["pin"],
            update_fields=KEPT,
        )
        count += len(once)
    if count:
        tell("parcel.loaded", subject="land.parcel", subject_id=0, by=by, at=at, data={"count": count})
    return count


def _wrong_with(new: NewParcel) -> list[Reason]:
    return rules.what_is_wrong(
        pin=new.pin, address=new.address, flags=new.flags, latitude=new.latitude, longitude=new.longitude
    )


def _row(new: NewParcel, address: addresses.Address) -> Parcel:
    return Parcel(
        pin=new.pin.strip(),
        address=address.raw,
        address_norm=f"{address.norm} {new.unit.lower()}".strip(),
        unit=new.unit,
        city=new.city or address.city.title(),
        state=new.state or address.state,
        zip=new.zip or address.zip,
        subdivision=new.subdivision,
        zone=new.zone,
        flags=dict(new.flags),
        owner_name=new.owner_name,
        latitude=new.latitude,
        longitude=new.longitude,
    )
