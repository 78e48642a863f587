"""The database role of public pages, made before the migrations that give it its tables."""

from __future__ import annotations

from django.conf import settings
from django.db import ProgrammingError, connection, transaction


def make_public_role() -> str:
    """Makes the role and lets the application step into it; returns a sentence when the database refuses, else "".

    Some managed databases let no application make roles; then public pages are kept apart by their tables alone.
    """
    role = connection.ops.quote_name(settings.PUBLIC_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [settings.PUBLIC_ROLE])
        found = cursor.fetchone()
        try:
            with transaction.atomic():
                if not found:
                    cursor.execute(f"CREATE ROLE {role} NOLOGIN")
                if not found or not found[0]:
                    cursor.execute(f"GRANT {role} TO CURRENT_USER")
        except ProgrammingError:
            user = connection.ops.quote_name(connection.settings_dict["USER"])
            return (
                f"The database did not let us make the role {role}, so public pages are kept apart by their tables "
                "alone. To have both guards, let its administrator run, then migrate again: "
                f"CREATE ROLE {role} NOLOGIN; GRANT {role} TO {user};"
            )
    return ""
