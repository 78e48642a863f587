"""Drafts into the database in one transaction: COPY into a table of the moment, then a few statements over all of it.

The one place above `records` that writes its table: a million rows through one action each would take hours. What an
import may touch is small: records of its own source, the parties it wrote itself, one event for each record it made or
changed. See docs/decisions/imports-write-in-bulk.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from transom.importers.rules import Draft
from transom.kernel.actors import Actor
from transom.land import addresses
from transom.records.events import VERBS
from transom.search import actions as search
from transom.search import rules as finding
from transom.search.projection import imported_page

BATCH = 5000
COLUMNS = (
    ("row_no", "integer"), ("key", "text"), ("number", "text"), ("fingerprint", "text"), ("type_id", "text"),
    ("type_label", "text"), ("status_label", "text"), ("closed", "boolean"), ("title", "text"), ("address", "text"),
    ("address_norm", "text"), ("pin", "text"), ("applicant", "text"), ("contractor", "text"), ("words", "text"),
    ("number_norm", "text"), ("valuation_cents", "bigint"), ("applied_on", "date"), ("issued_on", "date"),
    ("expires_on", "date"), ("closed_on", "date"), ("parties", "jsonb"), ("source_data", "jsonb"), ("page", "jsonb"),
)  # fmt: skip
NAMES = ", ".join(name for name, _ in COLUMNS)

MAKE_TABLES = f"""
DROP TABLE IF EXISTS importing, imported;
CREATE TEMP TABLE importing ({", ".join(f"{name} {kind}" for name, kind in COLUMNS)}) ON COMMIT DROP;
CREATE TEMP TABLE imported (id bigint, key text, is_new boolean) ON COMMIT DROP
"""
INDEX = "CREATE INDEX ON importing (key); CREATE INDEX ON importing (number); ANALYZE importing"
SAME_KEY = """
DELETE FROM importing row USING (
    SELECT DISTINCT ON (key) key, row_no, fingerprint FROM importing
    WHERE key IN (SELECT key FROM importing GROUP BY key HAVING count(*) > 1) ORDER BY key, row_no DESC
) last WHERE row.key = last.key AND row.row_no < last.row_no
RETURNING row.row_no, row.key, last.row_no, row.fingerprint = last.fingerprint
"""
SAME_NUMBER = """
DELETE FROM importing row USING (
    SELECT DISTINCT ON (number) number, row_no FROM importing
    WHERE number IN (SELECT number FROM importing GROUP BY number HAVING count(*) > 1) ORDER BY number, row_no DESC
) last WHERE row.number = last.number AND row.row_no < last.row_no
RETURNING row.row_no, row.number, last.row_no
"""
NUMBER_TAKEN = """
DELETE FROM importing row USING records_record record
WHERE record.number = row.number AND (record.source <> %(source)s OR record.source_key <> row.key)
RETURNING row.row_no, row.number, record.source
"""
WRITE_RECORDS = """
WITH written AS (
    INSERT INTO records_record (number, agency, kind, type_id, type_label, bundle, status, status_label, closed, title,
        answers, snapshots, parcel_id, address, address_norm, valuation_cents, marks, counts, submitted_on, issued_on,
        expires_on, closed_on, source, source_key, source_data, created_at, updated_at)
    SELECT row.number, %(agency)s, %(kind)s, row.type_id, row.type_label, '', 'imported', row.status_label, row.closed,
        row.title, '{}', '{}', parcel.id, row.address, row.address_norm, row.valuation_cents, '{}', '{}',
        row.applied_on, row.issued_on, row.expires_on, row.closed_on, %(source)s, row.key, row.source_data,
        %(at)s, %(at)s
    FROM importing row LEFT JOIN land_parcel parcel ON parcel.pin = row.pin AND row.pin <> ''
    ORDER BY row.row_no
    ON CONFLICT (source, source_key) WHERE NOT (source = '') DO UPDATE SET
        number = excluded.number, type_id = excluded.type_id, type_label = excluded.type_label,
        status_label = excluded.status_label, closed = excluded.closed, title = excluded.title,
        parcel_id = excluded.parcel_id, address = excluded.address, address_norm = excluded.address_norm,
        valuation_cents = excluded.valuation_cents, submitted_on = excluded.submitted_on,
        issued_on = excluded.issued_on, expires_on = excluded.expires_on, closed_on = excluded.closed_on,
        source_data = excluded.source_data, updated_at = excluded.updated_at
        WHERE records_record.source_data->>'fingerprint' IS DISTINCT FROM excluded.source_data->>'fingerprint'
    RETURNING id, source_key, xmax = 0 AS is_new
)
INSERT INTO imported SELECT id, source_key, is_new FROM written
"""
# Only parties that nobody has tied to an account, a firm or an e-mail: those are ours from the last time.
FORGET_PARTIES = """
DELETE FROM records_party party USING imported
WHERE party.record_id = imported.id AND NOT imported.is_new
  AND party.email = '' AND party.firm_id IS NULL AND party.user_id IS NULL
"""
WRITE_PARTIES = """
INSERT INTO records_party (record_id, role, name, email, phone, address)
SELECT imported.id, said.party->>0, said.party->>1, '', '', ''
FROM imported JOIN importing row USING (key),
    jsonb_array_elements(row.parties) WITH ORDINALITY AS said (party, place)
