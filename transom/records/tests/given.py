"""People, places and records as the tests of this room and of its doors need them; the rules are Sampleton's."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils.html import strip_tags
from PIL import Image

from transom.accounts.models import Firm, StaffRole, User
from transom.kernel.actors import SYSTEM
from transom.land.models import Parcel
from transom.records import actions, queries
from transom.records.models import Record
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook

AGENCY = "sampleton"
FOLDER = Path(__file__).parent / "files" / AGENCY
AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "a sentence nobody guesses"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def city(settings: Any) -> None:
    """Sampleton's rules are in force."""
    settings.AGENCY = AGENCY
    rulebook.forget()
    publishing.load_agency(FOLDER, by=SYSTEM, at=AT)


def person(username: str = "maria", **said: Any) -> User:
    """A member of the public with a confirmed e-mail address."""
    facts = {
        "name": f"{username.capitalize()} Gomez",
        "email": f"{username}@example.com",
        "phone": "630-555-0111",
        "email_confirmed_at": AT,
        "created_at": AT,
    } | said
    user = User(username=username, **facts)
    user.set_password(PASSWORD)
    user.save()
    return user


def firm(name: str = "Fox Valley Fence Co.", **said: Any) -> Firm:
    facts = {"kind": "contractor", "email": "office@foxvalley.example", "created_at": AT} | said
    return Firm.objects.create(name=name, **facts)


def login_of(company: Firm, username: str = "foxvalley", **said: Any) -> User:
    """A company's own login."""
    return person(username, kind="firm", firm=company, name=company.name, **said)


def staff(*roles: str, username: str = "clerk") -> User:
    """Somebody who works for the city, with these roles."""
    user = person(username, kind="staff", email=f"{username}@sampleton.example")
    for role in roles or ("intake",):
        StaffRole.objects.create(user=user, role=role)
    return user


def parcel(pin: str = "15-22-100-001", address: str = "1244 N Lake St", **said: Any) -> Parcel:
    facts = {"address_norm": address.lower(), "city": "Sampleton", "state": "IL", "zip": "60506"} | said
    return Parcel.objects.create(pin=pin, address=address, **facts)


def license_of(company: Firm, insured_until: str = "2026-12-31", **said: Any) -> Record:
    """An active registration of a company."""
    rt = rulebook.current_type("fence-contractor", TODAY)
    facts = {
        "number": f"FC-{company.pk:05}",
        "agency": AGENCY,
        "kind": "license",
        "type_id": rt.id,
        "type_label": rt.label,
        "bundle": rt.bundle,
        "status": "active",
        "status_label": "Active",
        "firm": company,
        "answers": {"business": company.name, "insured_until": insured_until},
        "submitted_on": date(2026, 1, 5),
        "issued_on": date(2026, 1, 6),
        "created_at": AT,
        "updated_at": AT,
    } | said
    return Record.objects.create(**facts)


def draft(by: User, type_id: str = "fence") -> Record:
    """An application that was just started."""
    return actions.start_draft(rulebook.current_type(type_id, TODAY), by=by, at=AT)


def answered(by: User, *, who: str = "homeowner", company: Firm | None = None, place: Parcel | None = None) -> Record:
    """An application with every question answered and every document handed in."""
    one = draft(by)
    save = {"by": by, "at": AT}
    actions.pick_parcel(one, "parcel", place or parcel(), **save)
    actions.save_page(one, "place", {"owner": {"name": "Ann Owner", "email": "ann@example.com"}}, **save)
    actions.save_page(one, "work", {"cost": "$4,200", "material": "wood", "hoa": "no"}, **save)
    actions.save_item(one, "sections", None, {"yard": "rear", "length": "160", "height": "6"}, was=None, **save)
    actions.save_page(one, "who", {"who": who}, **save)
    if company:
        actions.pick_firm(one, "contractor", company, **save)
    actions.attach(one, upload(), document="plat", label="Plat of survey", **save)
    return Record.objects.get(pk=one.pk)


def submitted(by: User, **said: Any) -> Record:
    """A record in review, as the workflow leaves it; without its fees and reviews."""
    one = answered(by, **said)
    rt = queries.rulebook_of(one, AT)
    record = actions.number_and_pin(one, rt, by=by, at=AT)
    return actions.set_status(record, rt.status("in_review"), move="submit", why="", by=by, at=AT)


def upload(name: str = "plat.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "PNG") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, kind)
    return out.getvalue()


def words(response: HttpResponse) -> str:
    """What a person reads on a page, in one line."""
    return unescape(" ".join(strip_tags(response.content.decode().replace("<", " <")).split()))
