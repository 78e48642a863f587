"""Which editions there were, are and will be; what somebody proposes; and their texts as they were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from transom.rulebook.diffing import Document, documents
from transom.rulebook.models import BOOK_ITSELF, BundleFile, Effective, Proposal
from transom.rulebook.queries.in_force import NoSuchRules, default_agency

SHORTEST_NAME = 8


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a record type, of the agency ("@agency") or of the whole book ("@book"), and its days."""

    type_id: str
    bundle: str
    starts: date
    ends: date | None
    """The first day it is no longer in force; None while no end is known."""
    adopted_by: str
    published_by: str
    published_at: datetime
    proposal_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest edition of the whole book: its bundle, its first day, and the proposal it was published by."""

    bundle: str
    starts: date
    proposal_id: int | None


def editions(type_id: str = BOOK_ITSELF, agency: str | None = None) -> list[EditionRow]:
    """Every edition of a type that is, was or will be in force, newest first. One query."""
    rows = Effective.objects.filter(
        agency=agency or default_agency(), type_id=type_id, withdrawn_at__isnull=True
    ).order_by("-during__startswith")
    return [
        EditionRow(
            row.type_id,
            row.bundle_id,
            row.during.lower,
            row.during.upper,
            row.adopted_by,
            row.approved_by,
            row.approved_at,
            row.proposal_id,
        )
        for row in rows
    ]


def newest_book(agency: str | None = None) -> Standing | None:
    """The newest edition of the whole book, in force or to come; None before anything was loaded. One query."""
    row = (
        Effective.objects.filter(
            agency=agency or default_agency(), type_id=BOOK_ITSELF, withdrawn_at__isnull=True, during__upper_inf=True
        )
        .order_by("-during__startswith")
        .first()
    )
    return None if row is None else Standing(row.bundle_id, row.during.lower, row.proposal_id)


def book_files(on: date, agency: str | None = None) -> dict[str, str]:
    """The whole folder as it was loaded or published for a day, by path; else NoSuchRules. Two queries."""
    key = agency or default_agency()
    rows = Effective.objects.filter(agency=key, type_id=BOOK_ITSELF, withdrawn_at__isnull=True, during__contains=on)
    bundle = rows.values_list("bundle_id", flat=True).first()
    if bundle is None:
        raise NoSuchRules(f'No rules of "{key}" are in force on {on.isoformat()}.')
    return files_named(bundle)


def files_named(name: str) -> dict[str, str]:
    """The files of the bundle of this name, or of the one whose name begins so; NoSuchRules when not exactly one."""
    if len(name) < SHORTEST_NAME:
        raise NoSuchRules(
            f'"{name}" is too short; write at least the first {SHORTEST_NAME} letters of a bundle\'s name.'
        )
    found: dict[str, dict[str, str]] = {}
    rows = BundleFile.objects.filter(bundle__sha256__startswith=name.lower())
    for bundle, path, source in rows.values_list("bundle_id", "path", "blob__source"):
        found.setdefault(bundle, {})[path] = source
    if len(found) != 1:
        many = "There are several bundles" if found else "There is no bundle"
        raise NoSuchRules(f'{many} whose name begins with "{name}".')
    return next(iter(found.values()))


def documents_on(on: date, agency: str | None = None) -> dict[str, Document]:
    """What is in force on a day, for comparing: each type by the bundle of that day. Two queries.

    A lifecycle or schedule that types hold in different texts, because their days differ, stands under its name as most
    types hold it, and once more with the types that hold it otherwise.
    """
    key = agency or default_agency()
    rows = Effective.objects.filter(agency=key, withdrawn_at__isnull=True, during__contains=on)
    bundles = {sha: type_id for type_id, sha in rows.values_list("type_id", "bundle_id") if type_id != BOOK_ITSELF}
    if not bundles:
        raise NoSuchRules(f'No rules of "{key}" are in force on {on.isoformat()}.')
    files: dict[str, dict[str, str]] = {}
    for sha, path, source in BundleFile.objects.filter(bundle_id__in=bundles).values_list(
        "bundle_id", "path", "blob__source"
    ):
        files.setdefault(bundles[sha], {})[path] = source
    return _together({type_id: documents(each) for type_id, each in sorted(files.items())})


def proposals(agency: str | None = None) -> list[Proposal]:
    """Every proposal, newest first. One query."""
    return list(Proposal.objects.filter(agency=agency or default_agency()).order_by("-pk"))


def proposal(proposal_id: int, agency: str | None = None) -> Proposal:
    """One proposal of the city; Proposal.DoesNotExist when there is none of this number."""
    return Proposal.objects.get(pk=proposal_id, agency=agency or default_agency())


def proposal_files(proposed: Proposal) -> dict[str, str]:
    """The files as they were proposed, by path. One query."""
    return files_named(proposed.bundle_id)


def _together(by_type: Mapping[str, Mapping[str, Document]]) -> dict[str, Document]:
    holders: dict[str, list[tuple[Document, str]]] = {}
    for type_id, known in by_type.items():
        for name, document in known.items():
            holders.setdefault(name, []).append((document, type_id))
    found: dict[str, Document] = {}
    for name, held in holders.items():
        texts = Counter(repr(document) for document, _ in held)
        most = texts.most_common(1)[0][0]
        for document, type_id in held:
            shown = name if repr(document) == most else f"{name} (of {type_id})"
            found[shown] = Document(shown, document.data, document.lines)
    return found
