"""Who a session belongs to: the account with its roles, in one query that is not compiled anew for every page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from transom.accounts.models import User
from transom.kernel.rows import columns, rows, thing

# A role's key is a word of ours, so that the first slash ends it.
ACCOUNT = (
    f"SELECT {columns(User, 'account')}, ARRAY(SELECT held.role || '/' || held.team FROM accounts_staffrole held "  # noqa: S608 - ours
    "WHERE held.user_id = account.id ORDER BY held.id) FROM accounts_user account WHERE account.id = %s"
)


class Accounts(ModelBackend):
    """Django's own, but for how the account of a session is read."""

    def get_user(self, user_id: Any) -> User | None:
        """The active account of this id with its roles; None for one that is gone or may not sign in. One query."""
        found = rows(ACCOUNT, (user_id,))
        if not found:
            return None
        *values, held = found[0]
        user = thing(User, values)
        if user.is_staff:
            user.held_roles = tuple((role, team) for role, _, team in (each.partition("/") for each in held))
        return user if self.user_can_authenticate(user) else None
