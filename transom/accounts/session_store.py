"""Where sessions are kept: Django's own table, read by a query that is not compiled anew for every page."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from transom.kernel.rows import shaped

LIVING = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, whose model and writing stay as they are."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = shaped(Session, LIVING, (self.session_key, timezone.now()))
        if found:
            return found[0]
        self._session_key = None
        return None
