"""Which rules a page shows: those in force, an edition of another day, or proposed ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.urls import reverse

from transom.kernel import clock
from transom.office import access
from transom.rulebook import queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.problems import RulebookError
from transom.rulebook.proofs import sound_book
from transom.ui.words import short_day

READS: Final = "rulebook.view"
PROPOSES: Final = "rulebook.propose"
PUBLISHES: Final = "rulebook.publish"
TABS: Final = (
    ("Form", "form"),
    ("Fees", "fees"),
    ("Lifecycle", "lifecycle"),
    ("Examples", "checks"),
    ("Text", "text"),
    ("Editions", "editions"),
)
NAMED_BY: Final = 12
"""So many letters of a bundle's name stand in addresses."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record type as one page shows it: `query` keeps the choice in links, `banner` says that it is not in force."""

    rt: RecordType
    query: str = ""
    banner: str = ""
    proposal_id: int = 0
    is_offered: bool = True
    """Whether any edition of the type is in force today."""


def chosen(request: HttpRequest, type_id: str) -> Chosen:
    """The rules `?edition=` or `?proposal=` asks for, else those in force, else the newest; Http404 where none is."""
    access.staff(request, READS)
    proposal, edition = request.GET.get("proposal", ""), request.GET.get("edition", "")
    try:
        if proposal:
            return _proposed(int(proposal[:9]), type_id)
        return _edition(type_id, edition) if edition else _in_force(type_id)
    except (ObjectDoesNotExist, LookupError, RulebookError, ValueError):
        raise Http404(access.NOT_FOUND) from None


def frame(found: Chosen, here: str) -> dict[str, Any]:
    """What every page of a type shows around its own part."""
    rt = found.rt
    tabs = [(label, _address(name, rt.id, found.query), name == here) for label, name in TABS]
    return {
        "rt": rt,
        "tabs": tabs,
        "banner": found.banner,
        "proposal_id": found.proposal_id,
        "query": found.query,
        "is_offered": found.is_offered,
        "in_force_url": reverse("office:rulebook:form", args=[rt.id]),
        "try_url": _address("try", rt.id, found.query),
        "estimate_url": "" if found.query else reverse("portal:estimate:show", args=[rt.id]),
    }


def days(starts: date, ends: date | None) -> str:
    """When an edition was, is or will be in force, in words: "since Jan 1, 2024", "Jan 1, 2024 to Jun 30, 2026"."""
    if ends is not None:
        return f"{short_day(starts)} to {short_day(ends - timedelta(days=1))}"
    return f"{'from' if starts > clock.today() else 'since'} {short_day(starts)}"


def _in_force(type_id: str) -> Chosen:
    try:
        return Chosen(queries.current_type(type_id, clock.today()))
    except queries.NoSuchRules:
        newest = queries.editions(type_id)[0]
        return replace(_edition(type_id, newest.bundle), is_offered=False)


def _edition(type_id: str, name: str) -> Chosen:
    """An edition of this type by the first letters of its bundle's name."""
    if len(name) < NAMED_BY or type_id.startswith("@"):
        raise queries.NoSuchRules(name)
    found = [row for row in queries.editions(type_id) if row.bundle.startswith(name)]
    if not found:
        raise queries.NoSuchRules(name)
    row = found[0]
    rt = queries.record_type(row.bundle)
    today = clock.today()
    if row.starts <= today and (row.ends is None or row.ends > today):
        return Chosen(rt)
    said = f"This edition is not in force today. Its days: {days(row.starts, row.ends)}."
    return Chosen(rt, f"?edition={row.bundle[:NAMED_BY]}", said)


def _proposed(proposal_id: int, type_id: str) -> Chosen:
    proposal = queries.proposal(proposal_id)
    rt = sound_book(queries.proposal_files(proposal)).types[type_id]
    state = "published" if proposal.state == "published" else f"{proposal.state}, not in force"
    banner = f"These rules are as proposal {proposal_id} has them ({state})."
    return Chosen(rt, f"?proposal={proposal_id}", banner, proposal_id)


def _address(name: str, type_id: str, query: str) -> str:
    keeps = "" if name == "editions" else query
    return reverse(f"office:rulebook:{name}", args=[type_id]) + keeps
