"""`transom star`: which contractors passed most of a year's inspections, and the standing that follows."""

from __future__ import annotations

import argparse
import sys

from transom.inspections.queries import StarTableOfYear, Trade, star_table
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.kernel.clock import local_date
from transom.kernel.refusals import Refused
from transom.workflow.actions import fix_stars

WIDEST = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, help="the calendar year of the inspections; last year unless told")
    parser.add_argument("--dry-run", action="store_true", help="print the table and change nothing")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when the year's standing is fixed or only looked at, else 1 with every reason."""
    at = clock.now()
    year = (options.year or clock.today().year - 1) + 1
    table = star_table(year, at)
    try:
        fixed = None if options.dry_run or table.fixed_at else fix_stars(year, by=SYSTEM, at=at)
    except Refused as refused:
        for reason in refused.reasons:
            print(reason.say, file=sys.stderr)
        return 1
    print(as_text(table))
    if fixed:
        print(f"Fixed for {year}. Given to: {_listed(fixed.given)}. Ended for: {_listed(fixed.ended)}.")
    return 0


def as_text(table: StarTableOfYear) -> str:
    """The table for a terminal, trade by trade."""
    fixed = f"fixed on {local_date(table.fixed_at)}" if table.fixed_at else "as it would be fixed today"
    head = f"StAR contractors of {table.year} by the inspections of {table.year - 1}, {fixed}"
    if not table.rows:
        return f"{head}\nNo inspection has a result that counts."
    return "\n".join([head, *(line for trade in table.trades for line in _trade(trade))])


def _trade(trade: Trade) -> list[str]:
    wide = min(WIDEST, max(len(row.firm.name) for row in trade.rows))
    return [
        f"\n{trade.label}",
        *(
            f"  {'StAR' if row.star else '    '} {row.firm.name[:WIDEST]:<{wide}} {row.percent:>6} %  {row.reason}"
            for row in trade.rows
        ),
    ]


def _listed(numbers: tuple[str, ...]) -> str:
    return ", ".join(numbers) or "nobody"
