"""What the workflow does by the clock."""

from __future__ import annotations

import structlog

from transom.inspections.queries import star_program, star_years
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.kernel.queue import job
from transom.kernel.refusals import Refused
from transom.workflow import actions

log = structlog.get_logger("transom.workflow")


@job("workflow.tick", cron="15 7 * * *")
def tick() -> None:
    """Every night after midnight in the city (7:15 UTC): permits expire, applications lapse, reminders go out."""
    actions.tick(at=clock.now())


@job("workflow.fix_stars", cron="30 7 * * *")
def fix_stars() -> None:
    """In the first night of the year, or the first one after it that a worker sees: who is a StAR contractor."""
    year = clock.today().year
    if star_program() is None or year in star_years():
        return
    try:
        fixed = actions.fix_stars(year, by=SYSTEM, at=clock.now())
    except Refused as refused:
        log.info("stars not fixed", year=year, reasons=[reason.say for reason in refused.reasons])
    else:
        log.info("stars fixed", year=year, firms=fixed.firms, given=len(fixed.given), ended=len(fixed.ended))
