"""Files of a record: staff add and open them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from transom.kernel import clock, files
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.records.forms import FilesForm, refuse
from transom.records import actions, queries
from transom.workflow.queries import facts, type_of

if TYPE_CHECKING:
    from transom.records.models import Record

WRONG = 422
PDF = "application/pdf"
# A browser's own PDF viewer does not open in a sandbox; it runs apart from the page as it is.
APART = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
ADDING = ("records.amend", "records.intake", "reviews.decide", "inspections.record")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Add files of one kind; all of them or none."""
    record, user = access.record(request, number, *ADDING), access.staff(request)
    form = FilesForm(request.POST if request.method == "POST" else None, _documents(record))
    uploads = request.FILES.getlist("files")
    if request.method == "POST" and form.take(uploads):
        said, at = form.cleaned_data, clock.now()
        try:
            with transaction.atomic():
                for upload in uploads:
                    actions.attach(
                        record,
                        upload,
                        document=said["document"],
                        label=form.named,
                        expires_on=said["expires_on"],
                        by=user,
                        at=at,
                    )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "The file is added." if len(uploads) == 1 else f"{len(uploads)} files are added.")
            return redirect("office:records:record", number)
    context = {"record": record, "form": form}
    return render(request, "office/records/files.html", context, status=WRONG if form.errors else 200)


@require_safe
def read(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """A file as it was handed in; whoever made it is not ourselves, so it opens apart from our pages."""
    record = access.record(request, number, "records.view")
    try:
        file = queries.attachment_for(record, file_id)
        content = files.read(file.path)
    except (ObjectDoesNotExist, FileNotFoundError):
        raise Http404(access.NOT_FOUND) from None
    response = HttpResponse(content, content_type=file.content_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file.filename)}"
    response["Content-Security-Policy"] = APART if file.content_type == PDF else f"sandbox; {APART}"
    response["Cache-Control"] = "private, no-store"
    return response


def _documents(record: Record) -> list[tuple[str, str]]:
    today = clock.today()
    rt = type_of(record, today)
    return [(spec.key, spec.label) for spec in rt.documents(facts(record, rt, today))] if rt else []