ORDER BY imported.id, said.place
"""
WRITE_EVENTS = """
INSERT INTO history_event (verb, subject, subject_id, record_id, actor_id, actor_label, actor_kind, at, data)
SELECT 'record.imported', 'records.record', id::text, id, %(actor_id)s, %(actor)s, %(actor_kind)s, %(at)s,
    jsonb_build_object('source', %(label)s::text)
FROM imported ORDER BY imported.id
"""


@dataclass(frozen=True)
class Source:
    """Where rows come from: its key for ever, its name for people, and the kind of its records."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True)
class Left:
    """A row that was not loaded and why; `is_repeat` when another row says exactly the same."""

    row_no: int
    why: str
    is_repeat: bool = False


@dataclass(frozen=True)
class Loaded:
    """What a run did: records made, changed, found as they were, and rows left out."""

    new: int
    changed: int
    same: int
    left: tuple[Left, ...]


@transaction.atomic
def load(drafts: Iterable[tuple[int, Draft]], source: Source, *, by: Actor, at: datetime) -> Loaded:
    """Write the drafts of one source, each with its row's number; a key already known is brought up to date.

    All or nothing. Of two rows with one key or one number the later counts; a number that belongs to a record of
    another origin is never taken over.
    """
    facts: dict[str, Any] = {
        "source": source.key, "label": source.label, "kind": source.kind, "agency": settings.AGENCY, "at": at,
        "actor_id": by.pk, "actor": by.label, "actor_kind": by.kind,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TABLES)
        _copy(cursor, drafts, partial(_page, source=source, by=by, at=at))
        cursor.execute(INDEX)
        left = [*_same_key(cursor), *_same_number(cursor), *_taken(cursor, facts)]
        cursor.execute("SELECT count(*) FROM importing")
        (rows,) = cursor.fetchone()
        cursor.execute(WRITE_RECORDS, facts)
        cursor.execute(FORGET_PARTIES)
        cursor.execute(WRITE_PARTIES)
        cursor.execute(WRITE_EVENTS, facts)
        cursor.execute("SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM imported")
        new, changed = cursor.fetchone()
    search.publish_imported(at=at)
    return Loaded(new=new, changed=changed, same=rows - new - changed, left=tuple(left))


def _copy(cursor: Any, drafts: Iterable[tuple[int, Draft]], page: Callable[[Draft], dict[str, Any]]) -> None:
    with cursor.copy(f"COPY importing ({NAMES}) FROM STDIN") as copy:
        for batch in _batches(drafts):
            places = addresses.parse_many(draft.address for _, draft in batch)
            for (row_no, draft), place in zip(batch, places, strict=True):
                copy.write_row((*_line(row_no, draft, place.norm), _json(page(draft))))


def _line(row_no: int, draft: Draft, address_norm: str) -> tuple[Any, ...]:
    fingerprint = draft.fingerprint
    kept = {"fingerprint": fingerprint, "pin": draft.pin, "public": draft.public, "row": draft.row}
    return (
        row_no,
        draft.key,
        draft.number,
        fingerprint,
        draft.type_id,
        draft.type_label,
        draft.status_label,
        draft.closed,
        draft.title,
        draft.address,
        address_norm,
        draft.pin,
        draft.of_role("applicant"),
        draft.of_role("contractor"),
        finding.words_of(*(name for _, name in draft.parties)),
        finding.number_norm(draft.number),
        draft.valuation_cents,
        draft.applied_on,
        draft.issued_on,
        draft.expires_on,
        draft.closed_on,
        _json(draft.parties),
        _json(kept),
    )


def _page(draft: Draft, *, source: Source, by: Actor, at: datetime) -> dict[str, Any]:
    return imported_page(
        public=draft.public,
        parties=draft.parties,
        address=draft.address,
        pin=draft.pin,
        valuation_cents=draft.valuation_cents,
        who=by.label,
        says=VERBS["record.imported"].sentence.format(source=source.label),
        at=at,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _batches(drafts: Iterable[tuple[int, Draft]]) -> Iterator[list[tuple[int, Draft]]]:
    waiting = iter(drafts)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _same_key(cursor: Any) -> list[Left]:
    cursor.execute(SAME_KEY)
    return [
        Left(row_no, f"The same as row {last}.", is_repeat=True)
        if is_repeat
        else Left(row_no, f"Row {last} has the same key ({key}) and says something else; that one was loaded.")
        for row_no, key, last, is_repeat in sorted(cursor.fetchall())
    ]


def _same_number(cursor: Any) -> list[Left]:
    cursor.execute(SAME_NUMBER)
    return [
        Left(row_no, f"Number {number} stands on row {last} too, for another key; that one was loaded.")
        for row_no, number, last in sorted(cursor.fetchall())
    ]


def _taken(cursor: Any, facts: dict[str, Any]) -> list[Left]:
    cursor.execute(NUMBER_TAKEN, facts)
    return [
        Left(row_no, f"Number {number} already belongs to a record {f'from {source}' if source else 'made here'}.")
        for row_no, number, source in sorted(cursor.fetchall())
    ]
