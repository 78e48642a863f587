"""What demo.json says: every sign-in, and a record in each state."""

from __future__ import annotations

from typing import Any

from transom.records.models import Record
from transom.wiring.demo import cast


def introduction() -> dict[str, Any]:
    """Accounts as they are typed at sign-in, and for each status the newest record with who owns it."""
    return {"accounts": [*_firms(), *_people(), *_staff()], "records": _records()}


def _firms() -> list[dict[str, Any]]:
    return [
        {
            "kind": "firm", "name": one.name, "login": one.name, "email": one.email, "password": one.password,
            "roles": [], "about": one.about or f"{one.trade} company.",
        }
        for one in cast.COMPANIES
    ]  # fmt: skip


def _people() -> list[dict[str, Any]]:
    return [
        {
            "kind": "public", "name": one.name, "login": one.username, "email": one.email, "password": one.password,
            "roles": [], "about": one.about or "Has a permit or two.",
        }
        for one in cast.PEOPLE
    ]  # fmt: skip


def _staff() -> list[dict[str, Any]]:
    return [
        {
            "kind": "staff", "name": one.name, "login": one.username, "email": one.email, "password": one.password,
            "roles": sorted({role for role, _ in one.roles}), "about": one.about,
        }
        for one in cast.STAFF
    ]  # fmt: skip


def _records() -> dict[str, dict[str, str]]:
    rows = Record.objects.filter(kind="permit", number__isnull=False, applicant__isnull=False).select_related(
        "applicant"
    )
    found: dict[str, dict[str, str]] = {}
    for record in rows.order_by("status", "-id").distinct("status"):
        owner = record.applicant
        found[record.status] = {
            "number": record.number or "",
            "owner": (owner.firm.name if owner.firm else owner.username) if owner else "",
        }
    return found
