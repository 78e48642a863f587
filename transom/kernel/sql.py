"""Migration operations that every room with append-only or public tables uses."""

from __future__ import annotations

import re

from django.conf import settings
from django.db.migrations.operations import RunSQL

NAME = re.compile(r"[a-z][a-z0-9_]*")


def append_only(table: str) -> RunSQL:
    """Rows of this table can be added and never changed, removed or emptied by the application.

    Row triggers, because they hold for the table's owner too; TRUNCATE passes row triggers, so the right to it is taken
    from the application's role (a superuser keeps it: run the application as an ordinary role).
    Needs the function of kernel's first migration: depend on ("kernel", "0001_initial").
    """
    _named(table)
    return RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change();"
        f"REVOKE TRUNCATE ON {table} FROM CURRENT_USER;",
        f"DROP TRIGGER {table}_append_only ON {table}; GRANT TRUNCATE ON {table} TO CURRENT_USER;",
    )


def readable_by_public(table: str) -> RunSQL:
    """Public pages may read this table; they can read no other. Does nothing where the role could not be made."""
    _named(table)
    role = settings.PUBLIC_ROLE
    return RunSQL(
        f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
        f"GRANT SELECT ON {table} TO {role}; END IF; END $$",
        f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
        f"REVOKE SELECT ON {table} FROM {role}; END IF; END $$",
    )


def _named(table: str) -> None:
    if not NAME.fullmatch(table):
        raise ValueError(f"'{table}' is not the name of a table.")
