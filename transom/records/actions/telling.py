"""Messages about a record to the people on it, in the words of the rulebook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from transom.kernel.clock import local_date
from transom.notices import actions as notices
from transom.notices.actions import AttachmentRef, Recipient
from transom.notices.languages import facts_in
from transom.notices.models import Message
from transom.records.models import Party, Record
from transom.records.queries.facts import base_facts, rulebook_of
from transom.rulebook.agencies import DEFAULT_LANGUAGE
from transom.rulebook.queries import agency


@dataclass(frozen=True, slots=True)
class _Address:
    email: str
    name: str
    user_id: int | None = None
    language: str = "en"


@transaction.atomic
def tell_parties(
    record: Record,
    key: str,
    facts_extra: Mapping[str, Any],
    *,
    dedupe: str,
    attachments: Sequence[AttachmentRef] = (),
    at: datetime,
    only: Collection[str] | None = None,
) -> list[Message]:
    """Send the rulebook's notice `key` to everyone on the record, one message to an address.

    `facts_extra` joins the record's own facts for the {names} of the text. `dedupe` names the occasion: asked twice,
    sent once. `only` limits it to parties with these roles. Addresses are compared without regard to case. An
    account is written to in its language, where the city writes in it.
    """
    rt, city = rulebook_of(record, at), agency(record.agency)
    facts = base_facts(record, rt, local_date(at)) | _frame(record) | dict(facts_extra)
    sent = []
    for to in _addresses(record, only):
        language = to.language if to.language in city.languages else DEFAULT_LANGUAGE
        said = facts_in(language, facts, city.word) | {"name": to.name, "person": {"name": to.name}}
        text = rt.notice(key, said, language)
        sent.append(
            notices.send(
                kind=key,
                to=Recipient(email=to.email, name=to.name, language=language, user_id=to.user_id),
                subject=text.subject,
                body=text.body,
                record_id=record.pk,
                dedupe=f"{dedupe}:{to.email}",
                attachments=attachments,
                at=at,
            )
        )
    return sent


def record_facts(record: Record) -> dict[str, Any]:
    """What a notice may say of the record itself, under {record.number}, {record.url} and so on."""
    return {
        "number": record.number or "",
        "label": record.type_label,
        "kind": record.kind,
        "title": record.title or record.type_label,
        "address": record.address,
        "status": record.status_label,
        "url": f"{settings.SITE_URL}/records/{record.number}/",
    }


def _frame(record: Record) -> dict[str, Any]:
    """The names every notice may carry: the record, its applicant, and how to reach the city."""
    city = agency(record.agency)
    survey = city.surveys.get("licensing" if record.kind == "license" else "portal")
    about = record_facts(record)
    applicant = Party.objects.filter(record=record, role="applicant").first()
    return {
        "record": about,
        "applicant": {"name": applicant.name if applicant else ""},
        "firm": {"name": record.firm.name if record.firm else ""},
        "expires_on": record.expires_on,
        "agency": {
            "name": city.name,
            "department": city.department,
            "website": city.website,
            "short_name": city.short_name,
            "phone": next((phone.number for phone in city.phones.values()), ""),
            "email": next((email.address for email in city.emails.values()), ""),
            "inspection_hours": city.calendar.hours_text,
            "call_window": city.calendar.call_text,
        },
        "survey": {"link": survey.url if survey else ""},
    }


def _addresses(record: Record, only: Collection[str] | None) -> list[_Address]:
    found: dict[str, _Address] = {}
    for party in Party.objects.filter(record=record).select_related("user").order_by("id"):
        if only is not None and party.role not in only:
            continue
        email = (party.user.email if party.user else party.email).strip().lower()
        if email:
            language = party.user.language if party.user else DEFAULT_LANGUAGE
            found.setdefault(email, _Address(email, party.name, party.user_id, language))
    return list(found.values())
