"""The tests' PostgreSQL, clock and queue, for every room.

A run has a server of its own in a folder of its own; nothing of another run or of a demo is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import pytest_django
from django import db
from django.conf import settings
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser

from transom.kernel import clock, queue
from transom.kernel.actors import SYSTEM
from transom.rulebook.actions import load_agency
from transom.rulebook.problems import RulebookError
from transom.ui.tests.chromium import launched
from transom.wiring import postgres

hypothesis_settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.load_profile("house")

# Playwright's sync API runs a loop in the test's thread, which Django would take for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


RULES_LOADED = datetime(2024, 1, 2, 18, tzinfo=UTC)
_RULES = ("rulebook_blob", "rulebook_bundle", "rulebook_bundlefile", "rulebook_effective")
"""What a test that commits has emptied is filled again from a copy, parents first."""


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts the server before any worker asks for a database.

    With several workers it also migrates the database that theirs are copied from, so that it is done once.
    """
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if hasattr(config, "workerinput") or "DATABASE_URL" in os.environ:
        return
    _clear_away_killed_runs()
    postgres.start(settings.HOME / "postgres", public_role=settings.PUBLIC_ROLE, for_tests=True)
    if config.getoption("numprocesses", None):
        subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"], check=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and "DATABASE_URL" not in os.environ:
        _clear_away(settings.HOME)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser and fault tests go to one worker, one after the other: a server killed beside Chromium tells nothing."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("faults"):
            item.add_marker(pytest.mark.xdist_group("alone"))


def _clear_away_killed_runs() -> None:
    """A run that was killed could not stop its server."""
    prefix = f"transom-test-{os.getuid()}-"
    for home in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        pid = home.name.removeprefix(prefix)
        if pid.isdigit() and not _is_alive(int(pid)):
            _clear_away(home)


def _clear_away(home: Path) -> None:
    postgres.remove(home / "postgres")
    shutil.rmtree(home, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """The city's rules are in force in every test database, so that a test that loads them finds nothing to do.

    On a database that somebody else gave, where nothing can be put back after a test that commits, each test loads
    them itself.
    """
    if "DATABASE_URL" in os.environ:
        return
    # A wrong rule text fails the tests that need it, not all.
    with django_db_blocker.unblock(), suppress(RulebookError):
        load_agency(settings.AGENCIES_ROOT / settings.AGENCY, by=SYSTEM, at=RULES_LOADED)
    with _superuser() as connection:
        connection.execute("TRUNCATE history_event")
        connection.execute("CREATE SCHEMA kept")
        for table in _RULES:
            connection.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")


@pytest.fixture(scope="session", autouse=True)
def _flush_as_superuser() -> Iterator[None]:
    """Tests that commit are emptied after; the application's own role must not be able to (append-only tables)."""

    def flush(operations: DatabaseOperations, sql_list: list[str]) -> None:
        with _superuser() as connection:
            for sql in [*sql_list, "TRUNCATE procrastinate_jobs, procrastinate_periodic_defers CASCADE"]:
                connection.execute(sql)
            for table in _RULES:
                connection.execute(f"INSERT INTO {table} TABLE kept.{table}")

    with pytest.MonkeyPatch.context() as patch:
        if "DATABASE_URL" not in os.environ:
            patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield


def _superuser() -> psycopg.Connection[Any]:
    database = db.connection.settings_dict
    return psycopg.connect(host=database["HOST"], dbname=database["NAME"], user="postgres")


@pytest.fixture(scope="session", autouse=True)
def _drop_by_force() -> Iterator[None]:
    """A connection that a thread of a test left behind must not keep the run from clearing up."""

    def destroy(creation: DatabaseCreation, test_database_name: str, verbosity: int) -> None:
        connection = creation.connection
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(test_database_name)} WITH (FORCE)")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_destroy_test_db", destroy)
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: object) -> None:
    """Files that a test hands in or makes go with the test."""
    settings.MEDIA_ROOT = settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run: two drivers in one process would get in each other's way."""
    with launched() as browser:
        yield browser


@pytest.fixture
def monday() -> Iterator[datetime]:
    """The clock stands at 10 a.m. in Aurora on Monday, March 2, 2026."""
    with clock.frozen(datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("America/Chicago"))) as at:
        yield at


@pytest.fixture
def run_jobs(db: None) -> object:
    """Call it to do every waiting job now; it returns their names."""
    return queue.run_waiting
