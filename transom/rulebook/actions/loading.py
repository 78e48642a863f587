"""Publishing the operator's folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from transom.kernel.actors import Actor
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


def load_agency(folder: Path, *, by: Actor, at: datetime) -> Loaded:
    """Publish a folder: store its texts and put every bundle that is new in force. Loading twice changes nothing.

    The first edition of a type holds from its own `effective` date. A later one holds from its `effective` date or from
    the day of `at`, whichever is later: what was in force before stays on record. A type that the folder no longer
    holds ends. A folder that is in force already costs one query and is not compiled. Raises RulebookError with every
    problem when the text is wrong, or when an example or scenario fails.
    """
    files = read_folder(folder)
    if AGENCY_FILE not in files:
        raise RulebookError([Problem(str(folder), 1, 1, f"there is no {AGENCY_FILE} in this folder")])
    standing = newest(_agency_named(files))
    changed: tuple[str, ...] = ()
    if standing.get(BOOK_ITSELF) != bundle_name(manifest_of(files)):
        book = proofs.sound_book(files)
        proofs.refuse_failing(book)
        editions = editions_of(book, files)
        changed = put_in_force(editions, by=by, at=at)
        standing = {edition.type_id: edition.bundle for edition in editions}
    queries.forget()
    standing.pop(BOOK_ITSELF, None)
    return Loaded(standing, tuple(type_id for type_id in changed if type_id != BOOK_ITSELF))


def _agency_named(files: Mapping[str, str]) -> str:
    """The agency's id, read without checking anything: whoever publishes the text checks it."""
    try:
        return str(tomllib.loads(files[AGENCY_FILE]).get("id", ""))
    except (tomllib.TOMLDecodeError, RecursionError):
        return ""
