"""What a browser keeps between two steps of signing in: in its session, never in the page, and not for long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest

from transom.accounts import actions, queries, tokens
from transom.kernel import clock

if TYPE_CHECKING:
    from transom.accounts.models import User

WHICH, CONFIRM, UNCONFIRMED, FIRST_PASSWORD = "which_account", "confirm_token", "unconfirmed", "first_password_token"
GOING_TO = "going_to"
WHICH_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Question:
    """The accounts whose password was typed right, and where to go after choosing one."""

    accounts: tuple[int, ...]
    after: str


def ask_which(request: HttpRequest, accounts: Sequence[User], after: str) -> None:
    """Notes that one of these accounts may be entered without the password being typed again, for ten minutes."""
    ids = [user.pk for user in accounts]
    request.session[WHICH] = {"accounts": ids, "after": after, "at": clock.now().timestamp()}


def which(request: HttpRequest) -> Question | None:
    """The open question which account is meant; None where there is none or it is too old."""
    kept = request.session.get(WHICH)
    if not kept or clock.now().timestamp() - kept["at"] > WHICH_LASTS.total_seconds():
        return None
    return Question(tuple(kept["accounts"]), kept["after"])


def forget_which(request: HttpRequest) -> None:
    request.session.pop(WHICH, None)


def keep_confirm_link(request: HttpRequest, token: str) -> None:
    """Moves a link's secret from the address into the session: addresses are copied, logged and looked at."""
    request.session[CONFIRM] = token


def to_confirm(request: HttpRequest) -> User | None:
    """Whose address the link opened here would confirm; None for a link that no longer works."""
    return tokens.user_of(tokens.CONFIRM, request.session.get(CONFIRM, ""))


def confirm_if_opened_here(request: HttpRequest, user: User, *, at: datetime) -> User:
    """Confirms the address of somebody who opened the mailed link in this browser and knows the password."""
    opened = to_confirm(request)
    if opened is None or opened.pk != user.pk:
        return user
    confirmed = actions.confirm_email(request.session.pop(CONFIRM), at=at)
    request.session.pop(UNCONFIRMED, None)
    return confirmed


def keep_going_to(request: HttpRequest, address: str) -> None:
    """Notes where somebody was going who had to set up an account first."""
    request.session[GOING_TO] = address


def going_to(request: HttpRequest, otherwise: str) -> str:
    """Where they were going, once; `otherwise` for whoever confirms in another browser."""
    return str(request.session.pop(GOING_TO, "") or otherwise)


def wait_for_confirming(request: HttpRequest, user: User) -> None:
    """Notes whose password was right though the address is not confirmed, so that the link can be sent again."""
    request.session[UNCONFIRMED] = user.pk


def waiting(request: HttpRequest) -> User | None:
    """Who waits for the link; None where nobody does or it was used meanwhile."""
    user_id = request.session.get(UNCONFIRMED)
    return queries.user_for_confirming(user_id) if user_id else None


def keep_first_password_link(request: HttpRequest, token: str) -> None:
    request.session[FIRST_PASSWORD] = token


def first_password_token(request: HttpRequest) -> str:
    return str(request.session.get(FIRST_PASSWORD, ""))


def forget_first_password_link(request: HttpRequest) -> None:
    request.session.pop(FIRST_PASSWORD, None)
