"""Choosing what to apply for, starting, coming back, throwing away."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.apply.steps import application
from transom.records import actions, queries
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType
from transom.rulebook.estimating import answers_in
from transom.ui import language
from transom.ui.language import told, told_refusal

LONGEST = 100

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu of types; one that is not online leads to what to bring to the counter."""

    label: str
    url: str
    description: str
    online: bool


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Every type of every group, or those that hold the words looked for; what only the counter takes says so."""
    live = {rt.id: rt for rt in rulebook.current_types(clock.today())}
    words = request.GET.get("q", "").strip()[:LONGEST]
    groups = []
    for group in rulebook.agency().groups:
        choices = [_choice(told(entry.label), live.get(entry.type_id or "")) for entry in group.entries]
        groups.append((group, [one for one in choices if _holds(words, one, told(group.label))]))
    mine = queries.drafts(user) if (user := access.visitor(request)) else []
    context = {"groups": [each for each in groups if each[1]], "drafts": _listed(mine), "q": words}
    return render(request, "portal/apply/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, type_id: str) -> HttpResponse:
    """What the application will ask for; the button starts it."""
    try:
        rt = rulebook.current_type(type_id, clock.today())
    except (ObjectDoesNotExist, LookupError):
        raise Http404(_("We take no such application.")) from None
    if request.method == "POST":
        user = access.signed_in(request, back=request.get_full_path())
        try:
            draft = _started(rt, request, user)
        except Refused as refused:
            messages.error(request, told_refusal(refused))
            return redirect(request.get_full_path())
        return redirect(application(draft).steps[0].url)
    shown = rt.in_language(language.current())
    return render(
        request,
        "portal/apply/start.html",
        {
            "rt": shown,
            "documents": shown.documents({}),
            "signed_in": access.visitor(request) is not None,
            "answered": bool(request.GET),
            "here": request.get_full_path(),
        },
    )


@transaction.atomic
def _started(rt: RecordType, request: HttpRequest, user: User) -> Record:
    """A draft; begun with the answers of a fee estimate where the address brings them."""
    draft = actions.start_draft(rt, by=user, at=clock.now())
    if not request.GET:
        return draft
    given = answers_in(rt, {name: [str(value) for value in values] for name, values in request.GET.lists()})
    kept = {key: value for key, value in given.items() if value not in ("", [])}
    return actions.fill(draft, kept, by=user, at=clock.now())


@require_safe
def resume(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Where one left off: the first page with something wrong or missing, else the review."""
    app = application(access.draft(request, draft_id))
    for step in app.steps[:-1]:
        if step.key == "documents":
            unfinished = bool(queries.documents_missing(app.draft, app.rt, app.facts))
        else:
            unfinished = bool(app.rt.validate(app.draft.answers, app.facts, step.key).errors)
        if unfinished:
            return redirect(step.url)
    return redirect(app.review_url)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw an application away, asked once more because it cannot be taken back."""
    draft = access.draft(request, draft_id)
    if request.method == "POST":
        actions.discard_draft(draft, by=access.signed_in(request), at=clock.now())
        messages.success(request, _("Your application for %(type)s was discarded.") % {"type": told(draft.type_label)})
        return redirect("portal:apply:choose")
    return render(request, "portal/apply/discard.html", {"draft": draft})


def _holds(words: str, choice: Choice, group: str) -> bool:
    """Whether each word stands in what the type is called or does; "fences" finds a fence."""
    said = _plain(f"{choice.label} {choice.description} {group}")
    return all(word in said or word.rstrip("s") in said for word in _plain(words).split())


def _plain(text: str) -> str:
    """Without capitals and accents, which nobody types into a search."""
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


def _choice(label: str, rt: RecordType | None) -> Choice:
    if rt is None:
        return Choice(label, "", "", online=False)
    return Choice(label, reverse("portal:apply:start", args=[rt.id]), told(rt.description or ""), rt.online)


def _listed(drafts: list[Record]) -> list[dict[str, object]]:
    return [
        {
            "label": draft.type_label,
            "address": draft.address,
            "saved": draft.updated_at,
            "url": reverse("portal:apply:resume", args=[draft.pk]),
            "discard_url": reverse("portal:apply:discard", args=[draft.pk]),
        }
        for draft in drafts
    ]
