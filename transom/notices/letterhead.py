"""How the agency signs its messages. `wiring` says it once at start, since this room knows no agency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The agency as the head and foot of a message show it; `email` is where answers go."""

    agency: str
    department: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


def plain() -> Letterhead:
    """A letterhead of the sender's name alone, until somebody says more."""
    return Letterhead(agency=parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or "Development Services")


_provider: Callable[[], Letterhead] = plain


def install(provider: Callable[[], Letterhead]) -> None:
    """Says where the letterhead comes from; asked anew for each message, so a published change shows at once."""
    global _provider
    _provider = provider


def current() -> Letterhead:
    """The letterhead of messages sent now."""
    return _provider()
