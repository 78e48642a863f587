"""Aurora's rules in force, its people, and applications as they are handed in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from transom.accounts.models import Firm, StaffRole, User
from transom.fees import actions as money
from transom.fees import queries as owed
from transom.kernel.actors import SYSTEM
from transom.land.models import Parcel
from transom.notices.models import Message
from transom.records import actions as records
from transom.records.models import Record
from transom.records.tests.given import parcel, person, staff, upload
from transom.reviews import actions as reviews
from transom.reviews.models import Review
from transom.reviews.rules import Remark
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType
from transom.workflow import actions

FOLDER = Path(__file__).resolve().parents[3] / "agencies" / "aurora-il"
CITY = ZoneInfo("America/Chicago")
MONDAY = date(2026, 3, 2)
FENCE = {
    "material": "wood",
    "cost": 4200,
    "hoa": False,
    "who": "homeowner",
    "sections": [{"yard": "rear", "length": 100, "height": 6}],
}

__all__ = ["Firm", "Parcel", "parcel", "person", "staff", "upload"]


def city() -> None:
    """Aurora's rules are in force since 2024."""
    rulebook.forget()
    publishing.load_agency(FOLDER, by=SYSTEM, at=noon(date(2026, 1, 2)))


def noon(day: date) -> datetime:
    """Noon of a day in the city."""
    return datetime.combine(day, time(12), tzinfo=CITY)


def reviewer(team: str = "zoning", username: str = "reviewer") -> User:
    """A reviewer of one team."""
    user = staff(username=username)
    user.roles.all().delete()
    StaffRole.objects.create(user=user, role="reviewer", team=team)
    return User.objects.get(pk=user.pk)


def contractor(
    insured_until: date = date(2027, 3, 1),
    *,
    active: bool = True,
    name: str = "Fox Valley Fence Co.",
    license_type: str = "hvac-contractor",
) -> Firm:
    """A registered company with the license that says so."""
    firm = Firm.objects.create(name=name, kind="contractor", email="office@foxvalley.example", created_at=noon(MONDAY))
    rt = rulebook.current_type(license_type, MONDAY)
    Record.objects.create(
        number=f"HVAC-9{firm.pk:04}",
        agency="aurora-il",
        kind="license",
        type_id=rt.id,
        type_label=rt.label,
        bundle=rt.bundle,
        status="active" if active else "expired",
        status_label="Active",
        firm=firm,
        answers={
            "business": name,
            "main_email": firm.email,
            "qualifier": {"name": "Quinn Qualifier"},
            "test": "icc-master-mechanical",
            "insured_until": insured_until.isoformat(),
        },
        submitted_on=date(2026, 1, 5),
        issued_on=date(2026, 1, 6),
        created_at=noon(MONDAY),
        updated_at=noon(MONDAY),
    )
    return firm


def fence_builder(insured_until: date = date(2027, 3, 1), **said: Any) -> Firm:
    """A company with the license that a fence asks for."""
    return contractor(insured_until, license_type="fence-contractor", **said)


def license_of(firm: Firm) -> Record:
    """The license that `contractor` gave a firm."""
    return Record.objects.get(firm=firm, kind="license")


def draft(
    type_id: str = "fence-residential",
    said: Mapping[str, Any] | None = None,
    *,
    by: User,
    documents: tuple[str, ...] = ("plat",),
    on: date = MONDAY,
    firm: Firm | None = None,
    place: Parcel | None = None,
) -> Record:
    """An application with every question answered: what is said, and something plausible for the rest."""
    rt = rulebook.current_type(type_id, on)
    one = records.start_draft(rt, by=by, at=noon(on))
    answers = {key: as_typed(value) for key, value in (FENCE if said is None else said).items()}
    complete = _example(rt)
    for key, field in rt.fields.items():
        answers.setdefault(key, as_typed(complete[key]) if key in complete else _plausible(field.type, field.options))
    picked = {key for key, field in rt.fields.items() if field.type in ("parcel", "license-holder")}
    Record.objects.filter(pk=one.pk).update(answers={key: value for key, value in answers.items() if key not in picked})
    one.refresh_from_db()
    for key in picked:
        if rt.fields[key].type == "parcel":
            records.pick_parcel(one, key, place or parcel(), by=by, at=noon(on))
        elif firm:
            records.pick_firm(one, key, firm, by=by, at=noon(on))
    for key in documents:
        hand_in(one, key, rt, by=by, on=on)
    return Record.objects.get(pk=one.pk)


