"""Editions as rows of a table: their days, by which ordinance, and the two people who put them in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from transom.kernel import clock
from transom.office.rulebook.choosing import NAMED_BY, days
from transom.rulebook.queries import EditionRow

if TYPE_CHECKING:
    from transom.rulebook.models import Proposal

FROM_THE_FOLDER = "from the folder"


@dataclass(frozen=True, slots=True)
class Row:
    """One edition; `state` is "in force", "planned" or "past"."""

    bundle: str
    state: str
    days: str
    adopted_by: str
    note: str
    proposed_by: str
    published_by: str
    published_at: datetime
    url: str
    """Its proposal, where it has one."""

    @property
    def short(self) -> str:
        return self.bundle[:NAMED_BY]


def edition_rows(found: Iterable[EditionRow], proposals: Iterable[Proposal]) -> list[Row]:
    """Editions with the proposals they came from; those loaded from the folder say so."""
    known = {proposal.pk: proposal for proposal in proposals}
    return [_row(each, known.get(each.proposal_id or 0)) for each in found]


def _row(edition: EditionRow, proposal: Proposal | None) -> Row:
    said = days(edition.starts, edition.ends)
    return Row(
        bundle=edition.bundle,
        state=_state(edition),
        days=said[:1].upper() + said[1:],
        adopted_by=edition.adopted_by,
        note=proposal.note if proposal is not None else "Loaded from the folder",
        proposed_by=proposal.proposed_by_label if proposal is not None else FROM_THE_FOLDER,
        published_by=edition.published_by,
        published_at=edition.published_at,
        url=reverse("office:rulebook:proposal", args=[proposal.pk]) if proposal is not None else "",
    )


def _state(edition: EditionRow) -> str:
    today = clock.today()
    if edition.starts > today:
        return "planned"
    return "in force" if edition.ends is None or edition.ends > today else "past"
