"""Following a record by its number, and becoming a party where something proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from transom.accounts.models import User
from transom.history import actions as history
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.models import Link, Record
from transom.records.queries.access import standing
from transom.records.rules import Proof, proof

OWN = (Proof.APPLICANT, Proof.FIRM)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link gave: the record, the tier, and the sentence that says why."""

    record: Record
    tier: Link.Tier
    because: str


@transaction.atomic
def link(kind: str, number: str, *, by: User, at: datetime) -> Linked:
    """Put a record on an account's dashboard by its kind and full number.

    It always succeeds in following the public facts. A party's rights come at once where the account's company or
    confirmed e-mail is named on the record. One sentence answers for a number that does not exist and for one of
    another kind. Linking again is harmless and looks for a proof again.
    """
    if by.email_confirmed_at is None:
        raise Refused(
            Reason(say=Sentence("Confirm your e-mail address first. The link is in the message we sent you."))
        )
    typed = "".join(number.split()).upper()
    record = Record.objects.filter(number=typed, kind=kind).first() if typed else None
    if record is None:
        raise Refused(
            Reason(
                say=Sentence("We found no {kind} with the number “{number}”.", kind=kind, number=number.strip()[:60])
                if typed
                else Sentence("Type the full record number."),
                because=Sentence(
                    "Type it as it stands on the permit, the letter or the receipt, with all letters and dashes."
                ),
                field="number",
            )
        )
    shown = proof(standing(by, record))
    tier = Link.Tier.FOLLOW if shown is Proof.NONE else Link.Tier.PARTY
    _, made = Link.objects.update_or_create(
        user=by,
        record=record,
        defaults={"tier": tier, "because": shown.value},
        create_defaults={"tier": tier, "because": shown.value, "at": at},
    )
    if made:
        _tell("record.linked", record, by, at, {"tier": tier.value, "because": shown.value})
    return Linked(record=record, tier=tier, because=shown.value)


@transaction.atomic
def unlink(record: Record, *, by: User, at: datetime) -> None:
    """Take a record off an account's dashboard; refused for one's own, which always stand there."""
    shown = proof(standing(by, record))
    if shown in OWN:
        raise Refused(
            Reason(
                say=Sentence("{number} stays on your dashboard.", number=record.number),
                because=Sentence("{why} Own records cannot be unlinked.", why=shown.value),
            )
        )
    gone, _ = Link.objects.filter(user=by, record=record).delete()
    if gone:
        _tell("record.unlinked", record, by, at, {})


def _tell(verb: str, record: Record, by: User, at: datetime, data: dict[str, str]) -> None:
    history.tell(verb, subject="records.record", subject_id=record.pk, record_id=record.pk, by=by, at=at, data=data)
