"""The agency of the rulebook as the head and foot of messages."""

from __future__ import annotations

from transom.notices.letterhead import Letterhead
from transom.rulebook.queries import agency


def of_agency() -> Letterhead:
    """The agency's name, its counter's address, and its first telephone number and its e-mail for accounts."""
    city = agency()
    place = next(iter(city.addresses.values()), None)
    phones = [phone.number for phone in city.phones.values()]
    # Letters come from the address of accounts and licenses, as the portal's FAQ names it.
    emails = [city.emails[key].address for key in sorted(city.emails, key=lambda key: key != "accounts")]
    return Letterhead(
        agency=city.name,
        department=city.department,
        address=", ".join(place.lines) if place else "",
        phone=phones[0] if phones else "",
        email=emails[0] if emails else "",
    )
