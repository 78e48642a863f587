"""Contractors, developers and design professionals: setting them up and keeping them right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts import actions, queries
from transom.accounts.rules import may
from transom.history import queries as history
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.account.forms import Errors, errors_of, typed

if TYPE_CHECKING:
    from transom.accounts.models import Firm, User

KINDS = (("contractor", "Contractor"), ("developer", "Developer"), ("design", "Design professional"))
FIELDS = ("name", "kind", "email", "phone", "address")


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Firms newest first, or those whose name holds a text."""
    user = access.staff(request, "records.view", "firms.edit")
    text = request.GET.get("q", "").strip()
    page = queries.firms(text=text, mark=request.GET.get("page", ""))
    address = reverse("office:firms:listing")
    facts = {
        "rows": [(f"{address}{firm.pk}/", firm) for firm in page.rows],
        "text": text,
        "may_edit": may(user, "firms.edit"),
        "has_stars": inspections.star_program() is not None,
        "newer": _further(address, page.newer, text),
        "older": _further(address, page.older, text),
    }
    return render(request, "office/firms/listing.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Sets up a firm; a letter lets it choose the password of its company login."""
    user = access.staff(request, "firms.edit")
    given = typed(request.POST, *FIELDS)
    errors: Errors = {}
    if request.method == "POST":
        try:
            firm = actions.set_up_firm(**given, by=user, at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            messages.success(request, f"{firm.name} is set up. A letter to {firm.email} lets it choose its password.")
            return redirect("office:firms:firm", firm.pk)
    return render(request, "office/firms/new.html", {"given": given, "errors": errors, "kinds": KINDS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """One firm: its facts, its company login and what happened to it."""
    user = access.staff(request, "records.view", "firms.edit") if request.method != "POST" else _editor(request)
    found = _firm(firm_id)
    given = {name: getattr(found, name) for name in FIELDS}
    active, errors = found.active, {}
    if request.method == "POST":
        given, active = typed(request.POST, *FIELDS), request.POST.get("active") == "yes"
        try:
            actions.update_firm(found, **given, active=active, by=user, at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            messages.success(request, "Saved.")
            return redirect("office:firms:firm", firm_id)
    facts = {
        "firm": found,
        "given": given,
        "active": active,
        "errors": errors,
        "kinds": KINDS,
        "login": _login(found),
        "stars": inspections.stars_of_firm(found.pk),
        "events": history.of_subject("accounts.firm", found.pk, limit=50),
        "may_edit": may(user, "firms.edit"),
    }
    return render(request, "office/firms/firm.html", facts)


@require_POST
def letter(request: HttpRequest, firm_id: int) -> HttpResponse:
    """Sends the letter with which a company chooses its password, making the login where there is none."""
    user = _editor(request)
    found = _firm(firm_id)
    login = _login(found)
    try:
        if login is None:
            actions.create_firm_login(found, by=user, at=clock.now())
        else:
            actions.send_welcome(login, by=user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"A letter goes to {found.email}.")
    return redirect("office:firms:firm", firm_id)


def _editor(request: HttpRequest) -> User:
    return access.staff(request, "firms.edit")


def _firm(firm_id: int) -> Firm:
    try:
        return queries.firm(firm_id)
    except ObjectDoesNotExist:
        raise Http404("There is no such firm.") from None


def _login(firm: Firm) -> User | None:
    return next(iter(queries.firm_logins(firm.pk)), None)


def _further(address: str, mark: str, text: str) -> str:
    words = {"page": mark} | ({"q": text} if text else {})
    return f"{address}?{urlencode(words)}" if mark else ""
