"""The documents step: several files at once, each as the document it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.apply.steps import DOCUMENTS, Application, application, frame
from transom.portal.apply.views.answering import WRONG
from transom.portal.records.downloads import handed_in
from transom.records import actions, queries
from transom.ui.language import told, told_refusal

OTHER = "other"
OTHER_LABEL = gettext_noop("Other document")


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What has to be handed in and what is there; going on keeps the files that were chosen."""
    app = application(access.draft(request, draft_id))
    if request.method != "POST":
        return _show(request, app, {})
    errors = _keep(request, app)
    verb = request.POST.get("then", "next")
    before = app.before(DOCUMENTS)
    if errors:
        return _show(request, application(access.draft(request, draft_id)), errors)
    if verb == "exit":
        messages.success(request, _("Your application is saved. You find it under “My open applications”."))
        return redirect("/dashboard/")
    if verb == "back" and before:
        return redirect(before.url)
    if verb == "upload":
        return redirect(request.path)
    missing = {
        f"file.{key}": _("Upload this document: %(document)s.") % {"document": label} for key, label in _missing(app)
    }
    if missing:
        return _show(request, application(access.draft(request, draft_id)), missing)
    return redirect(app.after(DOCUMENTS).url)


@require_safe
def open_document(request: HttpRequest, draft_id: int, attachment_id: int) -> FileResponse:
    """A file of one's own application."""
    attachment = _attachment(request, draft_id, attachment_id)
    return handed_in(attachment.path, attachment.filename, attachment.content_type)


@require_POST
def remove_document(request: HttpRequest, draft_id: int, attachment_id: int) -> HttpResponse:
    """Take a file back out."""
    attachment = _attachment(request, draft_id, attachment_id)
    try:
        actions.remove_attachment(attachment, by=access.signed_in(request), at=clock.now())
        messages.success(request, _("%(file)s was removed.") % {"file": attachment.filename})
    except Refused as refused:
        messages.warning(request, told_refusal(refused))
    return redirect("portal:apply:documents", draft_id)


def _keep(request: HttpRequest, app: Application) -> dict[str, str]:
    """Keep every file that may be kept, and say at the right box why the others are not."""
    labels = {spec.key: spec.label for spec in app.rt.documents(app.facts)} | {OTHER: OTHER_LABEL}
    errors: dict[str, str] = {}
    kept = []
    for key, label in labels.items():
        for upload in request.FILES.getlist(f"file.{key}"):
            try:
                kept.append(
                    actions.attach(
                        app.draft,
                        upload,
                        document="" if key == OTHER else key,
                        label=label,
                        by=access.signed_in(request),
                        at=app.at,
                    )
                )
            except Refused as refused:
                errors[f"file.{key}"] = f"{errors.get(f'file.{key}', '')} {told_refusal(refused)}".strip()
    if kept:
        names = ", ".join(attachment.filename for attachment in kept)
        messages.success(request, _("Saved: %(files)s.") % {"files": names})
    return errors


def _missing(app: Application) -> list[tuple[str, str]]:
    labels = set(queries.documents_missing(app.draft, app.rt, app.facts))
    return [(spec.key, spec.label) for spec in app.rt.documents(app.facts) if spec.label in labels]


def _show(request: HttpRequest, app: Application, errors: Mapping[str, str]) -> HttpResponse:
    given: dict[str, list[dict[str, Any]]] = {}
    for attachment in queries.attachments(app.draft):
        address = [app.draft.pk, attachment.pk]
        given.setdefault(attachment.document or OTHER, []).append(
            {
                "filename": attachment.filename,
                "size": attachment.size,
                "url": reverse("portal:apply:document", args=address),
                "remove_url": reverse("portal:apply:remove-document", args=address),
            }
        )
    rows = [
        (spec.key, spec.label, spec.required, given.get(spec.key, []), errors.get(f"file.{spec.key}", ""))
        for spec in app.rt.documents(app.facts)
    ]
    rows.append((OTHER, told(OTHER_LABEL), False, given.get(OTHER, []), errors.get(f"file.{OTHER}", "")))
    context = frame(app, DOCUMENTS) | {"rows": rows, "errors": errors}
    return render(request, "portal/apply/documents.html", context, status=WRONG if errors else 200)


def _attachment(request: HttpRequest, draft_id: int, attachment_id: int) -> Any:
    draft = access.draft(request, draft_id)
    try:
        return queries.attachment_for(draft, attachment_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
