"""A record under its row lock with its rulebook, while it is being moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.models import Record
from transom.rulebook.compiled import RecordType
from transom.workflow.queries import facts, type_of


@dataclass(slots=True)
class Case:
    """One record being moved: locked by this transaction, read anew after each effect."""

    record: Record
    rt: RecordType
    by: Actor
    at: datetime
    why: str = ""

    @property
    def today(self) -> date:
        return local_date(self.at)

    def facts(self) -> dict[str, Any]:
        """The facts as they stand now, effects of this transaction included."""
        return facts(self.record, self.rt, self.today)

    def refresh(self) -> None:
        """Read the record anew after another room wrote to it."""
        self.record = Record.objects.get(pk=self.record.pk)


def opened(record_id: int, *, by: Actor, at: datetime) -> Case:
    """Lock a record for moving. Raises Refused for a record that no rulebook governs, such as an imported one."""
    # The record's row is the first lock of everybody who moves it. NO KEY: rows that point at the record, such as a
    # payment's, hold a key share on it and would otherwise block two movers against each other.
    record = Record.objects.select_for_update(no_key=True, of=("self",)).get(pk=record_id)
    rt = type_of(record, local_date(at))
    if rt is None:
        raise Refused(Reason(Sentence("This record was brought in from an older system and cannot be moved here.")))
    return Case(record, rt, by, at)
