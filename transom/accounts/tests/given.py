"""The cast: people and firms as tests need them, made without letters and events unless a test asks for those."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from django.contrib.auth.hashers import make_password

from transom.accounts.models import Firm, StaffRole, User

PASSWORD = "maple-bridge-lantern-42"
LONG_AGO = datetime(2025, 1, 6, 15, tzinfo=UTC)
_numbers = count(1)


def a_person(
    username: str = "", *, name: str = "Rosa Ortiz", email: str = "", confirmed: bool = True, **more: object
) -> User:
    """A member of the public whose e-mail is confirmed unless told otherwise."""
    username = username or f"rosa{next(_numbers)}"
    user = User(
        kind=User.Kind.PUBLIC,
        username=username,
        name=name,
        email=email or f"{username}@example.com",
        email_confirmed_at=LONG_AGO if confirmed else None,
        created_at=LONG_AGO,
        **more,
    )
    user.password = make_password(PASSWORD)
    user.save()
    return user


def a_firm(
    name: str = "", *, kind: str = "contractor", email: str = "office@fox-valley.example", active: bool = True
) -> Firm:
    """A contractor unless told otherwise."""
    return Firm.objects.create(
        name=name or f"Fox Valley Fence {next(_numbers)}",
        kind=kind,
        email=email,
        phone="630-555-0142",
        active=active,
        created_at=LONG_AGO,
    )


def a_firm_login(firm: Firm | None = None, **more: object) -> User:
    """The company login of a firm, of a new one unless told otherwise."""
    firm = firm or a_firm()
    facts = {"email": firm.email, "email_confirmed_at": LONG_AGO, **more}
    user = User(
        kind=User.Kind.FIRM, username=f"firm-{firm.pk}", name=firm.name, firm=firm, created_at=LONG_AGO, **facts
    )
    user.password = make_password(PASSWORD)
    user.save()
    return user


def staff(*roles: str, username: str = "", name: str = "Dana Cole", team: str = "", active: bool = True) -> User:
    """Somebody who works at the city, with these roles (none is possible)."""
    username = username or f"dana{next(_numbers)}"
    user = User(
        kind=User.Kind.STAFF,
        username=username,
        name=name,
        email=f"{username}@city.example",
        email_confirmed_at=LONG_AGO,
        is_active=active,
        created_at=LONG_AGO,
    )
    user.password = make_password(PASSWORD)
    user.save()
    StaffRole.objects.bulk_create([StaffRole(user=user, role=role, team=team) for role in roles])
    return user
