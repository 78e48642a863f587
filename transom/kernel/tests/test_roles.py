import pytest
from django.db import ProgrammingError, connection, transaction

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
