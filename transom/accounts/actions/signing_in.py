"""Trying a password. Whatever was wrong, the answer is the same; whether an account exists is never told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from transom.accounts import budgets, passwords, queries, rules
from transom.accounts.actions.throttling import NO_WAIT, clear, give_back, spend
from transom.accounts.models import User
from transom.history.actions import tell


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a try: the accounts whose password this is (mostly one), or how long to wait before the next."""

    accounts: tuple[User, ...] = ()
    wait: timedelta = NO_WAIT


def try_password(
    kind: str, login: str, password: str, *, network: str, known_here: frozenset[int] = frozenset(), at: datetime
) -> Attempt:
    """Tries a password for what was typed (see queries.sign_in_candidates); counted before the password is looked at.

    `network` is the caller's neighborhood (rules.network). `known_here` are accounts that this browser has signed in to
    before: their owner is not slowed by what strangers try. Not one transaction on purpose: the count must stand even
    when the rest fails.
    """
    of_network = f"network:{network}"
    candidates = queries.sign_in_candidates(kind, login)
    names = _names(kind, login, candidates)
    trusted = bool(candidates) and all(user.pk in known_here for user in candidates)
    tries = {f"{name}@{network}": budgets.ACCOUNT_FROM_NETWORK for name in names}
    if trusted:
        tries = {f"{name}@known-browser": budgets.ACCOUNT for name in names}
    else:
        tries |= dict.fromkeys(names, budgets.ACCOUNT) | {of_network: budgets.NETWORK}
    wait = spend(tries, at=at)
    if wait > NO_WAIT:
        return Attempt(wait=wait)
    if not candidates:
        passwords.spend_a_hash(password)
    right = tuple(user for user in candidates if passwords.matches(user, password))
    if right:
        clear(name for name in tries if name != of_network)
        give_back(of_network, at=at)
    return Attempt(accounts=right)


@transaction.atomic
def note_sign_in(user: User, *, at: datetime) -> None:
    """Writes that somebody signed in. Raises PermissionError for one who must confirm an e-mail address first."""
    if rules.must_confirm(user.kind, user.email_confirmed_at):
        raise PermissionError("An account can act only after its e-mail address is confirmed.")
    tell("account.signed_in", subject="accounts.user", subject_id=user.pk, by=user, at=at)


def _names(kind: str, login: str, candidates: list[User]) -> list[str]:
    """One budget an account, whichever of its names was typed; what means no account has a budget of its own."""
    if candidates:
        return [f"account:{user.pk}" for user in candidates]
    return [f"nobody:{kind}:{login.strip().lower()[:254]}"]
