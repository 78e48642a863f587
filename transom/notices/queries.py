"""The only reader of messages for others."""

from __future__ import annotations

from datetime import datetime

from transom.kernel import pages
from transom.notices import rules
from transom.notices.models import Message


def messages(
    after: str = "", record_id: int | None = None, email: str = "", state: str = "", kind: str = "", size: int = 25
) -> pages.Page[Message]:
    """Messages newest first, paged by key (`after` is a page's mark), perhaps of one record, address, state or kind.

    An address is compared without regard to case. One query.
    """
    rows = Message.objects.all()
    if record_id is not None:
        rows = rows.filter(record_id=record_id)
    if email:
        rows = rows.filter(to_email=email.strip().lower())
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return pages.page(rows, mark=after, size=size)


def message(message_id: int) -> Message:
    """One message. Raises Message.DoesNotExist. One query."""
    return Message.objects.get(pk=message_id)


def shown(one: Message) -> str:
    """A message's body as HTML for one of our own pages, without the style that mail programs need."""
    return rules.html(one.body, styled=False)


def plain(one: Message) -> str:
    """A message's body as the text part has it."""
    return rules.text(one.body)


def waiting(at: datetime, limit: int = 500) -> list[int]:
    """Messages whose next try is due, those longest due first. One query, on the index of what waits."""
    rows = Message.objects.filter(state=Message.State.QUEUED, next_at__lte=at).order_by("next_at")
    return list(rows.values_list("pk", flat=True)[:limit])
