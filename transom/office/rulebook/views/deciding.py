"""A proposal: what it changes, what the checks and last year's bills say of it, and what is decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts.rules import may
from transom.fees.replay.asking import replay_soon
from transom.history import queries as history
from transom.kernel import clock
from transom.kernel.refusals import Reason, Refused
from transom.office import access
from transom.office.rulebook.changes import Part, changed_paths, changes
from transom.office.rulebook.choosing import PROPOSES, PUBLISHES, READS
from transom.office.rulebook.drafts import base_files, carried
from transom.office.rulebook.proofreading import read_back
from transom.office.rulebook.replays import Replay, read
from transom.office.rulebook.views.proposing import TONES, WRONG, replace
from transom.rulebook import actions, queries
from transom.rulebook.problems import RulebookError
from transom.ui.words import short_day

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.rulebook.models import Proposal

_TYPE = re.compile(r"[a-z0-9-]+")
_SAID = {"published": "Published", "refused": "Refused", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that publishing asks for."""

    say: str
    met: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the proposal's chronology."""

    sentence: str
    at: datetime
    actor_label: str


@never_cache
@require_safe
def show(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What is proposed: checks, changes by type, the replay, and who proposed it."""
    user = access.staff(request, READS)
    return _page(request, user, _proposal(proposal_id))


@require_POST
def replay(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Work last year's bills out under the proposed rules; the worker does it where it takes long."""
    access.staff(request, PROPOSES, PUBLISHES)
    proposal = _proposal(proposal_id)
    asked = ""
    try:
        if replay_soon(proposal, at=clock.now()):
            messages.success(request, "Last year's bills were worked out again. What changes stands below.")
        else:
            asked = "?replay=asked"
    except RulebookError:
        messages.error(request, "These rules cannot be replayed while their text is wrong. Mend it first.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('office:rulebook:proposal', args=[proposal.pk])}{asked}#replay")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Look at the replay once more, and put the rules in force for their day."""
    user = access.staff(request, PUBLISHES)
    proposal = _proposal(proposal_id)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            changed = actions.publish(proposal, by=user, at=clock.now())
        except Refused as refused:
            reasons = refused.reasons
            actions.check_proposal(proposal, at=clock.now())
            proposal = _proposal(proposal_id)
        else:
            said = short_day(max(proposal.effective, clock.today()))
            many = f"{len(changed)} of the rulebook's parts change" if len(changed) != 1 else "one part changes"
            messages.success(request, f"Published: in force from {said}; {many}.")
            return redirect("office:rulebook:proposal", proposal.pk)
    context = {
        "proposal": proposal,
        "reasons": reasons,
        "steps": _steps(proposal, user),
        "replay": _replay(proposal),
        "since": max(proposal.effective, clock.today()),
    }
    return render(request, "office/rulebook/publish.html", context, status=WRONG if reasons else 200)


@require_POST
def refuse(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Say no, with the reason its proposer reads."""
    return _end(request, proposal_id, PUBLISHES, actions.refuse, "refuse")


@require_POST
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    return _end(request, proposal_id, PROPOSES, actions.withdraw, "withdraw")


@require_POST
def again(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Propose the same changes on the rules that stand now."""
    user = access.staff(request, PROPOSES)
    proposal = _proposal(proposal_id)
    day = max(proposal.effective, clock.today())
    try:
        new = actions.propose(carried(proposal), effective=day, note=proposal.note, by=user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("office:rulebook:proposal", proposal.pk)
    replace(proposal, new, user)
    messages.success(request, f"Proposal {new.pk} has the changes of proposal {proposal.pk}, on the rules of now.")
    return redirect("office:rulebook:proposal", new.pk)


def _end(request: HttpRequest, proposal_id: int, ability: str, end: Any, what: str) -> HttpResponse:
    user = access.staff(request, ability)
    proposal = _proposal(proposal_id)
    why = request.POST.get("why", "")
    try:
        end(proposal, why=why, by=user, at=clock.now())
    except Refused as refused:
        errors = {(f"{what}-why" if reason.field else ""): reason.say for reason in refused.reasons}
        return _page(request, user, _proposal(proposal_id), errors, {what: why})
    messages.success(request, f"{_SAID['refused' if what == 'refuse' else 'withdrawn']}. The reason stands below.")
    return redirect("office:rulebook:proposal", proposal.pk)


def _page(
    request: HttpRequest,
    user: User,
    proposal: Proposal,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    base, files = base_files(proposal), queries.proposal_files(proposal)
    changed = changed_paths(base, files)
    wrong = read_back(proposal.checks.get("errors", ()), files)
    parts = changes(base, files)
    context = {
        "proposal": proposal,
        "tone": TONES[proposal.state],
        "errors": errors or {},
        "typed": typed or {},
        "wrong": wrong,
        "warnings": [each for each in read_back(proposal.checks.get("warnings", ()), files) if each.file in changed],
        "changed": [(path, path in files, path in base) for path in changed],
        "parts": parts,
        "readable": {} if wrong else _readable(parts),
        "replay": _replay(proposal),
        "asked": request.GET.get("replay") == "asked" and proposal.replay is None,
        "steps": _steps(proposal, user),
        "happened": [
            Happened(each.says, each.at, each.who) for each in history.of_subject("rulebook.proposal", proposal.pk)
        ],
        "moved": _moved(proposal),
        "is_mine": user.pk == proposal.proposed_by_id,
        "may_propose": may(user, PROPOSES),
        "may_publish": may(user, PUBLISHES),
    }
    return render(request, "office/rulebook/proposal.html", context, status=WRONG if errors else 200)


def _steps(proposal: Proposal, user: User) -> tuple[Step, ...]:
    """What publishing asks for, and what of it is met; the action itself asks again."""
    return (
        Step("Every check, example and scenario holds.", not proposal.checks.get("errors")),
        Step("Last year's bills were worked out under these rules.", proposal.replay is not None),
        Step("The rules have not changed since it was proposed.", not _moved(proposal)),
        Step(
            f"Somebody else than {proposal.proposed_by_label} publishes it.",
            may(user, PUBLISHES) and user.pk != proposal.proposed_by_id,
        ),
    )


def _moved(proposal: Proposal) -> bool:
    newest = queries.newest_book()
    return proposal.state == "open" and (newest.bundle if newest is not None else None) != proposal.base_id


def _replay(proposal: Proposal) -> Replay | None:
    return read(proposal.replay, _labels()) if proposal.replay is not None else None


def _labels() -> dict[str, str]:
    return {rt.id: rt.label for rt in queries.current_types(clock.today())}


def _readable(parts: tuple[Part, ...]) -> dict[str, list[tuple[str, str]]]:
    """By part: the record types of it that stand in the proposal, with what they are called today."""
    gone = {name for part in parts for row in part.rows if row.said == "Gone" and not row.path for name in part.names}
    labels = _labels()
    return {
        part.title: [
            (name, labels.get(name, name)) for name in part.names if _TYPE.fullmatch(name) and name not in gone
        ]
        for part in parts
    }


def _proposal(proposal_id: int) -> Proposal:
    try:
        return queries.proposal(proposal_id)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
