"""The tabs of a record and what its parties do from them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.records import contents, forms
from transom.portal.records.downloads import handed_in
from transom.portal.records.faces import Face, face, tabs
from transom.records import actions, queries
from transom.records.rights import Right
from transom.ui.language import told, told_refusal
from transom.workflow import actions as workflow

WRONG = 422
KINDS = (("permit", gettext_noop("Permit")), ("project", gettext_noop("Project")), ("license", gettext_noop("License")))
BY_APPLICANT_ALONE = ("withdraw",)
WITH_MOVES = ("info", "reviews")


@require_safe
def info(request: HttpRequest, number: str) -> HttpResponse:
    """What was asked for, where it stands and what it still needs."""
    seen = face(request, number)
    return _tab(request, seen, "info", answer_pages=contents.answers(seen), documents=contents.papers(seen))


@require_safe
def site(request: HttpRequest, number: str) -> HttpResponse:
    """Where it is."""
    seen = face(request, number)
    return _tab(request, seen, "site", rows=contents.place(seen))


@require_safe
def contacts(request: HttpRequest, number: str) -> HttpResponse:
    """Who is on it; how to reach them only for its parties."""
    seen = face(request, number)
    return _tab(request, seen, "contacts", contacts=contents.people(seen))


@require_safe
def fees(request: HttpRequest, number: str) -> HttpResponse:
    """Every fee with how it came about, and whether it was paid."""
    seen = face(request, number)
    return _tab(request, seen, "fees", lines=contents.fee_lines(seen))


@never_cache
@require_safe
def fees_json(request: HttpRequest, number: str) -> HttpResponse:
    """The same for programs of the record's parties: each charge with its standing and its explanation."""
    record = access.record(request, number, to=Right.PRIVATE)
    lines = contents.charges_as_json(record.pk)
    return JsonResponse({"number": record.number, "fees": lines})


@require_safe
def reviews(request: HttpRequest, number: str) -> HttpResponse:
    """Who reviews it until when, and for its parties what they said."""
    seen = face(request, number)
    return _tab(request, seen, "reviews", reviews=contents.reviews(seen))


@require_safe
def inspections(request: HttpRequest, number: str) -> HttpResponse:
    """The visits it needs, when they come and what they found."""
    seen = face(request, number)
    return _tab(request, seen, "inspections", inspections=contents.inspections(seen))


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HttpRequest, number: str) -> HttpResponse:
    """The files handed in, and a way to hand in more: revised applications, certificates, revision responses."""
    if request.method == "POST":
        return _hand_in(request, number)
    return _attachments(request, face(request, number), {})


@require_safe
def download(request: HttpRequest, number: str, attachment_id: int) -> FileResponse:
    """One file, for the record's parties."""
    record = access.record(request, number, to=Right.PRIVATE)
    try:
        attachment = queries.attachment_for(record, attachment_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    return handed_in(attachment.path, attachment.filename, attachment.content_type)


@require_safe
def conditions(request: HttpRequest, number: str) -> HttpResponse:
    """What its holder must do or keep."""
    seen = face(request, number)
    return _tab(request, seen, "conditions", conditions=contents.conditions(seen), holds=contents.holds(seen))


@require_safe
def chronology(request: HttpRequest, number: str) -> HttpResponse:
    """What happened to it, newest first."""
    seen = face(request, number)
    return _tab(request, seen, "chronology", events=contents.events(seen))


@require_POST
def move(request: HttpRequest, number: str) -> HttpResponse:
    """A move the applicant's side may make: hand in again, extend, withdraw."""
    event = request.POST.get("event", "")
    right = Right.MANAGE if event in BY_APPLICANT_ALONE else Right.RESPOND
    record = access.record(request, number, to=right)
    user = access.signed_in(request)
    try:
        moved = workflow.fire(record, event, by=user, at=clock.now(), why=request.POST.get("why", "").strip())
        said = {"number": moved.number, "status": told(moved.status_label)}
        messages.success(request, _("%(number)s is now “%(status)s”.") % said)
    except Refused as refused:
        messages.warning(request, told_refusal(refused))
    return redirect("portal:records:info", number)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Put a record on one's dashboard by its kind and full number."""
    user = access.signed_in(request, back=request.path)
    kind, number = request.POST.get("kind", "permit"), request.POST.get("number", "")
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            linked = actions.link(kind, number, by=user, at=clock.now())
            say = _("%(number)s is linked.") % {"number": linked.record.number}
            messages.success(request, f"{say} {told(linked.because)}")
            return redirect(_back(request) or "/dashboard/")
        except Refused as refused:
            errors = {
                reason.field or "__all__": f"{told(reason.say)} {told(reason.because)}".strip()
                for reason in refused.reasons
            }
    kinds = [(key, told(label)) for key, label in KINDS]
    context = {"kinds": kinds, "kind": kind, "number": number, "errors": errors}
    return render(request, "portal/records/link.html", context, status=WRONG if errors else 200)


@require_POST
def unlink(request: HttpRequest, number: str) -> HttpResponse:
    """Take a record off one's dashboard."""
    user = access.signed_in(request, back=f"/records/{number}/")
    record = access.record(request, number)
    try:
        actions.unlink(record, by=user, at=clock.now())
        messages.success(request, _("%(number)s is no longer linked to your account.") % {"number": record.number})
    except Refused as refused:
        messages.warning(request, told_refusal(refused))
    return redirect(_back(request) or "/dashboard/")


def _tab(request: HttpRequest, seen: Face, tab: str, status: int = 200, **content: Any) -> HttpResponse:
    if tab in WITH_MOVES:
        content["moves"] = [button for button in seen.buttons if button.event not in BY_APPLICANT_ALONE]
    context = {"face": seen, "tabs": tabs(seen.number, tab), "here": tab, "Right": Right} | content
    return render(request, f"portal/records/{tab}.html", context, status=status)


def _attachments(request: HttpRequest, seen: Face, errors: dict[str, str]) -> HttpResponse:
    return _tab(
        request,
        seen,
        "attachments",
        WRONG if errors else 200,
        files=contents.files(seen),
        papers=contents.papers(seen),
        kinds=contents.document_kinds(seen),
        some_expire=contents.some_expire(seen),
        expires_on=request.POST.get("expires_on", ""),
        chosen=request.POST.get("document", ""),
        errors=errors,
    )


def _hand_in(request: HttpRequest, number: str) -> HttpResponse:
    """Keep every file that may be kept; what is wrong with the others is said at the box."""
    record = access.record(request, number, to=Right.UPLOAD)
    user, at = access.signed_in(request), clock.now()
    form = forms.read(request, dict(contents.document_kinds(face(request, number))))
    kept = []
    for upload in form.uploads if not form.errors else ():
        try:
            attachment = actions.attach(
                record,
                upload,
                document="" if form.document == contents.OTHER else form.document,
                label=form.label,
                expires_on=form.expires_on,
                by=user,
                at=at,
            )
            kept.append(attachment.filename)
        except Refused as refused:
            form.refuse(told_refusal(refused))
    if kept:
        messages.success(request, _("Handed in: %(files)s.") % {"files": ", ".join(kept)})
    if form.errors:
        return _attachments(request, face(request, number), form.errors)
    return redirect(request.path)


def _back(request: HttpRequest) -> str:
    """Where the form said to come back to, when that is an address of ours."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, None) and back.startswith("/") else ""
