"""The only reader of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from transom.history import reactions
from transom.history.models import Event
from transom.kernel import pages

# How the public reads of people: a firm's and the system's names are no secret.
UNNAMED = {"staff": "City staff", "public": "Applicant"}


@dataclass(frozen=True)
class Entry:
    """One line of a chronology."""

    at: datetime
    who: str
    says: str
    verb: str
    public: bool


def event(event_id: int) -> Event:
    """The event of this id. Raises Event.DoesNotExist."""
    return Event.objects.get(pk=event_id)


def records_of(event_ids: Iterable[int]) -> set[int]:
    """The ids of the records these events are about; an event of no record adds none. One query."""
    rows = Event.objects.filter(pk__in=list(event_ids), record_id__isnull=False).values_list("record_id", flat=True)
    return {record_id for record_id in rows if record_id is not None}


def chronology(record_id: int, *, public_only: bool, limit: int = 500) -> list[Entry]:
    """What happened to a record, newest first; without what the public may not read where `public_only`.

    The public reads what was done without the names of people. One query.
    """
    rows = Event.objects.filter(record_id=record_id)
    if public_only:
        rows = rows.filter(verb__in=[name for name, verb in reactions.verbs().items() if verb.public])
    return [_entry(row, public_only=public_only) for row in rows.order_by("-at", "-id")[:limit]]


def chronologies(record_ids: Iterable[int], *, public_only: bool, limit: int = 500) -> dict[int, list[Entry]]:
    """The same of many records at once, each of them there, `limit` lines each. One query."""
    found: dict[int, list[Entry]] = {record_id: [] for record_id in record_ids}
    rows = Event.objects.filter(record_id__in=found)
    if public_only:
        rows = rows.filter(verb__in=_public())
    for row in rows.order_by("-at", "-id"):
        lines = found[row.record_id or 0]
        if len(lines) < limit:
            lines.append(_entry(row, public_only=public_only))
    return found


def of_subject(subject: str, subject_id: int | str, *, limit: int = 500) -> list[Entry]:
    """What happened to one thing (a firm, an account), newest first. One query."""
    rows = Event.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("-id")[:limit]
    return [_entry(row, public_only=False) for row in rows]


def audit(*, verb: str = "", actor_id: int | None = None, mark: str = "", size: int = 50) -> pages.Page[Event]:
    """Events of the whole house for the audit page, newest first, paged by key. One query."""
    rows = Event.objects.all()
    if verb:
        rows = rows.filter(verb=verb)
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    return pages.page(rows, mark=mark, size=size)


def sentence(row: Event) -> str:
    """What an event says to a reader."""
    try:
        return reactions.verb(row.verb).sentence.format_map(row.data)
    except (KeyError, LookupError):
        # An old row may lack what a later wording asks for; it is never left out for that.
        return row.verb.replace(".", " ").replace("_", " ").capitalize()


def _entry(row: Event, *, public_only: bool) -> Entry:
    who = UNNAMED.get(row.actor_kind, row.actor_label) if public_only else row.actor_label
    return Entry(at=row.at, who=who, says=sentence(row), verb=row.verb, public=row.verb in _public())


def _public() -> frozenset[str]:
    return frozenset(name for name, verb in reactions.verbs().items() if verb.public)
