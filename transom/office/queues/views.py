"""What waits for whom."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.office import access
from transom.office.queues import rows
from transom.office.queues.filters import KINDS, chosen_filters
from transom.office.queues.lists import QUEUES, READY
from transom.records import queries as records
from transom.rulebook.queries import current_types

SHOWN_AT_HOME = 5
LOOKED_AT_FOR_HOME = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work: how much waits in each queue, the reviews due first, and what is approved and paid."""
    user = access.staff(request, "records.view")
    cards, reviews = rows.work(user, size=SHOWN_AT_HOME)
    context = {
        "cards": cards,
        "reviews": reviews,
        "ready": rows.approved_and_paid(READY, among=LOOKED_AT_FOR_HOME, size=SHOWN_AT_HOME),
        "ready_queue": READY,
    }
    return render(request, "office/queues/home.html", context)


@require_safe
def queue(request: HttpRequest, key: str) -> HttpResponse:
    """One queue, the record that waits longest on top, with its filters."""
    access.staff(request, "records.view")
    if key not in QUEUES:
        raise Http404(access.NOT_FOUND)
    this = QUEUES[key]
    types = tuple(sorted((each.id, each.label) for each in current_types(clock.today())))
    chosen = chosen_filters(request.GET, types)
    page = records.queue(this.statuses, after=request.GET.get("at", ""), filters=chosen)
    context = {
        "queue": this,
        "chosen": chosen,
        "kinds": KINDS,
        "types": types,
        "rows": rows.records(page.rows, this),
        "later": _turn(request, page.older),
        "earlier": _turn(request, page.newer),
    }
    return render(request, "office/queues/queue.html", context)


def _turn(request: HttpRequest, mark: str) -> str:
    """The address of a neighboring page under the same filters; empty where there is none."""
    if not mark:
        return ""
    kept = {name: value for name, value in request.GET.items() if name in ("kind", "type") and value}
    return f"?{urlencode(kept | {'at': mark})}"
