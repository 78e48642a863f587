"""Fills an empty database once; a second start finds the city and leaves what people did alone."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.land import actions as land
from transom.land.models import Parcel
from transom.rulebook.queries import agency, current_types
from transom.wiring.demo import cast
from transom.wiring.demo.card import introduction
from transom.wiring.demo.living import Living
from transom.wiring.demo.past import load
from transom.wiring.demo.places import parcels
from transom.wiring.demo.settling_in import settle_in
from transom.wiring.demo.stories import of_every_kind, told

SEED = 1837  # the year Aurora was platted
LICENSED_DAYS_AGO = 60
OF_THE_PAST = 1900


def seed(*, past: int = OF_THE_PAST) -> dict[str, Any]:
    """Make the city if there is none, and give what `demo.json` says of its people and records."""
    if not Parcel.objects.exists():
        with transaction.atomic():
            build(clock.today(), past=past)
    return introduction()


def build(today: date, *, past: int = OF_THE_PAST) -> None:
    """Make the whole city as of a first day; the same seed and day make the same city.

    `past` records of the two years before are worked out in memory and loaded; about a hundred live after them.
    """
    rng = random.Random(SEED)
    city = agency()
    zone = ZoneInfo(city.time_zone)
    began = datetime.combine(today - timedelta(days=LICENSED_DAYS_AGO), time(9), tzinfo=zone)
    with clock.frozen(began):
        town = settle_in(began)
        land.bulk_add(parcels(rng), by=SYSTEM, at=began)
    types = {rt.id: rt for rt in current_types(today)}
    living = Living(town, city, types, today, rng)
    licensed = [one for one in cast.COMPANIES if one.kind == "contractor"]
    licenses = {one.name: living.license(one, began) for one in licensed}
    places = list(Parcel.objects.order_by("pin"))
    load(town, city, types, places, today=today, count=past, rng=random.Random(f"{SEED}:past"))
    living.live([*told(rng, types, today), *of_every_kind()], places)
    morning = datetime.combine(today, time(6), tzinfo=zone)
    living.renew(licenses[cast.FENCES.name], morning)
    living.catch_up()
