"""Review everything, see the fees with their because, sign, submit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from transom.kernel import clock
from transom.kernel.refusals import Reason, Refused
from transom.portal import access
from transom.portal.apply.steps import DOCUMENTS, REVIEW, Application, application, frame
from transom.portal.apply.views.answering import WRONG
from transom.records import actions, queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.fees import Assessment
from transom.ui import language
from transom.ui.estimates import fee_lines
from transom.ui.language import told
from transom.workflow import actions as workflow
from transom.workflow import queries as moves

CONSENT = gettext_noop("Confirm that what you say here is true.")
SUBMIT, CHARGE, LATER = "submit", "charge", ("issue",)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to mend before submitting, with the page where that is done."""

    say: str
    url: str
    because: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Everything that was answered with a way to change it; the signature and the button that submits."""
    app = application(access.draft(request, draft_id))
    if request.method != "POST":
        return _show(request, app, {}, ())
    user = access.signed_in(request)
    verb = request.POST.get("then", "submit")
    before = app.before(REVIEW)
    if verb == "back" and before:
        return redirect(before.url)
    if verb == "exit":
        messages.success(request, _("Your application is saved. You find it under “My open applications”."))
        return redirect("/dashboard/")
    errors = _unsigned(request)
    if errors:
        return _show(request, app, errors, ())
    try:
        draft = actions.sign(app.draft, request.POST["signature"], by=user, at=clock.now())
        record = workflow.submit(draft, by=user, at=clock.now())
    except Refused as refused:
        return _show(request, application(access.draft(request, draft_id)), {}, refused.reasons)
    say = _("Your application was submitted. Its number is %(number)s. We sent you an e-mail.")
    messages.success(request, say % {"number": record.number})
    return redirect("portal:records:info", record.number)


def _unsigned(request: HttpRequest) -> dict[str, str]:
    errors = {}
    if request.POST.get("consent") != "yes":
        errors["consent"] = told(CONSENT)
    if not request.POST.get("signature", "").strip():
        errors["signature"] = _("Type your full name to sign the application.")
    return errors


def _show(request: HttpRequest, app: Application, errors: dict[str, str], refused: tuple[Reason, ...]) -> HttpResponse:
    user = access.signed_in(request)
    todo = _todo(app)
    shown = {item.say for item in todo}
    answer_pages = [
        (section, app.page_url(section.key))
        for section in queries.answers_view(app.draft, private=True, language=language.current(), say=told)
    ]
    context = frame(app, REVIEW) | {
        "answer_pages": answer_pages,
        "files": queries.attachments(app.draft),
        "documents_url": reverse("portal:apply:documents", args=[app.draft.pk]),
        "asks_documents": any(step.key == DOCUMENTS for step in app.steps),
        "applicant": user,
        "todo": todo,
        "refused": [reason for reason in refused if reason.say not in shown],
        "due_now": _fees(app, _charged_on_submission(app.rt)),
        "due_later": _fees(app, LATER),
        "errors": errors,
        "signature": request.POST.get("signature", ""),
        "consented": request.POST.get("consent") == "yes",
    }
    return render(request, "portal/apply/review.html", context, status=WRONG if errors or refused else 200)


def _todo(app: Application) -> list[Todo]:
    """What the rulebook would refuse now, each with the page that mends it."""
    found = []
    for key, say in app.rt.validate(app.draft.answers, app.facts, None).errors.items():
        field = app.rt.fields[key.split(".")[0]]
        found.append(Todo(f"{field.label}: {told(say)}", app.page_url(app.page_of(field.key))))
    missing = queries.documents_missing(app.draft, app.rt, app.facts)
    documents = reverse("portal:apply:documents", args=[app.draft.pk])
    found += [Todo(_("Upload this document: %(document)s") % {"document": label}, documents) for label in missing]
    for need in moves.missing(app.draft, "submit", today=app.facts["today"]):
        if not (missing and need.key == "papers"):
            found.append(Todo(need.say, "", need.because))
    return found


def _charged_on_submission(rt: RecordType) -> tuple[str, ...]:
    """The events that submitting charges: a permit's submission, a license's application."""
    moves = [move for move in rt.lifecycle.moves if move.on == SUBMIT]
    return tuple(dict.fromkeys(effect.arg for move in moves for effect in move.do if effect.verb == CHARGE))


def _fees(app: Application, events: tuple[str, ...]) -> dict[str, Any]:
    """The fees of events as far as the answers tell; what is still unknown is named, never counted as nothing."""
    assessed: list[Assessment] = [app.rt.assess(event, app.facts) for event in events]
    lines = fee_lines(line for each in assessed for line in each.lines)
    return {
        "lines": lines,
        "total": sum(line.cents for line in lines),
        "unknown": [
            (fee.label, ", ".join(told(app.rt.label_of(name)) for name in fee.needs))
            for each in assessed
            for fee in each.unknown
        ],
    }
