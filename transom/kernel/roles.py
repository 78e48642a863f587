"""Public pages read under a database role that cannot read what is not public."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

PUBLIC = "public"
_as_public: ContextVar[bool] = ContextVar("as_public", default=False)


class PublicReads:
    """Database router: inside `public_role` models are read over the public connection, where the city gave one."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        return PUBLIC if _as_public.get() else None

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        """Tables are made over the application's own connection alone."""
        return False if db == PUBLIC else None


@contextmanager
def public_role() -> Iterator[None]:
    """Everything inside is read as the public: a private table answers with an error, whatever the query says.

    Where the city gave a PUBLIC_DATABASE_URL it is read over that connection, whose role may read nothing else.

    Where the database refused to make the role (a warning said so at migration), the public tables alone are the guard.
    Messages, sessions and the like must be written outside.
    """
    if settings.PUBLIC_DATABASE_URL:
        before = _as_public.set(True)
        try:
            yield
        finally:
            _as_public.reset(before)
        return
    with transaction.atomic():
        if not _exists(settings.PUBLIC_ROLE):
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.PUBLIC_ROLE)}")
        yield
        # SET LOCAL lasts to the end of the outermost transaction, so a nested use must step back itself; after an
        # error the rollback to our savepoint does it.
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@lru_cache(maxsize=4)
def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [role])
        row = cursor.fetchone()
    return bool(row and row[0])
