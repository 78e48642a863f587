"""Trying the fees of any edition, or of proposed rules, beside those in force."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.office.rulebook.choosing import chosen, frame
from transom.office.rulebook.trying import moments
from transom.rulebook import queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.estimating import LONGEST, Estimate, answers_in, estimate
from transom.ui.estimates import Posted, boxes

_CHOICE = ("edition", "proposal")
"""Names in the address that say which rules; the others are answers."""


@require_safe
def fees(request: HttpRequest, type_id: str) -> HttpResponse:
    """What these rules would charge for the answers in the address, and what the rules in force would."""
    found = chosen(request, type_id)
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return redirect(f"{request.path}{found.query}")
    posted = {name: [str(each) for each in values] for name, values in request.GET.lists() if name not in _CHOICE}
    tried = _estimate(found.rt, posted)
    context: dict[str, Any] = frame(found, "fees") | {
        "boxes": boxes(tried, posted),
        "errors": tried.errors,
        "moments": moments(tried, found.rt),
        "total": to_cents(tried.total),
        "is_final": tried.is_final,
        "kept": [(name, request.GET[name]) for name in _CHOICE if name in request.GET],
        "now": _in_force(type_id, posted) if found.query else None,
    }
    return render(request, "office/rulebook/try.html", context)


def _estimate(rt: RecordType, posted: Posted) -> Estimate:
    return estimate(rt, answers_in(rt, posted), clock.today())


def _in_force(type_id: str, posted: Posted) -> tuple[int, bool] | None:
    """Cents by the rules of today and whether that is the whole price; None where none are in force."""
    try:
        rt = queries.current_type(type_id, clock.today())
    except queries.NoSuchRules:
        return None
    today = _estimate(rt, posted)
    return to_cents(today.total), today.is_final
