"""Search, then pick: the property, or the company that holds the license."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from transom.accounts import queries as accounts
from transom.kernel import clock
from transom.land import queries as land
from transom.portal import access
from transom.portal.apply.questions import firm_choices, parcel_lines
from transom.portal.apply.steps import Application, application, frame
from transom.portal.apply.views.answering import WRONG
from transom.records import actions
from transom.rulebook.forms import Field
from transom.ui.language import told

MOST = 12
PICK_ONE = {"parcel": gettext_noop("Choose the property."), "license-holder": gettext_noop("Choose the company.")}


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, draft_id: int, field_key: str) -> HttpResponse:
    """A search box and what it found; picking one answers the question and leads back to its page."""
    app = application(access.draft(request, draft_id))
    field = app.field(field_key, "parcel") or app.field(field_key, "license-holder")
    if field is None:
        raise Http404(_("This application has no such question."))
    error = ""
    if request.method == "POST":
        error = _pick(request, app, field)
        if not error:
            return redirect(app.page_url(app.page_of(field_key)))
    text = request.GET.get("q", "").strip()[:200]
    context = frame(app, app.page_of(field_key)) | {
        "field": field,
        "q": text,
        "options": _found(app, field, text) if text else [],
        "errors": {"choice": error} if error else {},
        "back_url": app.page_url(app.page_of(field_key)),
    }
    return render(request, "portal/apply/find.html", context, status=WRONG if error else 200)


def _found(app: Application, field: Field, text: str) -> list[tuple[str, str, str]]:
    if field.type == "parcel":
        return [(str(one.pk), str(one), ". ".join(parcel_lines(vars(one)))) for one in land.find(text, MOST)]
    companies = firm_choices(app, field, text)
    return [(str(pk), name, ". ".join([said["word"], *said["lines"]])) for pk, name, said in companies]


def _pick(request: HttpRequest, app: Application, field: Field) -> str:
    """Keep the choice; the sentence when there is none."""
    user, chosen = access.signed_in(request), request.POST.get("choice", "")
    if not chosen.isdecimal():
        return told(PICK_ONE[field.type])
    try:
        if field.type == "parcel":
            picked = land.parcel(int(chosen))
            actions.pick_parcel(app.draft, field.key, picked, by=user, at=clock.now())
            messages.success(request, _("Property chosen: %(address)s.") % {"address": picked})
        else:
            firm = accounts.firm(int(chosen))
            actions.pick_firm(app.draft, field.key, firm, by=user, at=clock.now())
            messages.success(request, _("Company chosen: %(company)s.") % {"company": firm.name})
    except (ObjectDoesNotExist, OverflowError):
        return told(PICK_ONE[field.type])
    return ""
