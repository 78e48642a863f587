"""The only writer of rule texts: an agency's folder becomes bundles that are in force from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from transom import __version__
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.rulebook import queries
from transom.rulebook.books import Book, agency_files, compile_book
from transom.rulebook.bundles import AGENCY_FILE, blob_name, bundle_name, manifest_of, read_folder
from transom.rulebook.examples import run_examples
from transom.rulebook.models import AGENCY_ITSELF, Blob, Bundle, BundleFile, Effective
from transom.rulebook.problems import Problem, RulebookError
from transom.rulebook.scenarios import run_scenarios

_ONE_AT_A_TIME = 0x72756C65  # "rule": the advisory lock of publishing


@dataclass(frozen=True, slots=True)
class Loaded:
    """Record type (and "@agency") -> bundle now in force, and which of them this load has changed."""

    bundles: Mapping[str, str]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edition:
    type_id: str
    schema: str
    files: Mapping[str, str]
    effective: date
    adopted_by: str


def load_agency(folder: Path, *, by: Actor, at: datetime) -> Loaded:
    """Publish a folder: store its texts and put every bundle that is new in force. Loading twice changes nothing.

    The first edition of a type holds from its own `effective` date. A later one holds from its `effective` date or from
    the day of `at`, whichever is later: what was in force before stays on record. Raises RulebookError with every
    problem when the text is wrong, or when an example or scenario fails.
    """
    files = read_folder(folder)
    if AGENCY_FILE not in files:
        raise RulebookError([Problem(str(folder), 1, 1, f"there is no {AGENCY_FILE} in this folder")])
    book = compile_book(files).sound()
    assert book.agency is not None
    key = book.agency.key
    editions = _editions(book, files)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        changed = [edition for edition in editions if not _is_in_force(key, edition, local_date(at))]
        if changed:
            _refuse_failing(book)
        for edition in changed:
            _publish(key, edition, by=by, at=at)
    queries.forget()
    bundles = {edition.type_id: bundle_name(manifest_of(edition.files)) for edition in editions}
    return Loaded(bundles, tuple(edition.type_id for edition in changed))


def _editions(book: Book, files: Mapping[str, str]) -> list[_Edition]:
    agency = book.agency_file
    assert agency is not None
    own = _Edition(AGENCY_ITSELF, "agency/1", agency_files(files), agency.effective, agency.name)
    types = [
        _Edition(rt.id, "record-type/1", rt.files, rt.effective, rt.adopted_by) for _, rt in sorted(book.types.items())
    ]
    return [own, *types]


def _refuse_failing(book: Book) -> None:
    problems = [*run_examples(book).problems, *run_scenarios(book).problems]
    if problems:
        raise RulebookError(problems)


def _is_in_force(agency: str, edition: _Edition, today: date) -> bool:
    """Whether the newest edition of a type, in force today or to come, is this one."""
    newest = _current(agency, edition.type_id).order_by("-during__startswith").first()
    return newest is not None and newest.bundle_id == bundle_name(manifest_of(edition.files))


def _current(agency: str, type_id: str) -> QuerySet[Effective]:
    return Effective.objects.filter(agency=agency, type_id=type_id, withdrawn_at__isnull=True)


def _publish(agency: str, edition: _Edition, *, by: Actor, at: datetime) -> None:
    bundle = _stored(agency, edition, at)
    standing = list(_current(agency, edition.type_id).select_for_update().order_by("during"))
    start = max(edition.effective, local_date(at)) if standing else edition.effective
    for old in standing:
        if old.during.upper is None or old.during.upper > start:
            old.withdrawn_at = at
            old.save(update_fields=["withdrawn_at"])
            if old.during.lower < start:
                _in_force(agency, edition.type_id, old.bundle, old.during.lower, start, old.adopted_by, by, at)
    row = _in_force(agency, edition.type_id, bundle, start, None, edition.adopted_by, by, at)
    tell(
        "rulebook.published",
        subject="rulebook.effective",
        subject_id=row.pk,
        by=by,
        at=at,
        data={"agency": agency, "type_id": edition.type_id, "bundle": bundle.pk, "effective": start.isoformat()},
    )


def _in_force(
    agency: str, type_id: str, bundle: Bundle, start: date, end: date | None, adopted_by: str, by: Actor, at: datetime
) -> Effective:
    return Effective.objects.create(
        agency=agency,
        type_id=type_id,
        bundle=bundle,
        during=DateRange(start, end),
        adopted_by=adopted_by[:200],
        approved_by=by.label[:200],
        approved_at=at,
    )


def _stored(agency: str, edition: _Edition, at: datetime) -> Bundle:
    """The bundle with its files; what is stored already under the same hash is the same text."""
    manifest = manifest_of(edition.files)
    blobs = [Blob(sha256=blob_name(text), source=text, created_at=at) for text in edition.files.values()]
    Blob.objects.bulk_create(blobs, ignore_conflicts=True)
    bundle, made = Bundle.objects.get_or_create(
        sha256=bundle_name(manifest),
        defaults={
            "agency": agency,
            "type_id": edition.type_id,
            "schema": edition.schema,
            "manifest": manifest,
            "compiled_by": __version__,
            "created_at": at,
        },
    )
    if made:
        BundleFile.objects.bulk_create(
            BundleFile(bundle=bundle, path=path, blob_id=sha256) for path, sha256 in manifest.items()
        )
    return bundle
