"""The editions of a type, or of the city's own files, and what changed between any two of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transom.accounts.rules import may
from transom.office import access
from transom.office.rulebook import changes
from transom.office.rulebook.choosing import NAMED_BY, PROPOSES, READS, chosen, frame
from transom.office.rulebook.history import Row, edition_rows
from transom.rulebook import queries

CITY = "@agency"
"""The type under which the city's own editions stand: its file, its letters, its words, its print templates."""


@require_safe
def of_type(request: HttpRequest, type_id: str) -> HttpResponse:
    """Every edition of a type with its days and its publishers; what changed between two, at first the last two."""
    found = chosen(request, type_id)
    context = frame(found, "editions") | _compared(request, type_id)
    return render(request, "office/rulebook/editions.html", context)


@require_safe
def of_city(request: HttpRequest) -> HttpResponse:
    """The editions of the city's file, letters and words, and each of these texts as it stands."""
    user = access.staff(request, READS)
    context = _compared(request, CITY)
    newest = context["rows"][0].bundle if context["rows"] else ""
    files = sorted(queries.files_named(newest).items()) if newest else []
    context |= {"files": files, "may_propose": may(user, PROPOSES)}
    return render(request, "office/rulebook/city.html", context)


def _compared(request: HttpRequest, type_id: str) -> dict[str, Any]:
    rows = edition_rows(queries.editions(type_id), queries.proposals())
    context: dict[str, Any] = {"rows": rows, "parts": None, "here": request.path}
    if not rows:
        return context
    new = _named(rows, request.GET.get("new", "")) or rows[0]
    old = _named(rows, request.GET.get("old", "")) or rows[min(rows.index(new) + 1, len(rows) - 1)]
    context["options"] = [(row.short, f"{row.days} ({row.short[:8]})") for row in rows]
    context |= {"old": old, "new": new}
    if len({row.bundle for row in rows}) > 1:
        context["parts"] = changes.changes(queries.files_named(old.bundle), queries.files_named(new.bundle))
    return context


def _named(rows: list[Row], name: str) -> Row | None:
    """The edition an address names; Http404 for one that is none of these."""
    if not name:
        return None
    found = [row for row in rows if len(name) >= NAMED_BY and row.bundle.startswith(name)]
    if not found:
        raise Http404(access.NOT_FOUND)
    return found[0]
