"""One page of questions: what is typed is always kept; what is wrong is said at the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.apply import forms
from transom.portal.apply.questions import questions
from transom.portal.apply.steps import Application, application, frame
from transom.records import actions
from transom.ui.language import told, told_refusal

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: int, page_key: str) -> HttpResponse:
    """Show a page of the form, or keep what was typed on it and go where its button leads."""
    app = application(access.draft(request, draft_id))
    if page_key not in {each.key for each in app.rt.pages}:
        raise Http404(_("This application has no such page."))
    if request.method != "POST":
        return _show(request, app, page_key)
    fields = next(each.fields for each in app.rt.pages if each.key == page_key)
    try:
        checked = actions.save_page(
            app.draft, page_key, forms.typed(request.POST, fields), by=access.signed_in(request), at=clock.now()
        )
    except Refused as refused:
        messages.error(request, told_refusal(refused))
        return redirect(request.path)
    return _go(request, application(access.draft(request, draft_id)), page_key, checked.errors)


def _go(request: HttpRequest, app: Application, page_key: str, errors: Mapping[str, str]) -> HttpResponse:
    """Where the pressed button leads; on only when nothing is wrong and no answer brought up a new question."""
    verb, _colon, what = request.POST.get("then", "next").partition(":")
    if verb == "exit":
        messages.success(request, _("Your application is saved. You find it under “My open applications”."))
        return redirect("/dashboard/")
    before = app.before(page_key)
    if verb == "back" and before:
        return redirect(before.url)
    if verb == "entry" and app.field(what, "list"):
        return redirect("portal:apply:add-entry", app.draft.pk, what)
    searched = [what] if verb == "find" else [key for key in _searched(request, app, page_key) if key in errors]
    if searched and app.page_of(searched[0]) == page_key:
        query = urlencode({"q": request.POST.get(f"{searched[0]}.q", "").strip()})
        return redirect(f"{reverse('portal:apply:find', args=[app.draft.pk, searched[0]])}?{query}")
    new = {field.key for field in app.rt.visible_fields(page_key, app.facts)} - forms.shown(request.POST)
    told = {key: say for key, say in errors.items() if key.split(".")[0] not in new}
    if errors or new:
        return _show(request, app, page_key, told, new)
    return redirect(app.after(page_key).url)


def _searched(request: HttpRequest, app: Application, page_key: str) -> list[str]:
    """Questions with a search box where something was typed but nothing picked yet."""
    return [
        field.key
        for field in app.rt.visible_fields(page_key, app.facts)
        if field.type in ("parcel", "license-holder") and request.POST.get(f"{field.key}.q", "").strip()
    ]


def _show(
    request: HttpRequest,
    app: Application,
    page_key: str,
    errors: Mapping[str, str] | None = None,
    new: set[str] | None = None,
) -> HttpResponse:
    this = next(each for each in app.rt.pages if each.key == page_key)
    context: dict[str, Any] = frame(app, page_key) | {
        "page": this,
        "questions": questions(app, page_key, errors or {}, new or set()),
        "errors": {key: told(say) for key, say in (errors or {}).items()},
        "asked_more": bool(new) and not errors,
    }
    return render(request, "portal/apply/page.html", context, status=WRONG if errors else 200)
