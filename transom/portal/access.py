"""The only way a portal view reaches a person, a record or a draft; none and not yours are the same 404."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop

from transom.records import queries
from transom.records.rights import Right
from transom.ui.signing_in import SignInFirst

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record

NOT_FOUND = gettext_noop("We found no such record, or it is not yours to open.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with what the visitor may do with it."""

    record: Record
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        return right in self.rights


def visitor(request: HttpRequest) -> User | None:
    """Whoever is signed in, else None."""
    return request.user if request.user.is_authenticated else None


def signed_in(request: HttpRequest, back: str = "") -> User:
    """The account that asks. Raises SignInFirst, which leads to the sign-in page and back to `back` or this page.

    After a POST without a session one comes back to the page the form stood on, never to an address that acts.
    """
    user = visitor(request)
    if user is None:
        raise SignInFirst(
            str(settings.LOGIN_URL),
            back or (request.get_full_path() if request.method in ("GET", "HEAD") else "/dashboard/"),
        )
    return user


def record(request: HttpRequest, number: str, to: Right = Right.VIEW) -> Record:
    """The record of this number for somebody who has this right on it.

    Raises Http404 alike where there is none and where the right is missing; a visitor without an account is asked to
    sign in for anything but the public facts, whether the record exists or not.
    """
    if to is not Right.VIEW:
        signed_in(request, back=f"/records/{number}/")
    seen = see(request, number)
    if not seen.may(to):
        raise Http404(NOT_FOUND)
    return seen.record


def see(request: HttpRequest, number: str) -> Seen:
    """The record of this number with everything the visitor may do with it. Raises Http404. At most three queries."""
    try:
        found, rights = queries.record_and_rights(visitor(request), number)
    except ObjectDoesNotExist:
        raise Http404(NOT_FOUND) from None
    return Seen(found, rights)


def draft(request: HttpRequest, draft_id: int) -> Record:
    """The account's own application that is not submitted yet. Raises Http404 for anything else."""
    user = signed_in(request)
    try:
        return queries.draft_for(user, draft_id)
    except ObjectDoesNotExist:
        raise Http404(NOT_FOUND) from None
