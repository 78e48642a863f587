"""The two faces of a record: everything for its parties, the public projection for everyone else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from transom.fees import queries as fees
from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.portal import access
from transom.records import queries
from transom.records.rights import ANYONE, Right
from transom.rulebook.compiled import RecordType
from transom.rulebook.lifecycle import Button, Status
from transom.search import queries as search
from transom.ui.language import told
from transom.workflow import queries as workflow

if TYPE_CHECKING:
    from transom.records.models import Record
    from transom.search.models import PublicRecord

TABS = (
    ("info", _("Info")),
    ("site", _("Site")),
    ("contacts", _("Contacts")),
    ("fees", _("Fees")),
    ("reviews", _("Reviews")),
    ("inspections", _("Inspections")),
    ("attachments", _("Attachments")),
    ("conditions", _("Conditions")),
    ("chronology", _("Chronology")),
)
WAITING = {"applicant": _("Waiting for the applicant"), "city": _("Waiting for the city")}
YOURS = _("Waiting for you")
AT_ANY_TIME = ("withdraw", "extend")


@dataclass(frozen=True)
class Face:
    """What the frame of a record's page shows, whoever looks; what only some tabs show is asked when they do."""

    number: str
    kind: str
    type_label: str
    title: str
    address: str
    status_label: str
    tone: str
    rights: frozenset[Right]
    signed_in: bool
    waits_for: str = ""
    linked: bool = False
    office_url: str = ""
    record: Record | None = None
    rt: RecordType | None = None
    public: PublicRecord | None = None

    def may(self, right: Right) -> bool:
        return right in self.rights

    @property
    def waits(self) -> str:
        """Whom it waits for, in words to this reader; the city, too, where the applicant has nothing left to do."""
        idle = (
            self.waits_for == "applicant"
            and not self.needed
            and not any(button.event not in AT_ANY_TIME for button in self.buttons)
        )
        waits_for = "city" if idle and self.may(Right.RESPOND) else self.waits_for
        return YOURS if waits_for == "applicant" and self.may(Right.RESPOND) else WAITING.get(waits_for, "")

    @property
    def page(self) -> Mapping[str, Any]:
        """The tabs of the public projection."""
        return self.public.page if self.public else {}

    @cached_property
    def due_cents(self) -> int:
        """What is owed, in cents; from the facts where a tab has asked for them already."""
        if self.record is None:
            return int(self.page.get("fees", {}).get("due_cents", 0))
        asked = vars(self).get("facts")
        return to_cents(asked["balance_due"]) if asked else fees.balance(self.record.pk)

    @cached_property
    def paid_online(self) -> bool:
        """Whether the last charge was paid online and nothing is due: a standing beside the status, never a status."""
        return self.record is not None and not self.due_cents and self.record.pk in fees.paid_online([self.record.pk])

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """What the rules know of it today."""
        return workflow.facts(self.record, self.rt, clock.today()) if self.record and self.rt else {}

    @property
    def runs_out_on(self) -> date | None:
        """The last day of what was issued if nothing happens to it."""
        if not (self.record and self.rt and self.record.issued_on):
            return None
        return workflow.runs_out_on(self.record, self.rt, self.facts)

    @property
    def runs_out_label(self) -> str:
        """How that day is called: a permit's moves on with each passed inspection, a license's term does not."""
        return _("Expires unless an inspection passes") if self.kind == "permit" else _("Expires")

    @cached_property
    def needed(self) -> tuple[Any, ...]:
        """What is still needed before it can be issued."""
        if not (self.record and self.rt) or self.record.closed or self.record.issued_on:
            return ()
        return workflow.unmet(self.record, self.rt, "issue", self.facts)

    @cached_property
    def buttons(self) -> tuple[Button, ...]:
        """The moves the applicant's side may make, each with the reasons that grey it."""
        if not (self.record and self.rt and self.may(Right.RESPOND)):
            return ()
        return self.rt.buttons(self.record.status, self.facts, "applicant")


def face(request: HttpRequest, number: str) -> Face:
    """The face this visitor sees. Raises Http404 where there is no such record."""
    if access.visitor(request) is None:
        return _public_face(number, ANYONE, signed_in=False)
    seen = access.see(request, number)
    if request.user.is_staff:
        # Staff read and act in the office; here they see what everyone sees.
        return _public_face(number, ANYONE, signed_in=False, office_url=f"/office/records/{number}/")
    if seen.may(Right.PRIVATE):
        return _private_face(seen)
    linked = queries.link_of(access.visitor(request), seen.record) is not None
    return _public_face(number, seen.rights, signed_in=True, linked=linked)


def tabs(number: str, here: str) -> list[tuple[str, str, bool]]:
    """The nine tabs with their addresses, each below that of the first."""
    first = reverse("portal:records:info", args=[number])
    return [(told(label), first if key == "info" else f"{first}{key}/", key == here) for key, label in TABS]


def _private_face(seen: access.Seen) -> Face:
    record = seen.record
    rt = workflow.type_of(record)
    status = rt.status(record.status) if rt else None
    return Face(
        number=record.number or "",
        kind=record.kind,
        type_label=record.type_label,
        title=record.title if record.title != record.type_label else "",
        address=record.address,
        status_label=record.status_label,
        tone=_tone(status, record.issued_on) if status else "neutral",
        rights=seen.rights,
        signed_in=True,
        waits_for=status.waits_for if status and not (record.closed or record.issued_on) else "",
        record=record,
        rt=rt,
    )


def _public_face(
    number: str, rights: frozenset[Right], *, signed_in: bool, linked: bool = False, office_url: str = ""
) -> Face:
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
        rights=rights,
        signed_in=signed_in,
        linked=linked,
        office_url=office_url,
        public=public,
    )


def _tone(status: Status, issued_on: date | None) -> str:
    """The shape and color of a status; its words say the same."""
    if not status.good:
        return "bad"
    if status.closed:
        return "neutral"
    if issued_on:
        return "good"
    return "wait" if status.waits_for == "applicant" else "progress"
