"""Two people publish rules: one proposes a folder for a day, another looks at it and publishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from transom import __version__
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.refusals import Reason, Refused
from transom.rulebook import proofs, queries
from transom.rulebook.actions.publishing import Edition, editions_of, one_at_a_time, put_in_force, store
from transom.rulebook.bundles import AGENCY_FILE
from transom.rulebook.models import BOOK_ITSELF, Proposal
from transom.rulebook.problems import Problem, RulebookError

PROBLEMS_KEPT = 200


def propose(files: Mapping[str, str], *, effective: date, note: str, by: Actor, at: datetime) -> Proposal:
    """Keep a folder's texts as a proposal for a day, with what the checker and its own tests say of it.

    Texts that are wrong may be proposed, so that another person can look; they cannot be published. Raises Refused
    without a note or an agency file, for a day that is past, and when nothing would change. RulebookError for a text
    that cannot be stored.
    """
    proofs.refuse_unstorable(files)
    note, proposer = note.strip(), by.pk
    if proposer is None:
        raise Refused(Reason("Rules are proposed by a person with an account."))
    reasons = _shape(files, effective, note, local_date(at))
    if reasons:
        raise Refused(*reasons)
    whole = Edition(settings.AGENCY, BOOK_ITSELF, "book/1", files, effective, "")
    base = queries.newest_book()
    if base is not None and base.bundle == whole.bundle:
        raise Refused(Reason("These rules are in force already, or planned: nothing would change."))
    with transaction.atomic():
        store([whole], at)
        proposal = Proposal.objects.create(
            agency=settings.AGENCY,
            bundle_id=whole.bundle,
            base_id=base.bundle if base is not None else None,
            effective=effective,
            note=note,
            proposed_by_id=proposer,
            proposed_by_label=by.label[:200],
            proposed_at=at,
            checks=_checks(files),
            checked_at=at,
        )
        _tell("rulebook.proposed", proposal, {"effective": effective.isoformat(), "note": note}, by=by, at=at)
    return proposal


def check_proposal(proposal: Proposal, *, at: datetime) -> Mapping[str, Any]:
    """Compile a proposal anew and run its examples and scenarios; what they say is kept on it while it is open.

    `errors` and `warnings` as sentences with their place, `types` counted, `version` of the program that checked.
    """
    checks = _checks(queries.proposal_files(proposal))
    if proposal.state == Proposal.State.OPEN:
        proposal.checks, proposal.checked_at = checks, at
        proposal.save(update_fields=["checks", "checked_at"])
    return checks


def keep_replay(proposal: Proposal, replay: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what last year's charges would have been under a proposal; who publishes reads it. Refused once decided."""
    _refuse_decided(proposal)
    proposal.replay, proposal.replayed_at = dict(replay), at
    proposal.save(update_fields=["replay", "replayed_at"])


