"""Starting an application and throwing one away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from transom.accounts.models import Firm, User
from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.actions.answering import holder_answer, leading_holder
from transom.records.actions.locking import account, locked_draft
from transom.records.models import Record
from transom.rulebook.compiled import RecordType

MAX_DRAFTS = 30


@transaction.atomic
def start_draft(rt: RecordType, *, by: Actor, at: datetime) -> Record:
    """Start an application of this type for the account that acts; staff start one for a visitor at the counter.

    Refused where the type is only taken at the counter, and beyond 30 open applications of one account.
    """
    user = account(by)
    at_counter = user is None or user.is_staff
    if not rt.online and not at_counter:
        raise Refused(
            Reason(
                say=Sentence("{type} is applied for at the counter, not online.", type=rt.label),
                because=Sentence("Do not file it under another type: it would have to be filed again."),
            )
        )
    applicant = None if at_counter else user
    if applicant and Record.objects.filter(applicant=applicant, number=None).count() >= MAX_DRAFTS:
        raise Refused(_too_many())
    start = rt.lifecycle.start
    firm = applicant.firm if applicant and rt.kind in ("license", "permit") else None
    draft = Record.objects.create(
        agency=rt.agency.key if rt.agency else settings.AGENCY,
        kind=rt.kind,
        type_id=rt.id,
        type_label=rt.label,
        status=start,
        status_label=rt.status(start).label,
        applicant=applicant,
        firm=firm,
        answers=_known_answers(rt, applicant, firm),
        snapshots={key: {"name": firm.name} for key in _own(rt)} if firm else {},
        created_at=at,
        updated_at=at,
    )
    history.tell(
        "record.drafted",
        subject="records.record",
        subject_id=draft.pk,
        record_id=draft.pk,
        by=by,
        at=at,
        data={"type": rt.id},
    )
    return draft


def _known_answers(rt: RecordType, applicant: User | None, firm: Firm | None) -> dict[str, Any]:
    """What the account already tells: the rulebook's `prefill`, and the company that signed in as license holder."""
    known: dict[str, Any] = {}
    if applicant:
        person = {
            "name": applicant.label,
            "email": applicant.email,
            "phone": applicant.phone,
            "address": applicant.address,
        }
        said = {f"applicant.{part}": value for part, value in person.items()} | {"applicant": person}
        said["firm.name"] = firm.name if firm else ""
        known = {key: said[field.prefill] for key, field in rt.fields.items() if said.get(field.prefill)}
    return known | ({key: holder_answer(firm) for key in _own(rt)} if firm else {})


def _own(rt: RecordType) -> list[str]:
    """The question a signed-in company answers by being who it is; the other trades are asked for."""
    return [key] if (key := leading_holder(rt)) else []


@transaction.atomic
def discard_draft(draft: Record, *, by: Actor, at: datetime) -> None:
    """Throw an application away that was never submitted; its files stay in the storage, which forgets nothing.

    Refused once it was submitted: a submitted application is withdrawn instead.
    """
    draft = locked_draft(draft)
    draft.attachments.all().delete()
    draft.delete()


def _too_many() -> Reason:
    return Reason(
        Sentence(
            "You have {count} open applications. Submit or discard one before you start another.", count=MAX_DRAFTS
        )
    )
