"""The only reader of people and firms for others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from transom.accounts import rules
from transom.accounts.models import Firm, StaffRole, User
from transom.kernel import pages

LEAST_LETTERS, MOST_SUGGESTIONS = 3, 8
# More accounts than this on one address are a mistake of an import; each costs a password hash at sign-in.
MOST_CANDIDATES = 5
FORGOTTEN_AFTER = timedelta(days=4)


def suggest_firms(text: str) -> list[tuple[int, str]]:
    """Up to 8 active firms whose name holds this text, those that begin with it first; none under 3 letters.

    One query, on the trigram index.
    """
    wanted = rules.one_line(text).lower()
    if sum(char.isalnum() for char in wanted) < LEAST_LETTERS:
        return []
    rows = (
        Firm.objects.alias(small=Lower("name"))
        .filter(active=True, small__contains=wanted)
        .alias(rank=Case(When(small__startswith=wanted, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .order_by("rank", "small")
    )
    return list(rows.values_list("pk", "name")[:MOST_SUGGESTIONS])


def sign_in_candidates(kind: str, login: str) -> list[User]:
    """The active accounts that what was typed may mean, at most five, oldest first. One query.

    `kind` is "public" (a user name, or an e-mail of public and company accounts), "firm" (a company's exact name, or
    its e-mail) or "staff" (a user name or e-mail of staff). Whoever calls must ask each for its password and never show
    the list before.
    """
    typed = rules.one_line(login)
    if not typed or len(typed) > 254:
        return []
    people = User.objects.select_related("firm").filter(is_active=True).filter(Q(firm=None) | Q(firm__active=True))
    if "@" in typed:
        kinds = [User.Kind.STAFF] if kind == User.Kind.STAFF else [User.Kind.PUBLIC, User.Kind.FIRM]
        people = people.filter(email=rules.normal_email(typed), kind__in=kinds)
    elif kind == User.Kind.FIRM:
        people = people.alias(company=Lower("firm__name")).filter(kind=User.Kind.FIRM, company=typed.lower())
    else:
        people = people.alias(small=Lower("username")).filter(kind=kind, small=typed.lower())
    return list(people.order_by("pk")[:MOST_CANDIDATES])


def user(user_id: int) -> User:
    """One account with its firm. Raises User.DoesNotExist. One query."""
    return User.objects.select_related("firm").get(pk=user_id)


def user_for_confirming(user_id: int) -> User | None:
    """An account that waits for its e-mail to be confirmed; None when it need not or is gone. One query."""
    return (
        User.objects.filter(pk=user_id, is_active=True, email_confirmed_at=None).exclude(kind=User.Kind.STAFF).first()
    )


def people(ids: Iterable[int]) -> dict[int, User]:
    """Accounts by id; those that are gone are left out. One query."""
    return User.objects.select_related("firm").in_bulk(list(ids))


def staff_of_team(team: str) -> list[User]:
    """Active staff with a role in a team of the agency file, by name. One query."""
    return list(_staff().filter(roles__team=team).distinct().order_by("name", "pk"))


def inspectors(team: str = "") -> list[User]:
    """Active staff with the role of inspector, of one team or of all, by name. One query."""
    held = Q(roles__role="inspector") & (Q(roles__team=team) if team else Q())
    return list(_staff().filter(held).distinct().order_by("name", "pk"))


def staff_with(ability: str) -> list[User]:
    """Active staff who may do this, by name. One query."""
    roles = [role for role, abilities in rules.ABILITIES.items() if ability in abilities]
    return list(_staff().filter(roles__role__in=roles).distinct().order_by("name", "pk"))


def staff_list(*, mark: str = "", size: int = 50) -> pages.Page[User]:
    """Everybody who works here with their roles, present ones and those who left, by user name. Two queries."""
    rows = User.objects.filter(kind=User.Kind.STAFF).prefetch_related(
        Prefetch("roles", StaffRole.objects.order_by("role", "team"))
    )
    return pages.page(rows, order=("username",), mark=mark, size=size)


def teams_of(person: User) -> frozenset[str]:
    """The teams of the agency file in which a member of staff has a role; at most one query for each loaded account."""
    return frozenset(team for _, team in person.held_roles if team)


def firm(firm_id: int) -> Firm:
    """One firm. Raises Firm.DoesNotExist. One query."""
    return Firm.objects.get(pk=firm_id)


def firm_named(name: str, kind: str = "") -> Firm | None:
    """The active firm of exactly this name, in whatever case; None when there is none or it is not clear which."""
    rows = Firm.objects.alias(small=Lower("name")).filter(active=True, small=rules.one_line(name).lower())
    found = list((rows.filter(kind=kind) if kind else rows)[:2])
    return found[0] if len(found) == 1 else None


def firm_logins(firm_id: int) -> list[User]:
    """The company login and other accounts of a firm, oldest first. One query."""
    return list(User.objects.filter(firm_id=firm_id).order_by("pk"))


def firms(*, text: str = "", mark: str = "", size: int = 25) -> pages.Page[Firm]:
    """Firms whose name holds this text (all without one), newest first. One query."""
    rows: QuerySet[Firm] = Firm.objects.all()
    if wanted := rules.one_line(text).lower():
        rows = rows.alias(small=Lower("name")).filter(small__contains=wanted)
    return pages.page(rows, mark=mark, size=size)


def never_confirmed(at: datetime) -> list[int]:
    """Public accounts whose link has run out without being used, so that their user names become free. One query."""
    stale = User.objects.filter(kind=User.Kind.PUBLIC, email_confirmed_at=None, last_login=None)
    return list(stale.filter(created_at__lt=at - FORGOTTEN_AFTER).values_list("pk", flat=True)[:1000])


def _staff() -> QuerySet[User]:
    return User.objects.filter(kind=User.Kind.STAFF, is_active=True)
