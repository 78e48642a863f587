"""A public record as JSON. Money is text in dollars and cents, days are ISO dates: neither is ever a float."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings

from transom.kernel.money import from_cents

if TYPE_CHECKING:
    from transom.search.models import PublicRecord


def short(row: PublicRecord) -> dict[str, Any]:
    """What a list tells of a record."""
    number = quote(row.number, safe="")
    return {
        "number": row.number,
        "kind": row.kind,
        "type": {"id": row.type_id, "label": row.type_label},
        "status": {"label": row.status_label, "closed": row.closed},
        "title": row.title,
        "address": row.address,
        "parcel": row.pin,
        "applicant": row.applicant,
        "contractor": row.contractor,
        "valuation": _money(row.valuation_cents),
        "applied_on": _day(row.applied_on),
        "issued_on": _day(row.issued_on),
        "closed_on": _day(row.closed_on),
        "updated_at": row.updated_at.isoformat(),
        "page": f"{settings.SITE_URL}/records/{number}/",
        "self": f"{settings.SITE_URL}/api/records/{number}.json",
    }


def whole(row: PublicRecord) -> dict[str, Any]:
    """Everything anyone may know of a record."""
    page = row.page
    return short(row) | {
        "info": [{"title": title, "answers": _pairs(answers)} for title, answers in page.get("info", [])],
        "site": _pairs(page.get("site", [])),
        "contacts": page.get("contacts", []),
        "fees_due": _money(page.get("fees", {}).get("due_cents", 0)),
        "reviews": page.get("reviews", []),
        "inspections": page.get("inspections", []),
        "conditions": page.get("conditions", []),
        "chronology": page.get("chronology", []),
    }


def _pairs(pairs: list[Any]) -> list[dict[str, Any]]:
    return [{"label": label, "value": value} for label, value in pairs]


def _money(cents: int | None) -> str | None:
    return None if cents is None else str(from_cents(cents))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
