"""The dashboard and the lists behind its tables."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from transom.fees import queries as fees
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.portal import access
from transom.portal.dashboard.rows import record_rows, visit_rows, waiting
from transom.portal.records.views import KINDS as LINKABLE
from transom.records import queries as records
from transom.ui.language import told

SHOWN, LISTED = 10, 25
TABLES = {"license": _("My Active Licenses"), "permit": _("My Active Permits"), "project": _("My Active Projects")}
CLOSED = {"license": _("My closed licenses"), "permit": _("My closed permits"), "project": _("My closed projects")}
LISTS = {"licenses": "license", "permits": "permit", "projects": "project"}


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Everything of the account, and what waits for it, in a constant number of queries."""
    user = access.signed_in(request)
    at = clock.now()
    found = records.dashboard_records(user, list(TABLES), LISTED)
    # What waits is looked for further down than the tables show: a phone is small, a fee due is not.
    everything = [record for rows in found.values() for record in rows[:LISTED]]
    due, paid = fees.standings([record.pk for record in everything])
    visits = inspections.open_for_user(user, at, limit=LISTED)
    return render(
        request,
        "portal/dashboard/dashboard.html",
        {
            "tables": {kind: record_rows(found[kind][:SHOWN], due, paid) for kind in TABLES},
            "more": {kind: len(found[kind]) > SHOWN for kind in TABLES},
            "inspections": visit_rows(visits[:SHOWN]),
            "more_inspections": visit_rows(visits[SHOWN:]),
            "waiting": waiting(everything, due, visits, at),
            "drafts": records.draft_rows(user),
            "kinds": [(key, told(label)) for key, label in LINKABLE],
        },
    )


@require_safe
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """All records of one kind, open ones or closed ones, paged by key."""
    user = access.signed_in(request)
    if kind not in LISTS:
        raise Http404(access.NOT_FOUND)
    closed = request.GET.get("closed") == "yes"
    page = records.linked_records(user, LISTS[kind], request.GET.get("at", ""), LISTED, closed=closed)
    due, paid = fees.standings([record.pk for record in page.rows])
    return render(
        request,
        "portal/dashboard/listing.html",
        {
            "kind": kind,
            "title": told((CLOSED if closed else TABLES)[LISTS[kind]]),
            "closed": closed,
            "rows": record_rows(page.rows, due, paid),
            "page": page,
        },
    )
