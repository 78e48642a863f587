"""What staff put on a record: notes, holds, conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.records.forms import ConditionForm, HoldForm, NoteForm, refuse
from transom.records import actions, queries

if TYPE_CHECKING:
    from transom.records.models import Record

WRONG = 422
CONDITION_ABILITIES = ("records.amend", "reviews.decide")


@require_http_methods(["GET", "HEAD", "POST"])
def add_note(request: HttpRequest, number: str) -> HttpResponse:
    """Write an internal note."""
    record, user = access.record(request, number, "records.view"), access.staff(request)
    form = NoteForm(request.POST or None)

    def act() -> None:
        actions.add_note(record, form.cleaned_data["text"], by=user, at=clock.now())

    return _written(request, record, form, act, title="Add a note", button="Add the note", done="The note is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest, number: str) -> HttpResponse:
    """Hold the record, its property or its company."""
    record, user = access.record(request, number, "holds.place"), access.staff(request)
    things = _holdable(record)
    form = HoldForm(request.POST or None, [(key, label) for key, (label, _) in things.items()])

    def act() -> None:
        said = form.cleaned_data
        _, thing = things[said["about"]]
        actions.place_hold(thing, said["level"], said["reason"], ask=said["ask"], by=user, at=clock.now())

    return _written(
        request, record, form, act, title="Place a hold", button="Place the hold", done="The hold is placed."
    )


@require_POST
def lift_hold(request: HttpRequest, number: str, hold_id: int) -> HttpResponse:
    """End a hold that bears on this record."""
    record, user = access.record(request, number, "holds.place"), access.staff(request)
    hold = next((one for one in queries.holds(record, lifted=True) if one.pk == hold_id), None)
    if hold is None:
        raise Http404(access.NOT_FOUND)
    return _pressed(request, record, lambda: actions.lift_hold(hold, by=user, at=clock.now()), "The hold is lifted.")


@require_http_methods(["GET", "HEAD", "POST"])
def add_condition(request: HttpRequest, number: str) -> HttpResponse:
    """Put a condition on the record."""
    record, user = access.record(request, number, *CONDITION_ABILITIES), access.staff(request)
    form = ConditionForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        actions.add_condition(record, said["text"], due_on=said["due_on"], by=user, at=clock.now())

    return _written(
        request, record, form, act, title="Add a condition", button="Add the condition", done="The condition is added."
    )


@require_POST
def clear_condition(request: HttpRequest, number: str, condition_id: int) -> HttpResponse:
    """Say that a condition is met."""
    record, user = access.record(request, number, *CONDITION_ABILITIES), access.staff(request)
    condition = next((one for one in queries.conditions(record) if one.pk == condition_id), None)
    if condition is None:
        raise Http404(access.NOT_FOUND)
    done = "The condition is met."
    return _pressed(request, record, lambda: actions.clear_condition(condition, by=user, at=clock.now()), done)


def _holdable(record: Record) -> dict[str, tuple[str, Any]]:
    things: dict[str, tuple[str, Any]] = {"record": (f"This record, {record.number}", record)}
    if record.parcel:
        things["parcel"] = (f"The property {record.parcel}, with everything on it", record.parcel)
    if record.firm:
        things["firm"] = (f"{record.firm.name}, on all its records", record.firm)
    return things


def _written(
    request: HttpRequest, record: Record, form: Form, act: Callable[[], object], *, title: str, button: str, done: str
) -> HttpResponse:
    """Do it when the form is right and go back to the record; else show the form with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, done)
            return redirect("office:records:record", record.number)
    context = {"record": record, "form": form, "title": title, "button": button}
    return render(request, "office/records/write.html", context, status=WRONG if form.errors else 200)


def _pressed(request: HttpRequest, record: Record, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and go back to the record, saying how it went."""
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("office:records:record", record.number)
