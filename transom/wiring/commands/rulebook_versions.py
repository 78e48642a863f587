"""The words of `transom rulebook` that ask the database: editions, proposals, replays and rebases."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from transom.accounts.models import User
from transom.accounts.queries import sign_in_candidates
from transom.accounts.rules import may
from transom.fees.replay import as_text as replay_text
from transom.fees.replay.running import A_YEAR, replay, replay_proposal
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Reason, Refused
from transom.rulebook import actions, queries
from transom.rulebook.bundles import read_folder
from transom.rulebook.diffing import Document, as_text, compared, documents
from transom.rulebook.exporting import write_folder
from transom.rulebook.models import Proposal
from transom.rulebook.problems import RulebookError
from transom.wiring.commands.rulebook import compare
from transom.workflow.rebasing import as_text as rebase_text
from transom.workflow.rebasing import rebase_records

PROPOSES, PUBLISHES, REBASES = "rulebook.propose", "rulebook.publish", "rulebook.publish"


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when it is done, else 1 with every reason."""
    try:
        return _WORDS[options.what](options) or 0
    except RulebookError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except Refused as refused:
        for reason in refused.reasons:
            print(f"{reason.say}{f' ({reason.because})' if reason.because else ''}", file=sys.stderr)
        return 1
    except Proposal.DoesNotExist:
        print(f"There is no proposal {options.id if 'id' in options else options.proposal}.", file=sys.stderr)
        return 1
    except (queries.NoSuchRules, actions.OfficePublishes) as error:
        print(error, file=sys.stderr)
        return 1


def _diff(options: argparse.Namespace) -> int:
    return compare(_documents(options.old), _documents(options.new), options.type, tests=options.examples)


def _export(options: argparse.Namespace) -> None:
    count = write_folder(queries.book_files(options.on or clock.today()), options.folder)
    print(f"{count} files are in {options.folder}.")


def _import(options: argparse.Namespace) -> None:
    at = clock.now()
    if options.take_over is not None:
        loaded = actions.take_over(options.folder, why=options.take_over, by=SYSTEM, at=at)
    else:
        loaded = actions.load_agency(options.folder, by=SYSTEM, at=at)
    print(f"In force or planned: {', '.join(loaded.changed)}." if loaded.changed else "Nothing has changed.")


def _replay(options: argparse.Namespace) -> None:
    until = _begins(options.until) if options.until else clock.now()
    since = _begins(options.since) if options.since else until - A_YEAR
    if options.proposal is not None:
        proposal = queries.proposal(options.proposal)
        tally = replay_proposal(proposal, at=clock.now(), since=since, until=until, processes=options.processes)
    elif options.rules:
        tally = replay(_files(options.rules), since=since, until=until, processes=options.processes)
    else:
        raise Refused(Reason("Say under which rules: a folder, a day, a bundle, or --proposal ID."))
    print(replay_text(tally))


def _propose(options: argparse.Namespace) -> None:
    by = _official(options.by, PROPOSES)
    files = _folder(options.folder)
    proposal = actions.propose(files, effective=options.effective, note=options.note, by=by, at=clock.now())
    _print_checks(proposal)
    print(f"Proposal {proposal.pk} is kept. Next: transom rulebook replay --proposal {proposal.pk}")


def _proposals(options: argparse.Namespace) -> None:
    if options.id is None:
        for each in queries.proposals():
            print(f"{each.pk:>5}  {each.state:<10} for {each.effective}  by {each.proposed_by_label}: {each.note}")
        return
    proposal = queries.proposal(options.id)
    print(f"{proposal.state.capitalize()}, for {proposal.effective}, proposed by {proposal.proposed_by_label}")
    print(proposal.note)
    if proposal.decided_at is not None:
        print(f"{proposal.decided_by_label}, {proposal.decided_at:%Y-%m-%d} {proposal.decided_why}".rstrip())
    _print_checks(proposal)
    base = documents(queries.files_named(proposal.base_id)) if proposal.base_id else {}
    print(as_text(compared(base, documents(queries.proposal_files(proposal)))))


def _publish(options: argparse.Namespace) -> None:
    by = _official(options.by, PUBLISHES)
    changed = actions.publish(queries.proposal(options.id), by=by, at=clock.now())
    print(f"Published: {', '.join(changed) or 'files that no record type uses'}.")


def _refuse(options: argparse.Namespace) -> None:
    by = _official(options.by, PUBLISHES)
    actions.refuse(queries.proposal(options.id), why=options.why, by=by, at=clock.now())
    print("Refused.")


def _withdraw(options: argparse.Namespace) -> None:
    by = _official(options.by, PROPOSES)
    actions.withdraw(queries.proposal(options.id), why=options.why, by=by, at=clock.now())
    print("Withdrawn.")


def _rebase(options: argparse.Namespace) -> None:
    by = SYSTEM if options.dry_run else _official(options.by, REBASES)
    report = rebase_records(
        options.type,
        to=_bundle(options.type, options.to),
        where=options.where,
        recharge=options.recharge,
        dry_run=options.dry_run,
        by=by,
        at=clock.now(),
    )
    print(rebase_text(report))


def _print_checks(proposal: Proposal) -> None:
    for sentence in (*proposal.checks.get("errors", ()), *proposal.checks.get("warnings", ())):
        print(sentence)
    if not proposal.checks.get("errors"):
        counts = (f"{proposal.checks.get(name, 0)} {name}" for name in ("types", "examples", "scenarios"))
        print(f"All checks hold: {', '.join(counts)}.")


def _official(username: str | None, ability: str) -> User:
    """The member of staff of this name, if they may; whoever runs commands answers for saying who asked."""
    found = sign_in_candidates(User.Kind.STAFF, username or "")
    if len(found) != 1:
        raise Refused(Reason(f'There is no member of staff "{username or ""}"; write --by and a user name.'))
    if not may(found[0], ability):
        raise Refused(Reason(f"{found[0].label} may not do this: none of their roles holds {ability}."))
    return found[0]


def _documents(side: str) -> Mapping[str, Document]:
    day = _day(side)
    return queries.documents_on(day) if day is not None else documents(_files(side))


def _files(side: str) -> Mapping[str, str]:
    day = _day(side)
    if day is not None:
        return queries.book_files(day)
    return _folder(Path(side)) if Path(side).is_dir() else queries.files_named(side)


def _folder(path: Path) -> Mapping[str, str]:
    if not path.is_dir():
        raise Refused(Reason(f"There is no folder {path}."))
    return read_folder(path)


def _bundle(type_id: str, edition: str) -> str:
    day = _day(edition)
    return queries.current_type(type_id, day).bundle if day is not None else edition


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


_WORDS: Mapping[str, Callable[[argparse.Namespace], int | None]] = {
    "diff": _diff,
    "export": _export,
    "import": _import,
    "replay": _replay,
    "propose": _propose,
    "proposals": _proposals,
    "publish": _publish,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "rebase": _rebase,
}
