import pytest
from django.db import connection, transaction
from django.test import override_settings

from transom.wiring.roles import make_public_role

pytestmark = pytest.mark.django_db


def test_where_the_role_is_there_nothing_is_said():
    assert make_public_role() == ""


@override_settings(PUBLIC_ROLE="transom_other")
def test_a_database_that_lets_nobody_make_roles_is_told_of_with_the_lines_to_run():
    said = make_public_role()
    assert "did not let us make the role" in said
    assert 'CREATE ROLE "transom_other" NOLOGIN; GRANT "transom_other" TO "transom";' in said
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
