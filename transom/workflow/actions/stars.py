"""Giving licenses the StAR standing of a year: who passed most of last year's inspections pays half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from transom.history.actions import tell
from transom.inspections import actions as inspections
from transom.inspections.models import StarStanding
from transom.inspections.queries import STAR
from transom.kernel.actors import Actor
from transom.records.actions import set_answer
from transom.records.models import Record
from transom.rulebook.queries import record_type

GIVEN, ENDED = "workflow.star_given", "workflow.star_ended"
NOT_RANKED = "no results in last year's table"


@dataclass(frozen=True, slots=True)
class StarsGiven:
    """What fixing a year changed: how many firms stand in its table, and the numbers of licenses that changed."""

    year: int
    firms: int
    given: tuple[str, ...]
    ended: tuple[str, ...]


@transaction.atomic
def fix_stars(year: int, *, by: Actor, at: datetime) -> StarsGiven:
    """Fix who is a StAR contractor in a year and write it on their licenses, each with its reason; once a year.

    A license keeps its answer where nothing changes; one that was a StAR contractor's and whose firm is none any more
    says so. Fees already charged stay. Refused with the reasons of `inspections.actions.fix_stars`. Source: Aurora
    StAR program, standing as of January 1.
    """
    rows = inspections.fix_stars(year, by=by, at=at)
    standing = {(row.trade, row.firm_id): row for row in rows}
    changed: dict[str, list[str]] = {GIVEN: [], ENDED: []}
    for license_id in _licenses():
        record = Record.objects.get(pk=license_id)
        verb = _follow(record, standing, year, by, at)
        if verb:
            changed[verb].append(record.number or "")
    return StarsGiven(year, len(rows), tuple(changed[GIVEN]), tuple(changed[ENDED]))


def _licenses() -> list[int]:
    """Ids of the open licenses of firms in the order in which records are locked; one query."""
    rows = Record.objects.filter(kind="license", closed=False, number__isnull=False, firm__isnull=False)
    return list(rows.exclude(bundle="").order_by("pk").values_list("pk", flat=True))


def _follow(
    record: Record, standing: Mapping[tuple[str, int], StarStanding], year: int, by: Actor, at: datetime
) -> str:
    """Write one license's standing where it changes; the event it was told with, empty where nothing changes."""
    rt = record_type(record.bundle)
    if STAR not in {field.key for field in rt.staff_fields}:
        return ""
    row = standing.get((record.type_id, record.firm_id or 0))
    is_star = row is not None and row.star
    if (rt.facts_from(record.answers).get(STAR) is True) == is_star:
        return ""
    verb = GIVEN if is_star else ENDED
    set_answer(record, STAR, "true" if is_star else "false", by=by, at=at)
    said = row.reason if row else NOT_RANKED
    facts = {"year": year, "said": said, "trade": record.type_label}
    tell(verb, subject="records.record", subject_id=record.pk, record_id=record.pk, by=by, at=at, data=facts)
    return verb
