"""Holds: a note, a warning or a stop, on one record, a parcel or a company."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from transom.accounts.models import Firm
from transom.history import actions as history
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.land.models import Parcel
from transom.records.actions.locking import account
from transom.records.models import Hold, Record

Holdable = Record | Parcel | Firm


@transaction.atomic
def place_hold(thing: Holdable, level: str, reason: str, *, ask: str, by: Actor, at: datetime) -> Hold:
    """Hold a record, a parcel or a company; a stop bars what the rulebook says it bars until it is lifted.

    `ask` names whom people should ask about it. Refused without a reason.
    """
    if level not in Hold.Level.values:
        raise Refused(Reason(say="Choose note, warning or stop.", field="level"))
    if not reason.strip():
        raise Refused(Reason(say="Write the reason of the hold: the applicant reads it.", field="reason"))
    hold = Hold.objects.create(
        record=thing if isinstance(thing, Record) else None,
        parcel=thing if isinstance(thing, Parcel) else None,
        firm=thing if isinstance(thing, Firm) else None,
        level=level,
        reason=reason.strip(),
        ask=ask.strip(),
        by=account(by),
        at=at,
    )
    _tell("record.held", hold, by, at)
    return hold


@transaction.atomic
def lift_hold(hold: Hold, *, by: Actor, at: datetime) -> Hold:
    """End a hold; refused when it was lifted before."""
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.lifted_at:
        raise Refused(Reason(say="This hold was already lifted."))
    hold.lifted_by, hold.lifted_at = account(by), at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    _tell("record.hold_lifted", hold, by, at)
    return hold


def _tell(verb: str, hold: Hold, by: Actor, at: datetime) -> None:
    history.tell(
        verb,
        subject="records.hold",
        subject_id=hold.pk,
        record_id=hold.record_id,
        by=by,
        at=at,
        data={
            "level": Hold.Level(hold.level).label.lower(),
            "reason": hold.reason,
            "parcel": hold.parcel_id,
            "firm": hold.firm_id,
        },
    )
