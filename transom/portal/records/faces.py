"""The two faces of a record: everything for its parties, the public projection for everyone else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.urls import reverse

from transom.fees import queries as fees
from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.portal import access
from transom.records import queries
from transom.records.rights import ANYONE, Right
from transom.rulebook.lifecycle import Button
from transom.search import queries as search
from transom.workflow import queries as workflow

if TYPE_CHECKING:
    from transom.records.models import Record
    from transom.search.models import PublicRecord

TABS = (
    ("info", "Info"),
    ("site", "Site"),
    ("contacts", "Contacts"),
    ("fees", "Fees"),
    ("reviews", "Reviews"),
    ("inspections", "Inspections"),
    ("attachments", "Attachments"),
    ("conditions", "Conditions"),
    ("chronology", "Chronology"),
)
WAITING = {"applicant": "Waiting for the applicant", "city": "Waiting for the city"}


@dataclass(frozen=True)
class Face:
    """What the frame of a record's page shows, whoever looks."""

    number: str
    kind: str
    type_label: str
    title: str
    address: str
    status_label: str
    tone: str
    due_cents: int
    rights: frozenset[Right]
    signed_in: bool
    waits: str = ""
    paid_online: bool = False
    linked: bool = False
    record: Record | None = None
    public: PublicRecord | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    needed: tuple[Any, ...] = ()
    buttons: tuple[Button, ...] = ()

    def may(self, right: Right) -> bool:
        return right in self.rights

    @property
    def page(self) -> Mapping[str, Any]:
        """The tabs of the public projection."""
        return self.public.page if self.public else {}


def face(request: HttpRequest, number: str) -> Face:
    """The face this visitor sees. Raises Http404 where there is no such record."""
    if access.visitor(request) is None:
        return _public_face(number, ANYONE, signed_in=False)
    seen = access.see(request, number)
    if seen.may(Right.PRIVATE):
        return _private_face(seen)
    linked = queries.link_of(access.visitor(request), seen.record) is not None
    return _public_face(number, seen.rights, signed_in=True, linked=linked)


def tabs(number: str, here: str) -> list[tuple[str, str, bool]]:
    """The nine tabs with their addresses."""
    return [(label, reverse(f"portal:records:{key}", args=[number]), key == here) for key, label in TABS]


def _private_face(seen: access.Seen) -> Face:
    record, today = seen.record, clock.today()
    rt = workflow.type_of(record, today)
    shown = Face(
        number=record.number or "",
        kind=record.kind,
        type_label=record.type_label,
        title=record.title if record.title != record.type_label else "",
        address=record.address,
        status_label=record.status_label,
        tone="neutral" if record.closed else "progress",
        due_cents=0,
        rights=seen.rights,
        signed_in=True,
        record=record,
    )
    if rt is None:
        return replace(shown, due_cents=fees.balance(record.pk))
    facts = workflow.facts(record, rt, today)
    status = rt.status(record.status)
    due = to_cents(facts["balance_due"])
    waiting_for_issue = not record.closed and record.issued_on is None
    return replace(
        shown,
        facts=facts,
        tone=_tone(status.closed, status.good, status.waits_for, record.issued_on),
        waits=WAITING.get(status.waits_for, "") if waiting_for_issue else "",
        due_cents=due,
        paid_online=not due and record.pk in fees.paid_online([record.pk]),
        needed=workflow.unmet(record, rt, "issue", facts) if waiting_for_issue else (),
        buttons=rt.buttons(record.status, facts, "applicant") if Right.RESPOND in seen.rights else (),
    )


def _public_face(number: str, rights: frozenset[Right], *, signed_in: bool, linked: bool = False) -> Face:
    try:
        public = search.public_page(number)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    return Face(
        number=public.number,
        kind=public.kind,
        type_label=public.type_label,
        title=public.title if public.title != public.type_label else "",
        address=public.address,
        status_label=public.status_label,
        tone="neutral" if public.closed else "good" if public.issued_on else "progress",
        due_cents=int(public.page.get("fees", {}).get("due_cents", 0)),
        rights=rights,
        signed_in=signed_in,
        linked=linked,
        public=public,
    )


def _tone(closed: bool, good: bool, waits_for: str, issued_on: date | None) -> str:
    """The shape and color of a status; its words say the same."""
    if not good:
        return "bad"
    if closed:
        return "neutral"
    if issued_on:
        return "good"
    return "wait" if waits_for == "applicant" else "progress"
