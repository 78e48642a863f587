"""The record's page, and the way to it from the search box."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from transom.office import access
from transom.office.records.sheet import sheet
from transom.office.records.walking import walk


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The search box of every staff page leads here; the search page answers."""
    access.staff(request, "records.view")
    return redirect(f"/office/search/?{urlencode({'q': request.GET.get('q', '')})}")


@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one record in one page, with what may be done about it on top."""
    record = access.record(request, number, "records.view")
    user = access.staff(request)
    context = {"sheet": sheet(record, user), "walk": walk(record, request.GET.get("queue", ""))}
    return render(request, "office/records/record.html", context)
