"""Who may do what, and which names and addresses an account may bear. Pure: plain values in, answers out."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from transom.kernel.refusals import Reason
from transom.kernel.sentences import Sentence

ROLES: Mapping[str, str] = {
    "intake": "Intake",
    "reviewer": "Reviewer",
    "inspector": "Inspector",
    "cashier": "Cashier",
    "rule-writer": "Rule writer",
    "supervisor": "Supervisor",
    "administrator": "Administrator",
}

_INTAKE = frozenset(
    {
        "records.view",
        "records.intake",
        "records.return",
        "records.issue",
        "records.amend",
        "reviews.assign",
        "inspections.assign",
        "firms.edit",
        "messages.view",
        "rulebook.view",
    }
)
_REVIEWER = frozenset(
    {"records.view", "records.return", "reviews.decide", "holds.place", "messages.view", "rulebook.view"}
)
_INSPECTOR = frozenset({"records.view", "inspections.record", "holds.place", "rulebook.view"})
_CASHIER = frozenset({"records.view", "payments.take", "messages.view", "rulebook.view"})
_RULE_WRITER = frozenset({"rulebook.view", "rulebook.propose"})
_SUPERVISOR = (
    _INTAKE
    | _REVIEWER
    | _INSPECTOR
    | _CASHIER
    | _RULE_WRITER
    | {"payments.refund", "fees.waive", "audit.view", "people.view", "rulebook.publish"}
)

ABILITIES: Mapping[str, frozenset[str]] = {
    "intake": _INTAKE,
    "reviewer": _REVIEWER,
    "inspector": _INSPECTOR,
    "cashier": _CASHIER,
    "rule-writer": _RULE_WRITER,
    "supervisor": _SUPERVISOR,
    "administrator": _SUPERVISOR | {"accounts.grant"},
}
ALL_ABILITIES = frozenset().union(*ABILITIES.values())

# How long a session may be idle, and how long it may last at all.
STAFF_SESSION = (timedelta(minutes=30), timedelta(hours=12))
PUBLIC_SESSION = (timedelta(hours=2), timedelta(days=30))

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")


class Person(Protocol):
    """What a permission is decided on."""

    is_active: bool

    @property
    def role_keys(self) -> Collection[str]: ...


def may(user: Person, ability: str) -> bool:
    """Whether one of the person's roles holds the ability; nobody but active staff has roles.

    An ability that no role holds is a slip of the programmer, so it raises KeyError rather than answering no.
    """
    if ability not in ALL_ABILITIES:
        raise KeyError(f"No role has the ability '{ability}'; see ABILITIES in transom/accounts/rules.py.")
    return user.is_active and any(ability in ABILITIES.get(role, ()) for role in user.role_keys)


def must_confirm(kind: str, email_confirmed_at: datetime | None) -> bool:
    """Whether an account can do nothing before its e-mail is confirmed: a public one, which anybody can set up.

    A company login was set up by staff; without a confirmed address it acts as its firm, only not for the address.
    """
    return kind == "public" and email_confirmed_at is None


def session_ends(staff: bool, began: datetime, seen: datetime) -> datetime:
    """When a session is over: 30 minutes idle and 12 hours in all for staff, 2 hours and 30 days for others.

    `began` is the sign-in, `seen` the last page. Source: OWASP ASVS 5.0 7.3.1, 7.3.2.
    """
    idle, whole = STAFF_SESSION if staff else PUBLIC_SESSION
    return min(began + whole, seen + idle)


def normal_email(text: str) -> str:
    """An address as accounts keep and compare it: without spaces around it, in small letters."""
    return text.strip().lower()


def one_line(text: str) -> str:
    """A name as typed, with runs of spaces and line breaks made one space and control characters dropped."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def username_reasons(username: str) -> list[Reason]:
    """Why this cannot be a user name. Plain letters only, so that no two look alike; no @, which marks an e-mail."""
    if not username:
        return [Reason(Sentence("Type a user name."), field="username")]
    if not USERNAME.fullmatch(username):
        return [
            Reason(
                Sentence(
                    "Use 3 to 60 letters, digits, dots, dashes and underscores, beginning with a letter or digit."
                ),
                because="A user name is told on the telephone and typed on any keyboard.",
                field="username",
            )
        ]
    return []


YOUR_NAME = Sentence("your name")


def name_reasons(name: str, *, field: str = "name", what: str = YOUR_NAME) -> list[Reason]:
    """Why this cannot be a person's or firm's name; one letter is a name, a page of text is not."""
    if not name:
        return [Reason(Sentence("Type {what}.", what=what), field=field)]
    if len(name) > 200:
        return [Reason(Sentence("Shorten {what} to at most 200 characters.", what=what), field=field)]
    return []


def phone_reasons(phone: str) -> list[Reason]:
    """Why nobody could be called at this; a phone number may be left out."""
    digits = sum(char.isdigit() for char in phone)
    if phone and (not 7 <= digits <= 20 or len(phone) > 40):
        return [Reason(Sentence("Type a telephone number with its area code, like 630-555-0100."), field="phone")]
    return []


def network(address: str) -> str:
    """The neighborhood of an internet address whose tries are counted together: /24, or /64 of the long kind.

    One line of a house or office shares it; an attacker with a whole long-kind line gets no fresh budget.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 64), strict=False))