def publish(proposal: Proposal, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Put a proposal in force from its day, or from today when its day has passed; the types that change.

    Raises Refused when the proposer asks, when it is decided already, when the rules have changed since it was made,
    when rules are planned for a later day, while a check, example or scenario fails, and before a replay was kept.
    """
    with transaction.atomic():
        one_at_a_time()
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        _refuse_decided(proposal)
        since = max(proposal.effective, local_date(at))
        reasons = [*_not_by(proposal, by), *_moved(proposal, since), *_unproven(proposal, at)]
        if reasons:
            raise Refused(*reasons)
        files = queries.proposal_files(proposal)
        _decide(proposal, Proposal.State.PUBLISHED, "", by=by, at=at)
        editions = editions_of(proofs.sound_book(files), files)
        changed = put_in_force(editions, by=by, at=at, since=since, proposal=proposal)
        said = {"effective": since.isoformat(), "proposed_by": proposal.proposed_by_label, "types": list(changed)}
        _tell("rulebook.proposal_published", proposal, said, by=by, at=at)
    queries.forget()
    return tuple(type_id for type_id in changed if type_id != BOOK_ITSELF)


def refuse(proposal: Proposal, *, why: str, by: Actor, at: datetime) -> None:
    """Say no to a proposal, with the reason its proposer reads. Raises Refused without one, and once decided."""
    _end(proposal, Proposal.State.REFUSED, "rulebook.proposal_refused", why, by=by, at=at)


def withdraw(proposal: Proposal, *, why: str, by: Actor, at: datetime) -> None:
    """Take one's own proposal back. Raises Refused for another's, without a reason, and once decided."""
    if by.pk != proposal.proposed_by_id:
        raise Refused(Reason(f"Only {proposal.proposed_by_label}, who proposed it, takes it back; you may refuse it."))
    _end(proposal, Proposal.State.WITHDRAWN, "rulebook.proposal_withdrawn", why, by=by, at=at)


def _shape(files: Mapping[str, str], effective: date, note: str, today: date) -> list[Reason]:
    reasons = []
    if AGENCY_FILE not in files:
        reasons.append(Reason(f"There is no {AGENCY_FILE} among these files."))
    if not note:
        reasons.append(Reason("Say what changes and by which ordinance.", field="note"))
    if effective < today:
        because = "What was in force is never rewritten."
        reasons.append(Reason(f"Choose {today.isoformat()} or a later day.", because=because, field="effective"))
    return reasons


def _checks(files: Mapping[str, str]) -> dict[str, Any]:
    problems: list[Problem] = []
    counted: dict[str, int] = {}
    try:
        book = proofs.sound_book(files)
        problems = [*book.problems, *proofs.failing(book)]
        if book.agency is None or book.agency.key != settings.AGENCY:
            problems.append(Problem(AGENCY_FILE, 1, 1, f'the rules of this city bear the id "{settings.AGENCY}"'))
        counted = {
            "types": len(book.types),
            "examples": sum(len(text.file.example) for text in book.texts.values()),
            "scenarios": sum(len(text.file.scenario) for text in book.texts.values()),
        }
    except RulebookError as error:
        problems = list(error.problems)
    said: dict[str, list[str]] = {"errors": [], "warnings": []}
    for problem in sorted(problems)[:PROBLEMS_KEPT]:
        said["warnings" if problem.warning else "errors"].append(str(problem))
    return {**said, **counted, "version": __version__}


def _not_by(proposal: Proposal, by: Actor) -> list[Reason]:
    if by.pk is None or by.pk == proposal.proposed_by_id:
        because = "Whoever writes a rule does not put it in force alone."
        return [Reason("Another person than the one who proposed these rules publishes them.", because=because)]
    return []


def _moved(proposal: Proposal, since: date) -> list[Reason]:
    base = queries.newest_book()
    if (base.bundle if base is not None else None) != proposal.base_id:
        return [
            Reason(
                "The rules have changed since this was proposed. Propose it again on what stands now.",
                because="Publishing it would take the other change back.",
            )
        ]
    if base is not None and base.starts > since:
        return [
            Reason(
                f"Rules are planned for {base.starts.isoformat()} already. Propose this for that day or a later one.",
                because="An earlier day would end the planned rules before they begin.",
            )
        ]
    return []


def _unproven(proposal: Proposal, at: datetime) -> list[Reason]:
    checks = check_proposal(proposal, at=at)
    if checks["errors"]:
        first = checks["errors"][0]
        more = len(checks["errors"]) - 1
        return [
            Reason(
                "A check, an example or a scenario fails; nothing is published while one does.",
                because=first + (f" (and {more} more)" if more else ""),
            )
        ]
    if proposal.replay is None:
        return [Reason("Replay last year's charges under these rules first, and look at what changes.")]
    return []


def _refuse_decided(proposal: Proposal) -> None:
    if proposal.state != Proposal.State.OPEN:
        label = Proposal.State(proposal.state).label.lower()
        raise Refused(Reason(f"This proposal is {label} already, by {proposal.decided_by_label}."))


@transaction.atomic
def _end(proposal: Proposal, state: Proposal.State, verb: str, why: str, *, by: Actor, at: datetime) -> None:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _refuse_decided(proposal)
    why = why.strip()
    if not why:
        raise Refused(Reason("Say why.", field="why"))
    _decide(proposal, state, why, by=by, at=at)
    _tell(verb, proposal, {"why": why}, by=by, at=at)


def _decide(proposal: Proposal, state: Proposal.State, why: str, *, by: Actor, at: datetime) -> None:
    proposal.state, proposal.decided_why, proposal.decided_at = state, why, at
    proposal.decided_by_id, proposal.decided_by_label = by.pk, by.label[:200]
    proposal.save(update_fields=["state", "decided_why", "decided_at", "decided_by_id", "decided_by_label"])


def _tell(verb: str, proposal: Proposal, said: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    data = {"agency": proposal.agency, **said}
    tell(verb, subject="rulebook.proposal", subject_id=proposal.pk, by=by, at=at, data=data)
