"""How a portal view reaches a visit: through a record the person is a party of; else the same 404 as none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest

from transom.inspections import queries
from transom.portal import access
from transom.records.rights import Right

if TYPE_CHECKING:
    from transom.inspections.models import Photo, Required, Visit


def visit(request: HttpRequest, visit_id: int, to: Right) -> Visit:
    """The visit for a party of its record with this right. Raises Http404."""
    access.signed_in(request)
    try:
        found = queries.visit(visit_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    access.record(request, found.required.record.number or "", to)
    return found


def photo(request: HttpRequest, visit_id: int, photo_id: int) -> Photo:
    """A photo of a visit, for a party of its record. Raises Http404."""
    visit(request, visit_id, Right.PRIVATE)
    try:
        found = queries.photo(photo_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    if found.visit_id != visit_id:
        raise Http404(access.NOT_FOUND)
    return found


def required(request: HttpRequest, number: str, key: str) -> Required:
    """The inspection of a record the person may schedule on. Raises Http404."""
    record = access.record(request, number, Right.SCHEDULE)
    try:
        return queries.required(record.pk, key)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
