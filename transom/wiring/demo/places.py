"""Made-up parcels on streets that could be Aurora's: every house number and owner is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from transom.land.actions import NewParcel
from transom.land.models import Parcel

STREETS = (
    ("N Lake St", 41.772, -88.327, "60506"),
    ("S Broadway", 41.752, -88.314, "60505"),
    ("W Galena Blvd", 41.760, -88.340, "60506"),
    ("Prairie St", 41.752, -88.352, "60506"),
    ("Downer Pl", 41.757, -88.336, "60506"),
    ("N Highland Ave", 41.768, -88.335, "60506"),
    ("Garfield Ave", 41.747, -88.345, "60506"),
    ("Sheridan St", 41.765, -88.301, "60505"),
    ("Oak Ave", 41.766, -88.330, "60506"),
    ("Claim St", 41.765, -88.297, "60505"),
    ("Marshall Blvd", 41.754, -88.293, "60505"),
    ("Trask St", 41.766, -88.291, "60505"),
    ("Kensington Pl", 41.758, -88.366, "60506"),
    ("Hammond Ave", 41.772, -88.297, "60505"),
    ("Fordham Ave", 41.745, -88.357, "60506"),
    ("Spruce St", 41.769, -88.332, "60506"),
    ("Grove St", 41.739, -88.331, "60506"),
    ("Solfisburg Ave", 41.769, -88.288, "60505"),
)
OWNERS = (
    "Alvarez",
    "Bennett",
    "Castillo",
    "Dvorak",
    "Ellison",
    "Fuentes",
    "Gallagher",
    "Hoffman",
    "Ibarra",
    "Jansen",
    "Kowalski",
    "Lindgren",
    "Marchetti",
    "Novak",
    "Okafor",
    "Petrov",
    "Quintero",
    "Ramirez",
    "Schaefer",
    "Tanaka",
    "Ulrich",
    "Vargas",
    "Whitfield",
    "Yamada",
    "Zielinski",
)
SUBDIVISIONS = ("Riverview Addition", "Orchard Heights", "Greenfield Estates", "Hill's Addition", "Boulder Point")
HOUSES_A_STREET = 20
FLAGS = (("historic", 0.08), ("easement", 0.12), ("floodplain", 0.05))

AT_BUSINESSES = frozenset(
    {
        "commercial-alteration", "commercial-new", "dumpster-screen", "fence-commercial", "occupancy",
        "site-signage-electrified", "site-signage-non-electrified", "solar-commercial-grade",
        "solar-commercial-rooftop", "temporary-banners",
        "business-registration", "conveyance", "special-use", "temporary-vendor", "vendor", "wall-signage",
        "wall-signage-non-electrified",
    }
)  # fmt: skip


def parcels(rng: random.Random) -> Iterator[NewParcel]:
    """A few hundred parcels, the same ones for the same generator."""
    for street_no, (street, latitude, longitude, code) in enumerate(STREETS):
        numbers = sorted(rng.sample(range(101, 2399, 2), HOUSES_A_STREET))
        for place, number in enumerate(numbers):
            zone = rng.choice(("R-1", "R-2", "R-3", "B-2"))
            yield NewParcel(
                pin=f"15-{street_no + 10:02}-{place // 10 + 1}{rng.randrange(10, 99)}-{place + 1:03}",
                address=f"{number} {street}",
                city="Aurora",
                state="IL",
                zip=code,
                subdivision=rng.choice(SUBDIVISIONS),
                zone=zone,
                flags={flag: rng.random() < share for flag, share in FLAGS},
                owner_name=f"{rng.choice(OWNERS)} {'Properties' if zone == 'B-2' else 'household'}",
                latitude=Decimal(str(round(latitude + place * 0.0006, 6))),
                longitude=Decimal(str(round(longitude + place * 0.0004, 6))),
            )


def fitting(type_id: str, places: Sequence[Parcel]) -> list[Parcel]:
    """The properties that could ask for it: businesses stand on business land."""
    return [one for one in places if one.zone.startswith("B") == (type_id in AT_BUSINESSES)]
