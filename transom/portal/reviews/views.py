"""Answering comments, uploading the revision beside them, and handing it in again, from one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.reviews import forms
from transom.portal.reviews.forms import Response
from transom.records.actions import attach
from transom.records.queries import attachments, status_changes
from transom.records.rights import Right
from transom.reviews import actions, queries
from transom.workflow import queries as workflow
from transom.workflow.actions import fire

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record

WRONG = 422
RESUBMIT = "resubmit"
REVISION = ("revision", "Revision or response to corrections")


@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, number: str) -> HttpResponse:
    """Show what must be corrected; keep answers and files; hand it in again when asked to.

    What was written is kept before it is handed in, so that a refusal there loses neither an answer nor a file.
    """
    record = access.record(request, number, to=Right.RESPOND)
    user = access.signed_in(request)
    views = forms.to_answer(queries.of_record(record.pk))
    comments = [comment for view in views for comment in view.comments]
    response = forms.read(request, comments) if request.method == "POST" else Response()
    documents = _documents(record)
    handed_in = attachments(record)
    if request.method == "POST" and response.check(documents, forms.unanswered(views, handed_in)):
        try:
            _keep(record, response, documents, user)
            if response.resubmits:
                fire(record, RESUBMIT, by=user, at=clock.now())
                messages.success(request, f"{number} is handed in again. The reviewers were told.")
                return redirect("portal:records:reviews", number)
        except Refused as refused:
            response.refuse(refused)
        else:
            messages.success(request, "Your answers are saved. Choose Resubmit when everything is corrected.")
            return redirect("portal:reviews:respond", number)
    context = {
        "record": record,
        "reviews": views,
        "response": response,
        "errors": response.errors,
        "documents": list(documents.items()),
        "files": handed_in,
        "why": _why(record),
        "resubmit": next((one for one in workflow.buttons(record, user) if one.event == RESUBMIT), None),
    }
    return render(request, "portal/reviews/respond.html", context, status=WRONG if response.errors else 200)


@transaction.atomic
def _keep(record: Record, response: Response, documents: dict[str, str], user: User) -> None:
    """Keep every answer and every file, or none of them."""
    at = clock.now()
    for comment_id, text in response.written.items():
        actions.reply(queries.comment_of(record.pk, comment_id), text, by=user, at=at)
    key = "" if response.document == REVISION[0] else response.document
    for upload in response.uploads:
        attach(record, upload, document=key, label=documents[response.document], by=user, at=at)
    # Kept: the page that is shown after a refusal must not offer them a second time.
    response.answers, response.uploads = {}, ()


def _why(record: Record) -> str:
    """What staff wrote when they returned it, where they did and the reviewers did not."""
    changes = status_changes(record)
    return changes[-1].why if changes else ""


def _documents(record: Record) -> dict[str, str]:
    """What the files may be: a revision, or a paper of the rulebook."""
    today = clock.today()
    rt = workflow.type_of(record, today)
    known = workflow.facts(record, rt, today) if rt else {}
    return dict([REVISION, *((spec.key, spec.label) for spec in (rt.documents(known) if rt else ()))])
