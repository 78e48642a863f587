"""Reaching a record: none and not yours are the same answer."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from transom.accounts.models import Firm, User
from transom.kernel.rows import columns, rows, thing
from transom.land.models import Parcel
from transom.records import rules
from transom.records.models import Attachment, Link, Party, Record
from transom.records.rights import Right
from transom.rulebook.queries import agency

Visitor = User | AnonymousUser | None
# A record with everybody and everything its pages name beside it, in the order `_record` takes them apart.
PARTS = (("applicant", User), ("firm", Firm), ("parcel", Parcel))
RECORD = f"""
SELECT {columns(Record, "record")}, {", ".join(columns(model, name) for name, model in PARTS)}
FROM records_record record
LEFT JOIN accounts_user applicant ON applicant.id = record.applicant_id
LEFT JOIN accounts_firm firm ON firm.id = record.firm_id
LEFT JOIN land_parcel parcel ON parcel.id = record.parcel_id
WHERE """  # noqa: S608 - made of our own models' columns
BY_NUMBER, BY_ID = f"{RECORD} record.number = %s", f"{RECORD} record.id = %s"


def record_for(user: Visitor, number: str, right: Right) -> Record:
    """The submitted record of this number, for somebody who has this right on it.

    Raises Record.DoesNotExist alike when there is none and when the right is missing. Staff reach every record; what
    they may do with it is decided by their abilities.
    """
    record = _record(BY_NUMBER, number)
    if isinstance(user, User) and user.is_staff:
        return record
    if right not in rights(user, record):
        raise Record.DoesNotExist
    return record


def record_and_rights(user: Visitor, number: str) -> tuple[Record, frozenset[Right]]:
    """The submitted record of this number with what this visitor may do with it. At most three queries.

    Raises Record.DoesNotExist.
    """
    record = _record(BY_NUMBER, number)
    return record, rights(user, record)


def record_by_id(record_id: int) -> Record:
    """The record of this id, for jobs and reactions. Raises Record.DoesNotExist."""
    return _record(BY_ID, record_id)


def draft_for(user: Visitor, draft_id: int) -> Record:
    """An application that is not submitted yet, for the account that started it; staff reach those of the counter.

    Raises Record.DoesNotExist alike for none, not yours and already submitted.
    """
    if not isinstance(user, User):
        raise Record.DoesNotExist
    drafts = Record.objects.select_related("applicant", "firm", "parcel").filter(number=None)
    return drafts.get(pk=draft_id, applicant=None if user.is_staff else user)


def attachment_for(record: Record, attachment_id: int) -> Attachment:
    """A file of this record that was not taken back. Raises Attachment.DoesNotExist."""
    return Attachment.objects.get(pk=attachment_id, record=record, removed_at=None)


def rights(user: Visitor, record: Record) -> frozenset[Right]:
    """What this visitor may do with the record, from today's facts. At most two queries."""
    return rules.rights(standing(user, record))


def standing(user: Visitor, record: Record) -> rules.Standing:
    """Everything about an account and a record that decides its rights. At most two queries."""
    if not isinstance(user, User) or not user.is_active:
        return rules.Standing()
    if user.is_staff:
        return rules.Standing(staff=True)
    confirmed = user.email_confirmed_at is not None
    if record.applicant_id == user.pk:
        return rules.Standing(confirmed=confirmed, applied=True)
    named = list(Party.objects.filter(record=record).values_list("email", "firm_id", "user_id"))
    firm = user.firm_id
    return rules.Standing(
        confirmed=confirmed,
        firm_named=firm is not None and (record.firm_id == firm or any(one[1] == firm for one in named)),
        email_named=any(one[2] == user.pk or one[0].lower() == user.email.lower() for one in named if one[0] or one[2]),
        linked=Link.objects.filter(user=user, record=record).exists(),
        number_will_do=agency(record.agency).link == "number",
    )


def _record(sql: str, key: str | int) -> Record:
    """The one record that is found. Raises Record.DoesNotExist."""
    found = rows(sql, (key,))
    if not found:
        raise Record.DoesNotExist
    values, start = found[0], len(Record._meta.concrete_fields)
    record = thing(Record, values[:start])
    for name, model in PARTS:
        end = start + len(model._meta.concrete_fields)
        if values[start] is not None:
            setattr(record, name, thing(model, values[start:end]))
        start = end
    return record


def link_of(user: Visitor, record: Record) -> Link | None:
    """The link that puts this record on the account's dashboard, if there is one."""
    if not isinstance(user, User):
        return None
    return Link.objects.filter(user=user, record=record).first()
