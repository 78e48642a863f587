"""Links that prove a mailbox: signed, for one person and one purpose, spent by what they bring about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from transom.accounts.models import User

CONFIRM_FOR = timedelta(days=3)
FIRST_PASSWORD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a link is for; the salt keeps a link of one kind from being used as another."""

    salt: str
    lasts: timedelta
    sets_password: bool = False


CONFIRM = Purpose("transom.accounts.confirm", CONFIRM_FOR)
FIRST_PASSWORD = Purpose("transom.accounts.first-password", FIRST_PASSWORD_FOR, sets_password=True)


def make(purpose: Purpose, user: User) -> str:
    """A link's secret part. It is spent once the e-mail, or what it lets one set, is another than now."""
    return signing.dumps({"user": user.pk, "state": _state(purpose, user)}, salt=purpose.salt)


def user_of(purpose: Purpose, token: str) -> User | None:
    """The active person a link was made for; None for a spoiled, expired, spent or outdated one. At most one query."""
    try:
        said = signing.loads(token, salt=purpose.salt, max_age=purpose.lasts)
    except signing.BadSignature:
        return None
    user = User.objects.select_related("firm").filter(pk=said["user"], is_active=True).first()
    return user if user and said["state"] == _state(purpose, user) else None


def _state(purpose: Purpose, user: User) -> str:
    password = user.password if purpose.sets_password else ""
    return signing.Signer(salt=purpose.salt).signature(f"{user.pk}|{user.email}|{password}")
