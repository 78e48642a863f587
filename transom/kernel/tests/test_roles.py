from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from transom.kernel import roles
from transom.kernel.models import NumberSeries
from transom.kernel.roles import public_role


def who():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_inside_the_public_reads_and_outside_the_application():
    with public_role():
        assert who() == "transom_public"
    assert who() == "transom"


@pytest.mark.django_db
def test_the_public_cannot_read_accounts_whatever_the_query_says():
    with pytest.raises(ProgrammingError, match="permission denied"), public_role(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user")
    assert who() == "transom"


@pytest.mark.django_db
def test_the_public_can_write_nothing():
    with pytest.raises(ProgrammingError, match="permission denied"), public_role(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_event")


@pytest.mark.django_db(transaction=True)
def test_the_role_ends_with_its_transaction():
    with public_role():
        assert who() == "transom_public"
    assert who() == "transom"
    with transaction.atomic():
        assert who() == "transom"


def test_with_a_connection_of_its_own_the_public_is_read_over_it_and_nothing_else_is(settings: Any) -> None:
    settings.PUBLIC_DATABASE_URL = "postgresql://reader@db.example.gov/transom"
    router = roles.PublicReads()
    assert router.db_for_read(NumberSeries) is None
    with roles.public_role():
        assert router.db_for_read(NumberSeries) == "public"
        with roles.public_role():
            assert router.db_for_read(NumberSeries) == "public"
        assert router.db_for_read(NumberSeries) == "public"
    assert router.db_for_read(NumberSeries) is None


def test_after_an_error_nobody_goes_on_reading_as_the_public(settings: Any) -> None:
    settings.PUBLIC_DATABASE_URL = "postgresql://reader@db.example.gov/transom"
    with pytest.raises(RuntimeError), roles.public_role():
        raise RuntimeError
    assert roles.PublicReads().db_for_read(NumberSeries) is None


def test_tables_are_made_over_the_applications_own_connection_alone() -> None:
    assert roles.PublicReads().allow_migrate("public", "kernel") is False
    assert roles.PublicReads().allow_migrate("default", "kernel") is None
