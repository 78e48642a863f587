"""Putting editions in force: few queries however many types, and what was in force stays on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from transom import __version__
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.rulebook.books import Book
from transom.rulebook.bundles import agency_files, blob_name, bundle_name, manifest_of
from transom.rulebook.models import AGENCY_ITSELF, BOOK_ITSELF, Blob, Bundle, BundleFile, Effective, Proposal

_ONE_AT_A_TIME = 0x72756C65  # "rule": the advisory lock of publishing


@dataclass(frozen=True)
class Edition:
    """One bundle to be in force: of a record type, of the agency itself, or of the whole book."""

    agency: str
    type_id: str
    schema: str
    files: Mapping[str, str]
    effective: date
    adopted_by: str

    @cached_property
    def manifest(self) -> dict[str, str]:
        return manifest_of(self.files)

    @cached_property
    def bundle(self) -> str:
        return bundle_name(self.manifest)


def editions_of(book: Book, files: Mapping[str, str]) -> list[Edition]:
    """What a sound book is made of: the agency, every record type by id, and the book as a whole."""
    agency = book.agency_file
    assert agency is not None
    types = [
        Edition(agency.id, rt.id, "record-type/1", rt.files, rt.effective, rt.adopted_by)
        for _, rt in sorted(book.types.items())
    ]
    own = Edition(agency.id, AGENCY_ITSELF, "agency/1", agency_files(files), agency.effective, agency.name)
    since = min(edition.effective for edition in (own, *types))
    return [own, *types, Edition(agency.id, BOOK_ITSELF, "book/1", files, since, agency.name)]


def newest(agency: str) -> dict[str, str]:
    """Type -> bundle of its newest edition, in force today or to come; without types that have ended. One query."""
    return {row.type_id: row.bundle_id for row in _standing(agency) if row.during.upper is None}


def put_in_force(
    editions: Sequence[Edition], *, by: Actor, at: datetime, since: date | None = None, proposal: Proposal | None = None
) -> tuple[str, ...]:
    """Put what differs from the newest editions in force and end what the book no longer holds; the types changed.

    From the folder (`since` None) a first edition holds from its own `effective` date, a later one from that date or
    the day of `at`. A proposal's editions hold from its day, `since`; those whose own date is later, from that.
    """
    agency, first_day = editions[0].agency, since or local_date(at)
    with transaction.atomic():
        one_at_a_time()
        standing: dict[str, list[Effective]] = {}
        for row in _standing(agency):
            standing.setdefault(row.type_id, []).append(row)
        changed = [each for each in editions if not _is_newest(each, standing.get(each.type_id, ()))]
        store(changed, at)
        rows: list[Effective] = []
        overtaken: list[Effective] = []
        for edition in changed:
            before = standing.get(edition.type_id, [])
            start = max(edition.effective, first_day) if before or since else edition.effective
            rows.append(_row(edition, start, by, at, proposal))
            _overtake(before, start, by, at, rows, overtaken)
        gone = sorted(set(standing) - {edition.type_id for edition in editions})
        ended = [type_id for type_id in gone if any(row.during.upper is None for row in standing[type_id])]
        for type_id in ended:
            _overtake(standing[type_id], first_day, by, at, rows, overtaken)
        Effective.objects.filter(pk__in=[row.pk for row in overtaken]).update(withdrawn_at=at)
        Effective.objects.bulk_create(rows)
        _tell(agency, changed, rows, ended, first_day, by=by, at=at)
    return tuple(edition.type_id for edition in changed)


def one_at_a_time() -> None:
    """Whoever publishes waits here for whoever publishes already; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _standing(agency: str) -> list[Effective]:
    return list(Effective.objects.filter(agency=agency, withdrawn_at__isnull=True).order_by("type_id", "during"))


def _is_newest(edition: Edition, standing: Sequence[Effective]) -> bool:
    return bool(standing) and standing[-1].during.upper is None and standing[-1].bundle_id == edition.bundle


def store(editions: Sequence[Edition], at: datetime) -> None:
    """Texts and bundles; what is stored already under the same hash is the same text."""
    texts = {blob_name(text): text for edition in editions for text in edition.files.values()}
    Blob.objects.bulk_create(
        (Blob(sha256=name, source=text, created_at=at) for name, text in texts.items()), ignore_conflicts=True
    )
    Bundle.objects.bulk_create(
        (
            Bundle(
                sha256=edition.bundle,
                agency=edition.agency,
                type_id=edition.type_id,
                schema=edition.schema,
                manifest=edition.manifest,
                compiled_by=__version__,
                created_at=at,
            )
            for edition in editions
        ),
        ignore_conflicts=True,
    )
    BundleFile.objects.bulk_create(
        (
            BundleFile(bundle_id=edition.bundle, path=path, blob_id=name)
            for edition in editions
            for path, name in edition.manifest.items()
        ),
        ignore_conflicts=True,
    )


def _row(edition: Edition, start: date, by: Actor, at: datetime, proposal: Proposal | None) -> Effective:
    return Effective(
        agency=edition.agency,
        type_id=edition.type_id,
        bundle_id=edition.bundle,
        during=DateRange(start, None),
        adopted_by=edition.adopted_by[:200],
        approved_by=by.label[:200],
        approved_at=at,
        proposal=proposal,
    )


def _overtake(
    standing: Sequence[Effective],
    start: date,
    by: Actor,
    at: datetime,
    rows: list[Effective],
    overtaken: list[Effective],
) -> None:
    """What stands beyond a day is withdrawn; its days before that day stay in force as a row of their own."""
    for old in standing:
        if old.during.upper is None or old.during.upper > start:
            overtaken.append(old)
            if old.during.lower < start:
                rows.append(
                    Effective(
                        agency=old.agency,
                        type_id=old.type_id,
                        bundle_id=old.bundle_id,
                        during=DateRange(old.during.lower, start),
                        adopted_by=old.adopted_by,
                        approved_by=old.approved_by,
                        approved_at=old.approved_at,
                        proposal_id=old.proposal_id,
                    )
                )


def _tell(
    agency: str,
    changed: Sequence[Edition],
    rows: Sequence[Effective],
    ended: Sequence[str],
    last_day: date,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One event a type; the book as a whole is told of by its types."""
    new = {row.type_id: row for row in rows if row.during.upper is None}
    for edition in changed:
        if edition.type_id != BOOK_ITSELF:
            row = new[edition.type_id]
            said = {"type_id": edition.type_id, "bundle": edition.bundle, "effective": row.during.lower.isoformat()}
            tell(
                "rulebook.published",
                subject="rulebook.effective",
                subject_id=row.pk,
                by=by,
                at=at,
                data={"agency": agency, **said},
            )
    for type_id in ended:
        tell(
            "rulebook.ended",
            subject="rulebook.type",
            subject_id=f"{agency}/{type_id}",
            by=by,
            at=at,
            data={"agency": agency, "type_id": type_id, "effective": last_day.isoformat()},
        )
