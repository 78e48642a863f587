"""What a parcel must say before it is kept, and how what people type is read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from transom.kernel.refusals import Reason


def what_is_wrong(
    *,
    pin: str,
    address: str,
    flags: Mapping[str, object],
    latitude: Decimal | None,
    longitude: Decimal | None,
) -> list[Reason]:
    """Reasons against keeping a parcel so; none when it is sound. Degrees are WGS 84."""
    wrong = []
    if not pin.strip():
        wrong.append(Reason("Enter the parcel's number (PIN).", field="pin"))
    elif len(pin) > 40:
        wrong.append(Reason("A parcel number has at most 40 characters.", field="pin"))
    if not address.strip():
        wrong.append(Reason("Enter the address of the site.", field="address"))
    elif len(address) > 200:
        wrong.append(Reason("An address has at most 200 characters.", field="address"))
    bad = sorted(name for name, value in flags.items() if not isinstance(value, bool))
    if bad:
        wrong.append(Reason(f"These flags must be true or false: {', '.join(bad)}.", field="flags"))
    if (latitude is None) != (longitude is None):
        wrong.append(Reason("Latitude and longitude are given together or not at all.", field="latitude"))
    if latitude is not None and not -90 <= latitude <= 90:
        wrong.append(Reason("Latitude is between -90 and 90 degrees.", field="latitude"))
    if longitude is not None and not -180 <= longitude <= 180:
        wrong.append(Reason("Longitude is between -180 and 180 degrees.", field="longitude"))
    return wrong


def looks_like_pin(text: str) -> bool:
    """Whether this may be a parcel number: figures and dashes only, at least six figures (15-22-305-001)."""
    figures = sum(letter.isdigit() for letter in text)
    return figures >= 6 and all(letter.isdigit() or letter in "-. " for letter in text)
