"""Moving a record: issue, return, withdraw, extend and whatever else its rulebook offers staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.records.acts import ABILITIES, acts
from transom.office.records.forms import MoveForm, refuse
from transom.office.records.walking import onward
from transom.workflow.actions import fire

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: str, event: str) -> HttpResponse:
    """Ask why and move, or move at once where no reason is asked for; a refusal names everything that is missing."""
    user = access.staff(request, ABILITIES.get(event, ABILITIES[""]))
    record = access.record(request, number)
    act = next((each for each in acts(record, user) if each.event == event), None)
    if act is None and request.method != "POST":
        raise Http404(access.NOT_FOUND)
    form = MoveForm(request.POST if request.method == "POST" else None)
    asks = act is not None and act.asks_why
    if request.method == "POST" and (not asks or form.is_valid()):
        try:
            moved = fire(record, event, by=user, at=clock.now(), why=form.cleaned_data["why"] if asks else "")
        except Refused as refused:
            if not asks:
                messages.warning(request, f"{number}: {refused}")
                return redirect("office:records:record", number)
            refuse(form, refused)
        else:
            messages.success(request, f"{number} is now “{moved.status_label}”.")
            return redirect(onward(record, request.POST.get("queue", "")))
    context = {"record": record, "act": act, "form": form, "queue": request.GET.get("queue", "")}
    return render(request, "office/records/move.html", context, status=WRONG if form.errors else 200)
