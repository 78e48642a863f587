"""Fixing the StAR standing of a year; a year is fixed once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from transom.history.actions import tell
from transom.inspections import queries
from transom.inspections.models import StarStanding
from transom.kernel.actors import Actor
from transom.kernel.clock import local_date
from transom.kernel.refusals import Reason, Refused


def fix_stars(year: int, *, by: Actor, at: datetime) -> list[StarStanding]:
    """Keep the standing of a year as it is on its January 1, by the inspections of the year before.

    Refused in a city without a program, before the year has begun, and when the year is fixed already. Called by
    `workflow` alone, which gives the licenses what follows.
    """
    if queries.star_program() is None:
        raise Refused(Reason("The city has no StAR program.", because="Its agency file has no [star] table."))
    if local_date(at).year < year:
        raise Refused(Reason(f"The standing of {year} is fixed on January 1, {year}.", field="year"))
    fixed = Reason(f"The standing of {year} is fixed already.", because="It holds for the whole year.", field="year")
    if year in queries.star_years():
        raise Refused(fixed)
    rows = queries.reckoned(year, at)
    if not rows:
        raise Refused(Reason(f"No inspection of {year - 1} has a result that counts.", field="year"))
    try:
        with transaction.atomic():
            kept = StarStanding.objects.bulk_create(rows)
            facts = {"year": year, "firms": len(kept), "stars": sum(row.star for row in kept)}
            tell("inspection.stars_fixed", subject="inspections.star", subject_id=year, by=by, at=at, data=facts)
    except IntegrityError:  # the unique constraint, should two people fix the same year at once
        raise Refused(fixed) from None
    return kept
