"""The server that starts by itself, tried on servers of the test's own."""

import os
import pwd
import signal
import stat
import time
from pathlib import Path

import psycopg
import pytest

from transom.wiring import postgres
from transom.wiring.postgres import PostgresError

pytestmark = pytest.mark.faults


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "a home with spaces" / "postgres"
    yield folder
    postgres.remove(folder)


def asked(url, question):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def test_it_starts_with_its_roles_and_starts_again_at_no_cost(data):
    url = postgres.start(data, for_tests=True)
    assert asked(url, "SELECT current_user") == "transom"
    assert asked(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert asked(url, "SELECT pg_has_role('transom_public', 'MEMBER')") is True
    began = time.monotonic()
    assert postgres.start(data, for_tests=True) == url
    assert time.monotonic() - began < 2


def test_only_its_owner_may_come_near_the_socket(data):
    postgres.start(data, for_tests=True)
    folder = postgres.socket_folder(data).stat()
    assert stat.S_IMODE(folder.st_mode) == 0o700
    assert folder.st_uid == os.geteuid()


def test_names_sort_and_fold_by_code_point_whatever_the_machines_language(data):
    url = postgres.start(data, for_tests=True)
    assert asked(url, "SELECT 'Zoe' < 'abe'") is True
    assert asked(url, "SELECT lower('ÁBALOS')") == "ábalos"


def test_a_server_killed_hard_is_started_again_with_what_was_committed(data):
    url = postgres.start(data)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert asked(postgres.start(data), "SELECT n FROM kept") == 7


def test_it_stops_and_says_whether_it_answers(data):
    assert not postgres.is_answering(data)
    postgres.stop(data)
    postgres.start(data, for_tests=True)
    assert postgres.is_answering(data)
    postgres.stop(data)
    assert not postgres.is_answering(data)


def test_a_socket_folder_that_somebody_else_could_read_is_refused(data):
    folder = postgres.socket_folder(data)
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    try:
        with pytest.raises(PostgresError, match="is not a private folder"):
            postgres.start(data, for_tests=True)
    finally:
        folder.rmdir()


def test_a_socket_folder_that_is_a_link_is_refused(data, tmp_path):
    folder = postgres.socket_folder(data)
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(PostgresError, match="is not a private folder"):
            postgres.start(data, for_tests=True)
    finally:
        folder.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_root_without_user_namespaces_runs_it_as_nobody(data, monkeypatch):
    monkeypatch.setenv("TRANSOM_POSTGRES_AS_NOBODY", "1")
    url = postgres.start(data, for_tests=True)
    nobody = pwd.getpwnam("nobody").pw_uid
    place = Path("/var/tmp") / postgres.socket_folder(data).name / "data"
    assert place.stat().st_uid == nobody
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert asked(url, "SELECT current_user") == "transom"
    pid = int((place / "postmaster.pid").read_text().split()[0])
    assert Path(f"/proc/{pid}").stat().st_uid == nobody


def test_without_the_wheel_and_a_system_server_the_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path)
    with pytest.raises(PostgresError, match=r"No PostgreSQL of version 15 or newer.*DATABASE_URL"):
        postgres.programs_folder({"TRANSOM_POSTGRES": "system"})
