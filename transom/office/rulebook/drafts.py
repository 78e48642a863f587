"""The texts somebody begins a proposal with: what stands now, perhaps with the changes of an earlier proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from transom.kernel.refusals import Reason, Refused
from transom.office.rulebook.changes import changed_paths
from transom.rulebook import queries

if TYPE_CHECKING:
    from transom.rulebook.models import Proposal


def standing() -> dict[str, str]:
    """The whole rulebook as it was published last, in force or planned; nothing before the first."""
    book = queries.newest_book()
    return queries.files_named(book.bundle) if book is not None else {}


def base_files(proposal: Proposal) -> dict[str, str]:
    """The rulebook a proposal was made on."""
    return queries.files_named(proposal.base_id) if proposal.base_id else {}


def carried(proposal: Proposal) -> dict[str, str]:
    """What stands now with the changes of a proposal made in it.

    Raises Refused when a file that the proposal changes has been changed by others since.
    """
    base, own, now = base_files(proposal), queries.proposal_files(proposal), standing()
    changed = changed_paths(base, own)
    both = [path for path in changed if now.get(path) != base.get(path) and now.get(path) != own.get(path)]
    if both:
        raise Refused(
            Reason(
                f"Others have changed {', '.join(both[:3])} since. Begin with what stands now, and change it anew.",
                because="Your text would take theirs back.",
            )
        )
    return with_changes(now, {path: own.get(path) for path in changed})


def with_changes(files: Mapping[str, str], changed: Mapping[str, str | None]) -> dict[str, str]:
    """Files with some of them replaced, added, or (None) taken away."""
    merged = {**files, **{path: text for path, text in changed.items() if text is not None}}
    return {path: merged[path] for path in sorted(merged) if changed.get(path, "") is not None}
