"""The inspector's day on a phone, the visits nobody has yet, and the result of a visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts.queries import inspectors, people
from transom.accounts.rules import may
from transom.inspections import actions, queries
from transom.inspections.rules import DONE, OUTCOMES, SCHEDULED, long_day
from transom.kernel import clock, files
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.inspections.forms import ResultForm
from transom.office.inspections.stops import Stop, stops

if TYPE_CHECKING:
    from transom.inspections.models import Visit

WRONG = 422
SEE, RECORD, ASSIGN = "records.view", "inspections.record", "inspections.assign"
FRONT = "office:inspections:today"


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """My stops of a day in the order they are driven; supervisors may look at another inspector's."""
    user = access.staff(request, RECORD, ASSIGN)
    day = _day(request)
    chosen = _whole(request.GET.get("inspector", ""))
    everyone = inspectors()
    inspector = next((one for one in everyone if one.pk == chosen), user)
    notes = may(user, RECORD)
    found = stops(queries.day_list(inspector, day), notes=notes)
    return render(
        request,
        "office/inspections/today.html",
        {
            "inspector": inspector,
            "mine": inspector == user,
            "inspectors": everyone if may(user, ASSIGN) else [],
            "day": day,
            "is_today": day == clock.today(),
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "to_do": [stop for stop in found if stop.state == SCHEDULED],
            "done": [stop for stop in found if stop.state == DONE],
            "late": stops(queries.without_result(inspector, day), notes=notes) if day == clock.today() else [],
            "to_assign": queries.queue_counts(day)["to_assign"] if may(user, ASSIGN) else 0,
        },
    )


@require_safe
def to_assign(request: HttpRequest) -> HttpResponse:
    """Scheduled visits without an inspector, soonest first."""
    user = access.staff(request, SEE, ASSIGN)
    page = queries.to_assign(mark=request.GET.get("at", ""))
    return render(
        request,
        "office/inspections/to_assign.html",
        {
            "stops": stops(page.rows),
            "page": page,
            "inspectors": _choices(),
            "may_assign": may(user, ASSIGN),
            "back": request.get_full_path(),
        },
    )


@require_safe
def whole_day(request: HttpRequest) -> HttpResponse:
    """Every visit of a day, inspector by inspector."""
    access.staff(request, SEE, ASSIGN)
    day = _day(request)
    by_inspector: dict[str, list[Stop]] = {}
    for stop in stops(queries.calendar_of_day(day)):
        by_inspector.setdefault(stop.inspector or "Nobody yet", []).append(stop)
    return render(
        request,
        "office/inspections/day.html",
        {
            "day": day,
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "groups": list(by_inspector.items()),
        },
    )


@require_safe
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One stop on one screen: where, who is there, how to get in, what the permit is for; and its result."""
    user = access.staff(request, RECORD, ASSIGN, SEE)
    return _show(request, _visit(visit_id), ResultForm(), may_record=may(user, RECORD), may_assign=may(user, ASSIGN))


@require_POST
def assign(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Give a visit to an inspector."""
    user = access.staff(request, ASSIGN)
    seen = _visit(visit_id)
    chosen = _whole(request.POST.get("inspector", ""))
    inspector = people([chosen]).get(chosen)
    if inspector is None:
        messages.error(request, f"Choose an inspector for {seen.required.label} of {seen.required.record.number}.")
        return _back(request, seen)
    try:
        actions.assign(seen, inspector, by=user, at=clock.now())
    except Refused as refused:
        _say(request, refused)
    else:
        messages.success(
            request,
            f"{seen.required.label} of {seen.required.record.number} on {long_day(seen.day)}: {inspector.label}.",
        )
    return _back(request, seen)


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Pass, fail or partial, with notes the applicant reads and photos."""
    user = access.staff(request, RECORD)
    seen = _visit(visit_id)
    if request.method != "POST":
        return redirect("office:inspections:visit", seen.pk)
    form = ResultForm()
    if form.read(request):
        try:
            actions.record_result(seen, form.outcome, notes=form.notes, photos=form.pictures, by=user, at=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            outcome = OUTCOMES[form.outcome]
            messages.success(request, f"{seen.required.label} of {seen.required.record.number}: {outcome}.")
            return redirect(FRONT)
    return _show(request, seen, form, may_record=True, may_assign=may(user, ASSIGN), status=WRONG)


@require_POST
def cancel(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Call a visit off from the office, at any time, with the reason."""
    user = access.staff(request, ASSIGN)
    seen = _visit(visit_id)
    try:
        actions.cancel(seen, why=request.POST.get("why", "").strip(), by=user, at=clock.now())
    except Refused as refused:
        _say(request, refused)
    else:
        messages.success(request, f"{seen.required.label} on {long_day(seen.day)} is called off.")
    return redirect("office:records:record", seen.required.record.number)


@require_safe
def photo(request: HttpRequest, visit_id: int, photo_id: int) -> HttpResponse:
    """A photo of a visit."""
    access.staff(request, SEE, RECORD)
    try:
        found = queries.photo(photo_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    if found.visit_id != visit_id:
        raise Http404(access.NOT_FOUND)
    answer = HttpResponse(files.read(found.path), content_type=found.content_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _visit(visit_id: int) -> Visit:
    try:
        return queries.visit(visit_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _show(
    request: HttpRequest, seen: Visit, form: ResultForm, *, may_record: bool, may_assign: bool, status: int = 200
) -> HttpResponse:
    record = seen.required.record
    others = queries.of_record(record.pk)
    return render(
        request,
        "office/inspections/visit.html",
        {
            "stop": stops([seen], notes=may_record)[0],
            "visit": seen,
            "record": record,
            "others": others,
            "photos": queries.photos(seen),
            "form": form,
            "errors": form.errors,
            "may_record": may_record and seen.state == SCHEDULED,
            "may_assign": may_assign and seen.state == SCHEDULED,
            "inspectors": _choices() if may_assign else [],
            "back": request.get_full_path(),
        },
        status=status,
    )


def _choices() -> list[tuple[str, str]]:
    return [(str(person.pk), person.label) for person in inspectors()]


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _say(request: HttpRequest, refused: Refused) -> None:
    for reason in refused.reasons:
        messages.error(request, f"{reason.say} {reason.because}".strip())


def _back(request: HttpRequest, seen: Visit) -> HttpResponse:
    to = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/office/"):
        return redirect(to)
    return redirect("office:inspections:visit", seen.pk)
