"""Brings the cast into being through the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from transom.accounts import actions, tokens
from transom.accounts.models import Firm, User
from transom.kernel.actors import SYSTEM
from transom.wiring.demo import cast


@dataclass(frozen=True, slots=True)
class Town:
    """Everybody, by the entry of the cast they are."""

    firms: dict[str, Firm]
    logins: dict[str, User]
    people: dict[str, User]
    staff: dict[str, User]

    def reviewer(self, team: str) -> User:
        """Who reviews for a team: the first of the cast, or the supervisor where the team has nobody."""
        return self._official("reviewer", team)

    def inspector(self, team: str) -> User:
        """Who inspects for a team: the first of the cast, or the supervisor where the team has nobody."""
        return self._official("inspector", team)

    def _official(self, role: str, team: str) -> User:
        return self.staff[next((one for one in cast.STAFF if (role, team) in one.roles), cast.SUPERVISOR).username]


def settle_in(at: datetime) -> Town:
    """Create every company, person and member of staff of the cast."""
    firms = {one.name: _firm(one, at) for one in cast.COMPANIES}
    return Town(
        firms=firms,
        logins={
            one.name: actions.create_firm_login(firms[one.name], one.password, by=SYSTEM, at=at)
            for one in cast.COMPANIES
        },
        people={one.username: _person(one, at) for one in cast.PEOPLE},
        staff={
            one.username: actions.create_staff(
                one.username, one.name, one.email, one.password, roles=one.roles, phone=one.phone, by=SYSTEM, at=at
            )
            for one in cast.STAFF
        },
    )


def _firm(one: cast.Company, at: datetime) -> Firm:
    return actions.create_firm(one.name, one.kind, one.email, one.phone, "Aurora, IL", by=SYSTEM, at=at)


def _person(one: cast.Person, at: datetime) -> User:
    user = actions.register_public(one.username, one.name, one.email, one.password, at=at)
    return actions.confirm_email(tokens.make(tokens.CONFIRM, user), at=at)
