"""The entries of a repeating group: add another, change, remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.apply import forms
from transom.portal.apply.steps import Application, application, frame
from transom.portal.apply.views.answering import WRONG
from transom.records import actions
from transom.rulebook.forms import Field
from transom.ui.language import told, told_refusal

CHANGED = gettext_noop("This entry was changed in another window. Look at it as it is now.")


@require_http_methods(["GET", "HEAD", "POST"])
def add_entry(request: HttpRequest, draft_id: int, field_key: str) -> HttpResponse:
    """A page for one more entry; “Save and add another” comes back to it."""
    app = application(access.draft(request, draft_id))
    return _entry(request, app, _group(app, field_key), None, {})


@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, draft_id: int, field_key: str, index: int) -> HttpResponse:
    """A page that changes one entry."""
    app = application(access.draft(request, draft_id))
    return _entry(request, app, _group(app, field_key), index, _entry_at(app, field_key, index))


@require_POST
def remove_entry(request: HttpRequest, draft_id: int, field_key: str, index: int) -> HttpResponse:
    """Take one entry out."""
    app = application(access.draft(request, draft_id))
    group = _group(app, field_key)
    entry = _entry_at(app, field_key, index)
    back = redirect(app.page_url(app.page_of(field_key)))
    if request.POST.get("was") != forms.digest(entry):
        messages.warning(request, told(CHANGED))
        return back
    try:
        actions.remove_item(app.draft, field_key, index, was=entry, by=access.signed_in(request), at=clock.now())
    except Refused as refused:
        messages.warning(request, told_refusal(refused))
        return back
    messages.success(
        request, _("Entry %(number)s of %(group)s was removed.") % {"number": index + 1, "group": group.label.lower()}
    )
    return back


def _entry(
    request: HttpRequest, app: Application, group: Field, index: int | None, entry: Mapping[str, Any]
) -> HttpResponse:
    back = app.page_url(app.page_of(group.key))
    values, errors = dict(entry), {}
    if request.method == "POST":
        if index is not None and request.POST.get("was") != forms.digest(entry):
            messages.warning(request, told(CHANGED))
            return redirect(request.path)
        values = {item.key: forms.answer(request.POST, item, item.key) for item in group.items}
        try:
            errors = actions.save_item(
                app.draft, group.key, index, values, was=entry or None, by=access.signed_in(request), at=clock.now()
            ).errors
        except Refused as refused:
            messages.error(request, told_refusal(refused))
            return redirect(back)
        if not errors:
            return redirect(request.path if request.POST.get("then") == "another" else back)
    context = frame(app, app.page_of(group.key)) | {
        "group": group,
        "number": (len(app.draft.answers.get(group.key) or []) if index is None else index) + 1,
        "items": [(item, values.get(item.key, ""), told(errors.get(item.key, ""))) for item in group.items],
        "errors": {key: told(say) for key, say in errors.items()},
        "was": forms.digest(entry) if index is not None else "",
        "is_new": index is None,
        "back_url": back,
    }
    return render(request, "portal/apply/entry.html", context, status=WRONG if errors else 200)


def _group(app: Application, key: str) -> Field:
    group = app.field(key, "list")
    if group is None:
        raise Http404(_("This application has no such list."))
    return group


def _entry_at(app: Application, key: str, index: int) -> dict[str, Any]:
    entries = app.draft.answers.get(key) or []
    if not index < len(entries):
        raise Http404(_("There is no such entry any more."))
    entry: dict[str, Any] = entries[index]
    return entry
