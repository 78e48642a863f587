"""What people apply for most, and whom they ask to do it."""

from __future__ import annotations

from transom.rulebook.compiled import RecordType
from transom.wiring.demo import cast

# How often each type was applied for, of about two thousand: roofs and fences most, a solar field hardly ever.
HOW_OFTEN = {
    "roofing-work-only": 560, "fence-residential": 400, "air-conditioning": 90, "furnace-replacement": 95,
    "electrical-work": 80, "electrical-service-upgrade": 40, "plumbing-work": 75, "mechanical-system": 30,
    "carpentry-framing": 16, "sewer-backflow": 14, "lawn-watering": 24, "volunteer-remodeling": 4,
    "wall-signage": 26, "wall-signage-non-electrified": 14, "site-signage-electrified": 9,
    "site-signage-non-electrified": 7, "temporary-banners": 26, "solar-residential-rooftop": 60,
    "solar-commercial-rooftop": 5, "solar-residential-grade": 4, "solar-commercial-grade": 1,
    "driveway-private": 50, "driveway-right-of-way": 36, "dumpster-screen": 6, "fence-commercial": 14,
    "shed-residential": 50, "temporary-storage-pod": 26, "temporary-vendor": 18, "vendor": 8, "deck": 50, "pool": 16,
    "residential-alteration": 60, "residential-addition": 20, "new-dwelling": 22, "demolition": 12,
    "sewer-water-service": 18, "commercial-alteration": 30, "commercial-new": 4, "occupancy": 34,
}  # fmt: skip
# What the types are called that firms of these trades do and nothing else.
SPECIALTY = {cast.ROOFING: "roofing", cast.FENCE: "fence", cast.SOLAR: "solar"}
# Firms that have more work than others of their trade.
BUSY = {cast.FENCES.name: 6, cast.ROOFS.name: 6, "Mooseheart Fence & Deck": 3, "Phillips Park Mechanical": 2}


def firms_for(rt: RecordType) -> dict[str, int]:
    """The firms of the cast that may be named on a permit of a type, with how much of such work they have."""
    wanted = {license_id for field in rt.fields.values() for license_id in field.licenses}
    holders = [one for one in cast.COMPANIES if one.kind == "contractor" and cast.LICENSES[one.trade] in wanted]
    # A roofer's license would let him put up fences, but people ask a firm of the trade.
    fitting = [one for one in holders if SPECIALTY.get(one.trade, rt.id) in rt.id]
    return {one.name: BUSY.get(one.name, 3 if one.trade in SPECIALTY else 1) for one in fitting}
