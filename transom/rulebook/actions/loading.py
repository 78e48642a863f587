"""Publishing the operator's folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.rulebook import proofs, queries
from transom.rulebook.actions.publishing import editions_of, newest, put_in_force
from transom.rulebook.bundles import AGENCY_FILE, bundle_name, manifest_of, read_folder
from transom.rulebook.models import BOOK_ITSELF
from transom.rulebook.problems import Problem, RulebookError


@dataclass(frozen=True, slots=True)
class Loaded:
    """Record type (and "@agency") -> bundle now in force, and which of them this load has changed."""

    bundles: Mapping[str, str]
    changed: tuple[str, ...]


class OfficePublishes(Exception):
    """The folder says something else than the rules that two people published in the office; it is not loaded."""


def load_agency(folder: Path, *, by: Actor, at: datetime) -> Loaded:
    """Publish a folder: store its texts and put every bundle that is new in force. Loading twice changes nothing.

    The first edition of a type holds from its own `effective` date. A later one holds from its `effective` date or from
    the day of `at`, whichever is later: what was in force before stays on record. A type that the folder no longer
    holds ends. A folder that is in force already costs one query and is not compiled. Raises RulebookError with every
    problem when the text is wrong, or when an example or scenario fails; OfficePublishes when the newest rules were
    published by two people in the office and the folder is not theirs.
    """
    files = _read(folder)
    agency = _agency_named(files)
    standing = newest(agency)
    name = bundle_name(manifest_of(files))
    if standing.get(BOOK_ITSELF) == name:
        return _loaded(standing, ())
    office = queries.newest_book(agency)
    if office is not None and office.proposal_id is not None:
        raise OfficePublishes(
            f"The rules of {agency} were published in the office (proposal {office.proposal_id}, in force from "
            f"{office.starts.isoformat()}); {folder} says something else and was not loaded."
        )
    return _put(files, by=by, at=at)


def take_over(folder: Path, *, why: str, by: Actor, at: datetime) -> Loaded:
    """Publish a folder although two people published other rules in the office: for an operator's emergency.

    The reason stands in the history, and `transom audit` accepts an edition from the folder only with it. Raises
    Refused without a reason, RulebookError as load_agency does.
    """
    if not why.strip():
        raise Refused(Reason("Say why the office's rules are passed over.", field="why"))
    files = _read(folder)
    with transaction.atomic():
        loaded = _put(files, by=by, at=at)
        agency = _agency_named(files)
        data = {"agency": agency, "why": why.strip(), "bundle": bundle_name(manifest_of(files))}
        tell("rulebook.taken_over", subject="rulebook.book", subject_id=agency, by=by, at=at, data=data)
    return loaded


def _read(folder: Path) -> dict[str, str]:
    files = read_folder(folder)
    if AGENCY_FILE not in files:
        raise RulebookError([Problem(str(folder), 1, 1, f"there is no {AGENCY_FILE} in this folder")])
    return files


def _put(files: Mapping[str, str], *, by: Actor, at: datetime) -> Loaded:
    book = proofs.sound_book(files)
    proofs.refuse_failing(book)
    editions = editions_of(book, files)
    changed = put_in_force(editions, by=by, at=at)
    return _loaded({edition.type_id: edition.bundle for edition in editions}, changed)


def _loaded(bundles: Mapping[str, str], changed: tuple[str, ...]) -> Loaded:
    queries.forget()
    return Loaded(
        {type_id: bundle for type_id, bundle in bundles.items() if type_id != BOOK_ITSELF},
        tuple(type_id for type_id in changed if type_id != BOOK_ITSELF),
    )


def _agency_named(files: Mapping[str, str]) -> str:
    """The agency's id, read without checking anything: whoever publishes the text checks it."""
    try:
        return str(tomllib.loads(files[AGENCY_FILE]).get("id", ""))
    except (tomllib.TOMLDecodeError, RecursionError):
        return ""
