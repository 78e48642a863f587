"""What the cart's pages send back: which records, and the amounts that were on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

CENTS = re.compile(r"\d{1,12}")
SHOWN = re.compile(r"shown-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Choice:
    """The records that were checked, and what the page showed for every one of them, in cents."""

    numbers: tuple[str, ...]
    shown: dict[int, int]


@dataclass(frozen=True, slots=True)
class Payment:
    """One press of Proceed to Payment: the key made with the page, and the amounts it showed."""

    key: UUID
    shown: dict[int, int]


def read_choice(posted: QueryDict) -> Choice:
    """The cart's form; amounts are only compared with ours, never believed."""
    return Choice(tuple(posted.getlist("pay")), _shown(posted))


def read_payment(posted: QueryDict) -> Payment | None:
    """The summary's form, or None when it was tampered with."""
    try:
        return Payment(UUID(posted.get("key", "")), _shown(posted))
    except ValueError:
        return None


def _shown(posted: QueryDict) -> dict[int, int]:
    shown: dict[int, int] = {}
    for name, value in posted.items():
        match = SHOWN.fullmatch(name)
        if match is not None and isinstance(value, str) and CENTS.fullmatch(value):
            shown[int(match[1])] = int(value)
    return shown
