"""The one way this room locks a record: by its key, before anything is read from it."""

from __future__ import annotations

from transom.accounts.models import User
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.models import Record


def locked(record: Record) -> Record:
    """The record as it stands now, kept from other writers until the transaction ends.

    NO KEY: rows that point at the record, such as a payment's, hold a key share on it and may go on meanwhile.
    """
    return Record.objects.select_for_update(no_key=True, of=("self",)).get(pk=record.pk)


def locked_draft(record: Record) -> Record:
    """A draft as it stands now; refused once it was submitted, for instance in another window."""
    draft = locked(record)
    if not draft.is_draft:
        raise Refused(
            Reason(
                say=Sentence("This application was already submitted. Its number is {number}.", number=draft.number),
                because=Sentence("A submitted application is changed through its record page."),
            )
        )
    return draft


def account(by: Actor) -> User | None:
    """The row of the account that acts, None for the system."""
    return by if isinstance(by, User) else None
