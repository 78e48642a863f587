"""Proposing rules: send the files that change, or change the text of one; nothing here is in force yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from transom.accounts.rules import may
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.rulebook.choosing import PROPOSES, READS
from transom.office.rulebook.drafts import carried, standing, with_changes
from transom.office.rulebook.forms import ProposeForm, text_of
from transom.office.rulebook.proofreading import Look, look
from transom.office.rulebook.uploads import MOST_BYTES, MOST_PACKED, read_uploads
from transom.rulebook import actions, queries
from transom.rulebook.bundles import blob_name
from transom.rulebook.problems import RulebookError

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.rulebook.models import Proposal

WRONG = 422
TONES = {"open": "wait", "published": "good", "refused": "bad", "withdrawn": "neutral"}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits to be decided, and what was decided."""
    user = access.staff(request, READS)
    found = queries.proposals()
    context = {
        "waiting": [each for each in found if each.state == "open"],
        "decided": [each for each in found if each.state != "open"],
        "tones": TONES,
        "may_propose": may(user, PROPOSES),
    }
    return render(request, "office/rulebook/proposals.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send the files that change, or choose one to change here."""
    user = access.staff(request, PROPOSES)
    after = _after(request)
    files = _beginning(after)
    if isinstance(files, Refused):
        return _back_to(request, after, files)
    form = ProposeForm.of(request.POST) if request.method == "POST" else _fresh(after)
    whole = request.POST.get("whole") == "yes"
    if request.method == "POST":
        try:
            sent = read_uploads(request.FILES.getlist("files"), files)
        except Refused as refused:
            form.refuse(refused)
        else:
            proposal = _propose(sent if whole else with_changes(files, sent), form, user, after)
            if proposal is not None:
                return _proposed(request, proposal, after)
    context = {
        "form": form,
        "whole": whole,
        "after": after,
        "folders": _folders(files),
        "limits": (MOST_BYTES, MOST_PACKED),
        "today": clock.today(),
    }
    return render(request, "office/rulebook/propose.html", context, status=WRONG if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, path: str) -> HttpResponse:
    """Change the text of one file: look what the checker says of it, then propose it."""
    user = access.staff(request, PROPOSES)
    after = _after(request)
    files = _beginning(after)
    if isinstance(files, Refused):
        return _back_to(request, after, files)
    if path not in files:
        raise Http404(access.NOT_FOUND)
    if request.method != "POST":
        return _editor(request, _fresh(after), path, files, files[path], after)
    asked, text = request.POST.get("do", "propose"), text_of(request.POST)
    form = ProposeForm.of(request.POST)
    if asked == "check":
        form.errors.clear()
    if request.POST.get("opened") != blob_name(files[path]):
        form.errors[""] = "Another text of this file was published since you opened it. Copy yours and open it anew."
    changed = with_changes(files, {path: None if asked == "remove" else text})
    seen = look(changed, files)
    if asked != "check" and (asked == "anyway" or not seen.errors):
        proposal = _propose(changed, form, user, after)
        if proposal is not None:
            return _proposed(request, proposal, after)
    return _editor(request, form, path, files, text, after, seen)


def _editor(
    request: HttpRequest,
    form: ProposeForm,
    path: str,
    files: Mapping[str, str],
    text: str,
    after: Proposal | None,
    seen: Look | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "path": path,
        "text": text,
        "opened": request.POST.get("opened") or blob_name(files[path]),
        "after": after,
        "seen": seen,
        "today": clock.today(),
    }
    wrong = form.errors or (seen is not None and seen.errors)
    return render(request, "office/rulebook/edit.html", context, status=WRONG if wrong else 200)


def _propose(files: Mapping[str, str], form: ProposeForm, by: User, after: Proposal | None) -> Proposal | None:
    """Propose, unless the form has errors already; what is refused becomes its errors."""
    if form.errors:
        return None
    at = clock.now()
    try:
        proposal = actions.propose(files, effective=form.effective, note=form.typed["note"], by=by, at=at)
    except Refused as refused:
        form.refuse(refused)
        return None
    except RulebookError as error:
        form.errors["files"] = form.errors["text"] = str(error.problems[0])
        return None
    replace(after, proposal, by)
    return proposal


def replace(earlier: Proposal | None, proposal: Proposal, by: User) -> None:
    """One's own earlier proposal, while it is open, is taken back for the one that goes on from it."""
    if earlier is not None and earlier.state == "open" and earlier.proposed_by_id == by.pk:
        actions.withdraw(earlier, why=f"Replaced by proposal {proposal.pk}.", by=by, at=clock.now())


def _proposed(request: HttpRequest, proposal: Proposal, after: Proposal | None) -> HttpResponse:
    said = f"Proposal {proposal.pk} is kept."
    if after is not None and after.proposed_by_id == proposal.proposed_by_id and after.state == "open":
        said += f" It takes the place of proposal {after.pk}."
    messages.success(request, f"{said} Another person publishes it.")
    return redirect("office:rulebook:proposal", proposal.pk)


def _after(request: HttpRequest) -> Proposal | None:
    """The proposal this one goes on from; Http404 where there is no such proposal."""
    named = request.GET.get("after", "")
    if not named:
        return None
    try:
        return queries.proposal(int(named[:9]))
    except (ObjectDoesNotExist, ValueError):
        raise Http404(access.NOT_FOUND) from None


def _beginning(after: Proposal | None) -> dict[str, str] | Refused:
    """The texts one begins with; the refusal where an earlier proposal cannot be carried on."""
    try:
        return standing() if after is None else carried(after)
    except Refused as refused:
        return refused


def _back_to(request: HttpRequest, after: Proposal | None, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("office:rulebook:proposal", after.pk) if after is not None else redirect("office:rulebook:propose")


def _fresh(after: Proposal | None) -> ProposeForm:
    return ProposeForm() if after is None else ProposeForm.again(after.note, after.effective, clock.today())


def _folders(files: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every path by its folder, (path, name); the files of the city itself first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(files, key=lambda path: ("/" in path, path)):
        folder, _, name = path.rpartition("/")
        found.setdefault(folder, []).append((path, name))
    return list(found.items())
