"""What somebody has to schedule or has scheduled: the rows of My Active Inspections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from transom.accounts.models import User
from transom.inspections.queries.visits import inspector_told
from transom.kernel.rows import shaped

# Of each record the inspections of its newest round, those that passed too: others may wait for them. A required
# inspection has one open visit at most, by a unique index.
OPEN = """
WITH mine AS (
    SELECT DISTINCT required.record_id
    FROM inspections_required required JOIN records_record record ON record.id = required.record_id
    WHERE required.passed_at IS NULL AND NOT record.closed AND record.id IN (
        SELECT id FROM records_record WHERE applicant_id = %(user)s
        UNION SELECT id FROM records_record WHERE firm_id = %(firm)s
        UNION SELECT record_id FROM records_link WHERE user_id = %(user)s AND tier = 'party'
    )
    ORDER BY required.record_id DESC LIMIT %(most)s
)
SELECT required.record_id, record.number, record.address, record.agency, required.round, required.key, required.label,
    required.after, required.failures, required.passed_at IS NOT NULL, visit.id, visit.day,
    coalesce(nullif(inspector.name, ''), inspector.username, ''), coalesce(inspector.phone, '')
FROM mine
JOIN records_record record ON record.id = mine.record_id
JOIN inspections_required required ON required.record_id = mine.record_id
LEFT JOIN inspections_visit visit ON visit.required_id = required.id AND visit.state = 'scheduled'
LEFT JOIN accounts_user inspector ON inspector.id = visit.inspector_id
ORDER BY required.record_id DESC, required.round DESC, required.sequence, required.id
"""


class _Found(NamedTuple):
    record_id: int
    number: str
    address: str
    agency: str
    round: int
    key: str
    label: str
    after: str
    failures: int
    passed: bool
    visit_id: int | None
    day: date | None
    inspector: str
    phone: str


@dataclass(frozen=True, slots=True)
class Open:
    """A row of My Active Inspections: what, where, and its DATE cell; no visit, no day while it has to be scheduled."""

    record_id: int
    number: str
    address: str
    key: str
    label: str
    failures: int
    visit_id: int | None
    day: date | None
    contact: str


def open_for_user(user: User, at: datetime, *, limit: int = 50) -> list[Open]:
    """Inspections somebody may schedule or has scheduled, scheduled ones first by day. One query.

    Those that wait for another in sequence are left out: they cannot be scheduled yet.
    """
    asked = {"user": user.pk, "firm": user.firm_id, "most": limit}
    found = shaped(_Found, OPEN, asked)
    rows = [row for _, listed in groupby(found, attrgetter("record_id")) for row in _open(list(listed), at)]
    return sorted(rows, key=lambda row: (row.day is None, row.day or date.max, -row.record_id))


def _open(listed: list[_Found], at: datetime) -> Iterator[Open]:
    """Of one record's inspections, the newest round first, those that can be scheduled or are."""
    newest = [row for row in listed if row.round == listed[0].round]
    passed = {row.key for row in newest if row.passed}
    for row in newest:
        if row.passed or not passed.issuperset(json.loads(row.after)):
            continue
        yield Open(
            record_id=row.record_id,
            number=row.number,
            address=row.address,
            key=row.key,
            label=row.label,
            failures=row.failures,
            visit_id=row.visit_id,
            day=row.day,
            contact=inspector_told(row.day, row.agency, row.inspector, row.phone, at) if row.day else "",
        )