def _example(rt: RecordType) -> dict[str, Any]:
    """The answers of the type's first example, which is a whole form; nothing of the fence, which says its own."""
    texts = (tomllib.loads(text, parse_float=Decimal) for name, text in rt.files.items() if name.endswith(".toml"))
    own = next(text for text in texts if text.get("id") == rt.id and text["schema"] == "record-type/1")
    return dict(own["example"][0]["given"]) if own.get("example") else {}


def hand_in(record: Record, document: str, rt: RecordType, *, by: User, on: date) -> None:
    """Upload one of the papers the type asks for."""
    labels = {rule.spec.key: rule.spec.label for rule in rt.document_rules}
    records.attach(record, upload(), document=document, label=labels[document], by=by, at=noon(on))


def submitted(by: User, on: date = MONDAY, **said: Any) -> Record:
    """A fence handed in and in review."""
    return actions.submit(draft(by=by, on=on, **said), by=by, at=noon(on))


def review(record: Record, key: str = "zoning") -> Review:
    """The open review of this kind. Raises Review.DoesNotExist."""
    return Review.objects.select_related("record").get(record=record, key=key, decision="open")


def decide(record: Record, key: str, decision: str, *, by: User, on: date = MONDAY) -> Record:
    """A team decides, with a comment where one is asked for."""
    remarks = [] if decision == "approved" else [Remark("Show the setback from the sidewalk.", "A1", "17.04.080")]
    reviews.decide(review(record, key), decision, remarks=remarks, by=by, at=noon(on))
    return Record.objects.get(pk=record.pk)


def pay(record: Record, *, by: User, on: date = MONDAY) -> Record:
    """Everything due is paid at the counter."""
    due = owed.due(record.pk)
    if due:
        source = "-".join(str(charge.pk) for charge in due)
        money.settle(due, how="counter", cash_account="cash.drawer", source=source, by=by, at=noon(on))
    return Record.objects.get(pk=record.pk)


def approved(by: User, *, team: User, on: date = MONDAY, **said: Any) -> Record:
    """A fence whose zoning review approved; its permit fee is due."""
    return decide(submitted(by, on, **said), "zoning", "approved", by=team, on=on)


def issued(by: User, *, team: User, on: date = MONDAY, **said: Any) -> Record:
    """A fence permit that issued itself once it was paid."""
    return pay(approved(by, team=team, on=on, **said), by=team, on=on)


def letter(record: Record, kind: str) -> Message:
    """The one message of this kind to the applicant. Raises where there is none or more than one."""
    return Message.objects.get(record_id=record.pk, kind=kind, to_email="maria@example.com")


def as_typed(value: Any) -> Any:
    """A fact of a rule file as somebody types it into the form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal | date):
        return str(value)
    if isinstance(value, list):
        return [as_typed(entry) for entry in value]
    if isinstance(value, Mapping):
        return {key: as_typed(each) for key, each in value.items()}
    return value


def _plausible(kind: str, options: tuple[Any, ...]) -> Any:
    if kind == "person":
        return {"name": "Ann Owner", "email": "ann@example.com"}
    if kind in ("choice", "multi"):
        return options[0].value if kind == "choice" else [options[0].value]
    return {
        "bool": "no",
        "number": "1",
        "money": "1000",
        "date": "2027-12-31",
        "email": "main@example.com",
        "phone": "630-555-0100",
    }.get(kind, "Something")
