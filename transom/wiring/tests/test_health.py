import json

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from transom.kernel import queue
from transom.wiring import health


@queue.job("wiring.tests.wait")
def wait() -> None:
    raise AssertionError("no worker runs here")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health._none_waiting.cache_clear()
    yield
    health._none_waiting.cache_clear()


def test_a_living_process_says_so_without_a_database_and_from_any_host():
    answer = Client(SERVER_NAME="10.1.2.3").get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
def test_a_process_with_database_migrations_and_worker_is_ready():
    answer = Client(SERVER_NAME="10.1.2.3").get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "problems": []})


@pytest.mark.django_db
def test_without_a_worker_it_is_not_ready():
    queue.defer("wiring.tests.wait")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '10 minutes'")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["The oldest job has waited 600 seconds; is a worker running?"]


@pytest.mark.django_db
def test_a_migration_that_waits_makes_it_not_ready():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'history'")
    assert Client().get("/readyz").json()["problems"] == ["2 migrations have not been applied; run `transom migrate`."]


def test_without_a_database_it_says_that_and_no_more(monkeypatch):
    def gone():
        raise DatabaseError("connection to 10.0.0.5 refused for user transom")

    monkeypatch.setattr(health, "database_problems", gone)
    answer = health.ready()
    assert answer.status_code == 503
    assert json.loads(answer.content)["problems"] == ["The database does not answer."]
