"""The only writer of messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction

from transom.kernel import queue
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.notices import mail, rules
from transom.notices.models import Message


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a message goes to; `user_id` where it is somebody with an account."""

    email: str
    name: str = ""
    language: str = "en"
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """A file of the storage that goes along, under the name its reader sees."""

    path: str
    filename: str
    content_type: str


@transaction.atomic
def send(
    *,
    kind: str,
    to: Recipient,
    subject: str,
    body: str,
    record_id: int | None = None,
    dedupe: str,
    attachments: Sequence[AttachmentRef] = (),
    at: datetime,
) -> Message:
    """Writes one message and defers its delivery in the caller's transaction; the same `dedupe` again changes nothing.

    `body` is Markdown for the reader. Raises Refused for an address nothing can be sent to.
    """
    try:
        validate_email(to.email)
    except ValidationError:
        raise Refused(Reason(f"Nothing can be sent to the address “{to.email}”.", field="email")) from None
    message, is_new = Message.objects.get_or_create(
        dedupe=dedupe,
        defaults={
            "kind": kind,
            "record_id": record_id,
            "user_id": to.user_id,
            "to_email": to.email.strip().lower(),
            "to_name": rules.subject_line(to.name)[:200],
            "language": to.language,
            "subject": rules.subject_line(subject),
            "body": body,
            "attachments": [asdict(one) for one in attachments],
            "created_at": at,
            "next_at": at,
        },
    )
    if is_new:
        queue.defer("notices.deliver", message_id=message.pk)
    return message


@transaction.atomic
def resend(message: Message, *, by: Actor, at: datetime) -> Message:
    """Sends a message once more, under a Message-ID of its own so that the reader's mail program shows it.

    Raises Refused while it is still waiting to be sent: it will go out by itself.
    """
    held = Message.objects.select_for_update().get(pk=message.pk)
    if held.state == Message.State.QUEUED:
        raise Refused("This message is waiting to be sent and goes out by itself.")
    held.state, held.attempts, held.error, held.next_at = Message.State.QUEUED, 0, "", at
    held.resends += 1
    held.resent_by_id, held.resent_by_label, held.resent_at = by.pk, by.label[:200], at
    held.save()
    queue.defer("notices.deliver", message_id=held.pk)
    return held


def deliver(message_id: int, *, at: datetime) -> bool:
    """Tries to send a message that is due; whether it went out now.

    Safe to call any number of times and by several workers at once: who takes the message has it for two minutes. Never
    raises for what the mail server says: that is written on the row, and the next try is due later.
    """
    message = _due(message_id, at)
    if message is None:
        return False
    connection = get_connection()
    try:
        connection.open()
    except OSError as failure:
        _put_back(message, failure, at)
        return False
    try:
        if not _take(message, at):
            return False
        mail.compose(message, connection).send()
    except Exception as failure:
        # Whatever the mail server or the file storage says is kept on the row, and the next try is due later.
        _note_failure(message, failure)
        return False
    finally:
        connection.close()
    _note_sent(message, at)
    return True


def _due(message_id: int, at: datetime) -> Message | None:
    return Message.objects.filter(pk=message_id, state=Message.State.QUEUED, next_at__lte=at).first()


def _take(message: Message, at: datetime) -> bool:
    """Counts the attempt before it is made. The row's own values are the lock: a second worker finds them changed."""
    taken = Message.objects.filter(
        pk=message.pk, state=Message.State.QUEUED, attempts=message.attempts, next_at=message.next_at
    ).update(attempts=message.attempts + 1, next_at=at + rules.next_wait(message.attempts + 1))
    message.attempts += 1
    return taken == 1


def _note_sent(message: Message, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=at, error="")


def _note_failure(message: Message, failure: Exception) -> None:
    spent = message.attempts >= rules.MOST_ATTEMPTS
    state = Message.State.FAILED if spent else Message.State.QUEUED
    Message.objects.filter(pk=message.pk).update(state=state, error=_words(failure))


def _put_back(message: Message, failure: OSError, at: datetime) -> None:
    """No connection, so no copy went out and no attempt is counted; given up after days, for staff to see."""
    began = message.resent_at or message.created_at
    state = Message.State.FAILED if at - began > rules.UNREACHABLE_LONGEST else Message.State.QUEUED
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED, next_at=message.next_at).update(
        state=state, error=_words(failure), next_at=at + rules.UNREACHABLE_WAIT
    )


def _words(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:500]
