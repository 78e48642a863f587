"""The only way a staff page reaches a person or a record: signed in, allowed, and there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest

from transom.accounts.rules import may
from transom.records.queries import record_for
from transom.records.rights import Right
from transom.ui.signing_in import SignInFirst

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record

SIGN_IN = "/office/sign-in/"
NOT_FOUND = "There is no such page, or it is not open to you."
NOT_ALLOWED = "Your role does not include this. Ask your supervisor if it should."


def staff(request: HttpRequest, *abilities: str) -> User:
    """The member of staff who asks, if one of these abilities is theirs.

    Nobody is sent to sign in; an applicant's account finds nothing here (Http404); staff whose role lacks all of the
    abilities are told so (PermissionDenied). After a POST without a session one comes back to the office's front page.
    """
    if not request.user.is_authenticated:
        raise SignInFirst(SIGN_IN, request.get_full_path() if request.method in ("GET", "HEAD") else "/office/")
    user = request.user
    if not user.is_staff:
        raise Http404(NOT_FOUND)
    if abilities and not any(may(user, ability) for ability in abilities):
        raise PermissionDenied(NOT_ALLOWED)
    return user


def record(request: HttpRequest, number: str, *abilities: str) -> Record:
    """The submitted record of this number, for staff with one of these abilities; Http404 where there is none."""
    user = staff(request, *abilities)
    try:
        return record_for(user, number, Right.VIEW)
    except ObjectDoesNotExist:
        raise Http404(NOT_FOUND) from None
