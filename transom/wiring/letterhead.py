"""The agency of the rulebook as the head and foot of messages."""

from __future__ import annotations

from transom.notices.letterhead import Letterhead
from transom.rulebook.queries import agency


def of_agency() -> Letterhead:
    """The agency's name, its counter's address, and the first telephone number and e-mail of its file."""
    city = agency()
    place = city.addresses.get(city.counter)
    phones = [phone.number for phone in city.phones.values()]
    emails = [email.address for email in city.emails.values()]
    return Letterhead(
        agency=city.name,
        department=city.department,
        address=", ".join(place.lines) if place else "",
        phone=phones[0] if phones else "",
        email=emails[0] if emails else "",
    )
