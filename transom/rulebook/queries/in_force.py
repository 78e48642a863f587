"""Compiled rules for other rooms: by the bundle a record is pinned to, or by what is in force on a day.

Compiled types are immutable and named by their content, so they are kept in the process and never go stale. What is in
force is asked of the database at most every few seconds, so that a page with fifty records asks no more than one does.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import date
from functools import cached_property, lru_cache

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from transom.kernel.clock import today
from transom.rulebook.agencies import Agency
from transom.rulebook.books import compile_book
from transom.rulebook.compiled import RecordType
from transom.rulebook.models import AGENCY_ITSELF, BOOK_ITSELF, BundleFile, Effective

ASKED_AGAIN_AFTER = 5.0
"""Seconds after which a process notices that another one has published."""


class _Bundles(dict[str, str]):
    """Type -> bundle in force on a day. A page asks for the city a dozen times; its types are sorted once."""

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The bundles of the record types, without those of the city and the whole book."""
        return tuple(sorted(sha for type_id, sha in self.items() if not type_id.startswith("@")))


_in_force: dict[tuple[str, date], tuple[float, _Bundles]] = {}
_fetched: dict[str, dict[str, str]] = {}
"""Files of bundles that `warm` has asked for at once, until they are compiled."""


class NoSuchRules(ObjectDoesNotExist, LookupError):
    """No rules are in force under this name on this day, or no bundle has this hash."""


def record_type(bundle: str) -> RecordType:
    """The record type as it stands in a bundle, with the agency's notices and calendar of today."""
    return _compiled_type(bundle, _bundles(default_agency(), today())[AGENCY_ITSELF])


def current_types(on: date, agency: str | None = None) -> tuple[RecordType, ...]:
    """Every record type in force on a day, by label."""
    key = agency or default_agency()
    own = _bundles(key, today())[AGENCY_ITSELF]
    types = (_compiled_type(sha, own) for type_id, sha in _bundles(key, on).items() if not type_id.startswith("@"))
    return tuple(sorted(types, key=lambda rt: rt.label))


def current_type(type_id: str, on: date, agency: str | None = None) -> RecordType:
    """The record type in force on a day; NoSuchRules when there is none."""
    key = agency or default_agency()
    bundle = _bundles(key, on).get(type_id)
    if bundle is None:
        raise NoSuchRules(f'No record type "{type_id}" is in force on {on.isoformat()}.')
    return _compiled_type(bundle, _bundles(key, today())[AGENCY_ITSELF])


def agency(key: str | None = None) -> Agency:
    """The city as it stands today: its names, calendar, teams, menu and notices."""
    bundles = _bundles(key or default_agency(), today())
    return _compiled_agency(bundles[AGENCY_ITSELF], bundles.types)


def default_agency() -> str:
    """The key of the city this installation serves."""
    key: str = settings.AGENCY
    return key


def warm() -> int:
    """Compile everything in force today before the first visitor asks; how many types. Two queries.

    Nothing happens where no rules are in force yet.
    """
    try:
        bundles = _bundles(default_agency(), today())
    except NoSuchRules:
        return 0
    wanted = {sha for type_id, sha in bundles.items() if type_id != BOOK_ITSELF}
    for sha, path, source in BundleFile.objects.filter(bundle_id__in=wanted).values_list(
        "bundle_id", "path", "blob__source"
    ):
        _fetched.setdefault(sha, {})[path] = source
    agency()
    _fetched.clear()
    return len(current_types(today()))


def forget() -> None:
    """Ask the database again what is in force; for publishing and for tests."""
    _in_force.clear()


def _bundles(agency: str, on: date) -> _Bundles:
    """Type -> bundle in force on a day; the agency's own bundle is the one of the day, or its first."""
    asked_at, found = _in_force.get((agency, on), (0.0, _Bundles()))
    if found and time.monotonic() - asked_at < ASKED_AGAIN_AFTER:
        return found
    rows = Effective.objects.filter(agency=agency, withdrawn_at__isnull=True, during__contains=on)
    found = _Bundles(rows.values_list("type_id", "bundle_id"))
    if AGENCY_ITSELF not in found:
        raise NoSuchRules(f'No rules of "{agency}" are in force on {on.isoformat()}; load its folder first.')
    if len(_in_force) > 1000:
        _in_force.clear()
    _in_force[agency, on] = (time.monotonic(), found)
    return found


@lru_cache(maxsize=512)
def _compiled_type(bundle: str, agency_bundle: str) -> RecordType:
    book = compile_book(_files(bundle), agency=_agency_alone(agency_bundle))
    return _only(book.sound().types.values(), bundle)


@lru_cache(maxsize=8)
def _agency_alone(bundle: str) -> Agency:
    return _compiled_agency(bundle, ())


@lru_cache(maxsize=8)
def _compiled_agency(bundle: str, types: tuple[str, ...]) -> Agency:
    """The agency; a name in its menu leads to the type in force that bears it."""
    compiled = (_compiled_type(sha, bundle) for sha in types)
    labels = {rt.id: rt.label for rt in compiled}
    found = compile_book(_files(bundle), labels=labels).sound().agency
    if found is None:
        raise NoSuchRules(f"Bundle {bundle} holds no agency.")
    return found


def _files(bundle: str) -> dict[str, str]:
    if bundle in _fetched:
        return _fetched[bundle]
    files = dict(BundleFile.objects.filter(bundle_id=bundle).values_list("path", "blob__source"))
    if not files:
        raise NoSuchRules(f"There is no bundle {bundle}.")
    return files


def _only(found: Collection[RecordType], bundle: str) -> RecordType:
    if len(found) != 1:
        raise NoSuchRules(f"Bundle {bundle} does not hold one record type.")
    return next(iter(found))
