"""What people wrote on a record: conditions, holds and notes, which one page shows side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from transom.kernel.rows import shaped
from transom.records.models import Hold, Record

# Of the conditions the open ones come first, of holds and notes the newest.
REMARKS = """
SELECT remark.what, remark.id, remark.text, remark.level, remark.ask, remark.record_id, remark.parcel_id, remark.due_on,
    remark.at, remark.ended_at, coalesce(nullif(writer.name, ''), writer.username), coalesce(nullif(ended.name, ''),
    ended.username)
FROM (
    SELECT 'condition' AS what, id, text, '' AS level, '' AS ask, record_id, NULL::bigint AS parcel_id, due_on, at,
        cleared_at AS ended_at, by_id, cleared_by_id AS ended_by, 0 AS turned
    FROM records_condition WHERE record_id = %(record)s
    UNION ALL
    SELECT 'hold', id, reason, level, ask, record_id, parcel_id, NULL, at, NULL, by_id, NULL, -id
    FROM records_hold
    WHERE lifted_at IS NULL AND (record_id = %(record)s OR parcel_id = %(parcel)s OR firm_id = %(firm)s)
    UNION ALL
    SELECT 'note', id, text, '', '', record_id, NULL, NULL, at, NULL, by_id, NULL, -id
    FROM records_note WHERE record_id = %(record)s
) remark
LEFT JOIN accounts_user writer ON writer.id = remark.by_id
LEFT JOIN accounts_user ended ON ended.id = remark.ended_by
ORDER BY remark.what, remark.turned, remark.ended_at NULLS FIRST, remark.id
"""
STOPS = """
SELECT level, reason, ask FROM records_hold
WHERE level = 'stop' AND lifted_at IS NULL AND (record_id = %s OR parcel_id = %s OR firm_id = %s)
ORDER BY id DESC
"""


class Stop(NamedTuple):
    """A hold as far as it bars a move: its level, why, and whom to ask."""

    level: str
    reason: str
    ask: str


class Who(NamedTuple):
    """Somebody who wrote or ended a remark."""

    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A condition, a hold or a note as a page shows it; a hold's text is its reason, its end is that it was lifted."""

    pk: int
    text: str
    level: str
    ask: str
    record_id: int | None
    parcel_id: int | None
    due_on: date | None
    at: datetime
    cleared_at: datetime | None
    by: Who | None
    cleared_by: Who | None

    @property
    def reason(self) -> str:
        return self.text

    def get_level_display(self) -> str:
        return str(Hold.Level(self.level).label)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands on a record: conditions, open ones first; holds that bear on it and notes, newest first."""

    conditions: tuple[Remark, ...] = ()
    holds: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


def remarks(record: Record) -> Remarks:
    """Conditions, holds (its own, its parcel's, its company's) and notes of a record, for staff. One query."""
    asked = {"record": record.pk, "parcel": record.parcel_id, "firm": record.firm_id}
    found: dict[str, list[Remark]] = {"condition": [], "hold": [], "note": []}
    for what, remark in shaped(_remark, REMARKS, asked):
        found[what].append(remark)
    return Remarks(tuple(found["condition"]), tuple(found["hold"]), tuple(found["note"]))


def stop_holds(record: Record) -> list[Stop]:
    """The stop holds that bear on a record: its own, its parcel's and its company's, newest first. One query."""
    return shaped(Stop, STOPS, (record.pk, record.parcel_id, record.firm_id))


def _remark(what: str, *values: object) -> tuple[str, Remark]:
    *known, by, ended_by = values
    return what, Remark(*known, *(Who(str(name)) if name else None for name in (by, ended_by)))  # type: ignore[arg-type]
