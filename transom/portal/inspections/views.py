"""Scheduling an inspection, moving it, calling it off; and the inspectors' telephone list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts.queries import inspectors as all_inspectors
from transom.inspections import actions, queries
from transom.inspections.rules import SCHEDULED, long_day
from transom.kernel import clock, files
from transom.kernel.refusals import Refused
from transom.portal import access as portal
from transom.portal.inspections import access
from transom.portal.inspections.calendars import visit_file
from transom.portal.inspections.forms import ScheduleForm
from transom.records.rights import Right
from transom.rulebook.queries import agency

if TYPE_CHECKING:
    from transom.inspections.models import Required, Visit

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Choose a day for an inspection, say who is on site, and how to get in."""
    required = access.required(request, number, key)
    at = clock.now()
    form = ScheduleForm(queries.bookable_days(required.record, at))
    if request.method == "POST":
        day = form.read(request.POST)
        if day is not None:
            try:
                visit = actions.request(
                    required,
                    day,
                    contact=form.contact,
                    access_note=form.access_note,
                    by=portal.signed_in(request),
                    at=at,
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, f"{required.label} is scheduled for {long_day(visit.day)}.")
                return redirect("portal:inspections:visit", visit.pk)
    return _choose(request, required, form, queries.why_not(required, at), None)


@require_safe
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit: when, who comes, how to reach them, and what was found."""
    seen = access.visit(request, visit_id, Right.PRIVATE)
    user, at = portal.signed_in(request), clock.now()
    city = agency(seen.required.record.agency)
    return render(
        request,
        "portal/inspections/visit.html",
        {
            "visit": seen,
            "record": seen.required.record,
            "access_note": "" if user.is_staff else seen.access_note,
            "photos": queries.photos(seen),
            "hours": city.calendar.hours_text,
            "call": city.calendar.call_text,
            "inspector": queries.contact(seen, at),
            "may_change": seen.state == SCHEDULED and queries.may_change(seen, at),
        },
    )


@require_safe
def calendar_file(request: HttpRequest, visit_id: int) -> HttpResponse:
    """The visit for the calendar of a phone."""
    seen = access.visit(request, visit_id, Right.PRIVATE)
    answer = HttpResponse(visit_file(seen, clock.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="inspection-{seen.pk}.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Move a visit to another day, until the cut-off."""
    seen = access.visit(request, visit_id, Right.SCHEDULE)
    at = clock.now()
    required = seen.required
    form = ScheduleForm(queries.bookable_days(required.record, at), day=seen.day.isoformat())
    if request.method == "POST":
        day = form.read(request.POST)
        if day is not None:
            try:
                moved = actions.reschedule(seen, day, by=portal.signed_in(request), at=at)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, f"{required.label} is now on {long_day(moved.day)}.")
                return redirect("portal:inspections:visit", moved.pk)
    return _choose(request, required, form, (), seen)


@require_POST
def cancel(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Call a visit off, until the cut-off; the inspection can be scheduled again."""
    seen = access.visit(request, visit_id, Right.SCHEDULE)
    try:
        actions.cancel(seen, by=portal.signed_in(request), at=clock.now())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, f"{reason.say} {reason.because}".strip())
        return redirect("portal:inspections:visit", seen.pk)
    messages.success(request, f"{seen.required.label} on {long_day(seen.day)} is called off.")
    return redirect("portal:records:inspections", seen.required.record.number)


@require_safe
def photo(request: HttpRequest, visit_id: int, photo_id: int) -> HttpResponse:
    """A photo of a visit; re-encoded by us when it was taken in, so it may be shown in the page."""
    seen = access.photo(request, visit_id, photo_id)
    answer = HttpResponse(files.read(seen.path), content_type=seen.content_type)
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@require_safe
def inspectors(request: HttpRequest) -> HttpResponse:
    """Who inspects, their telephones, and when they take calls."""
    city = agency()
    people = [{"name": person.label, "phone": person.phone} for person in all_inspectors()]
    return render(
        request,
        "portal/inspections/inspectors.html",
        {"inspectors": people, "hours": city.calendar.hours_text, "call": city.calendar.call_text},
    )


def _choose(
    request: HttpRequest, required: Required, form: ScheduleForm, why_not: tuple[object, ...], moving: Visit | None
) -> HttpResponse:
    city = agency(required.record.agency)
    return render(
        request,
        "portal/inspections/schedule.html",
        {
            "required": required,
            "record": required.record,
            "form": form,
            "errors": form.errors,
            "why_not": why_not,
            "moving": moving,
            "may_move": moving is None or queries.may_change(moving, clock.now()),
            "hours": city.calendar.hours_text,
            "call": city.calendar.call_text,
        },
        status=WRONG if form.errors else 200,
    )
