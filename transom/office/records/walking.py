"""Walking through a queue record by record, without going back to its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transom.office.queues.lists import QUEUES
from transom.workflow.queries import neighbors

if TYPE_CHECKING:
    from transom.records.models import Record


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one stands in a queue: its name, and the addresses of the records before and after."""

    key: str = ""
    title: str = ""
    url: str = ""
    previous: str = ""
    next: str = ""


def walk(record: Record, key: str) -> Walk:
    """The neighbors of a record in the queue one came from; an empty walk for one who came another way. One query."""
    if key not in QUEUES:
        return Walk()
    queue = QUEUES[key]
    before, after = neighbors(record, queue.statuses)
    return Walk(queue.key, queue.title, queue.url, _address(before, key), _address(after, key))


def onward(record: Record, key: str) -> str:
    """Where to go when this record is done with: the next one in the queue, else the queue, else the record's page."""
    here = walk(record, key)
    return here.next or here.url or f"/office/records/{record.number}/"


def _address(number: str, key: str) -> str:
    return f"/office/records/{number}/?queue={key}" if number else ""
