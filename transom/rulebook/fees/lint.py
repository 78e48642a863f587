"""Oddities of a schedule that are more often a slip of the pen than a decision; `accept` says they are meant."""

from decimal import Decimal
from itertools import pairwise
from typing import Final

from transom.rulebook.expressions import Expression
from transom.rulebook.fees.formulas import steps
from transom.rulebook.positions import Path
from transom.rulebook.problems import Report
from transom.rulebook.schema.fees import Fee, Row, Tiers, Unit, Units
from transom.rulebook.values import dollars, number

MEANT: Final = 'if that is how it was adopted, add accept = "as adopted"'
COUNTERS: Final = frozenset({"failed_inspections", "inspections_done", "resubmittals", "extensions"})
"""Numbers that only grow: whoever multiplies by one bills what was billed before once more."""
_NO_CITE: Final = frozenset({"tbd", "todo", "n/a", "na", "none", "unknown", "?", "-", "--", "…", "..."})


def lint_fee(fee: Fee, report: Report, path: Path) -> None:
    """Warn of a citation that cites nothing, and of a table that falls or leaps at an edge."""
    if fee.cite.lower().rstrip(".") in _NO_CITE:
        report.warn((*path, "cite"), f'"{fee.cite}" cites nothing; name the ordinance, or add made_up = true')
    elif "made up" in fee.cite.lower() and not fee.made_up and not fee.value_only:
        report.warn((*path, "cite"), "the amount is made up, so add made_up = true: people are then told")
    if isinstance(fee, Tiers) and fee.accept is None:
        _lint_tiers(fee, report, path)


def lint_counter(fee: Unit | Units, quantity: Expression, report: Report, path: Path) -> None:
    """Warn where a fee is multiplied by a running count: the second time bills the first one again."""
    counters = [name for name in quantity.names if name in COUNTERS]
    if counters and fee.accept is None:
        report.warn(
            path,
            f'"{counters[0]}" counts all so far, so each time bills the earlier ones again; '
            f'charge one with when = "{counters[0]} > …", or add accept',
        )


def _lint_tiers(fee: Tiers, report: Report, path: Path) -> None:
    for index, (row, after) in enumerate(pairwise(fee.rows), start=1):
        below = row.base + steps(after.edge - row.edge, row.per, fee.fraction) * row.rate
        above = after.base + (after.rate if fee.fraction == "up" and after.over is not None else 0)
        place = f"{'just over' if after.over is not None else 'at'} {number(after.edge)}"
        if above < below:
            report.warn(
                (*path, "rows", index), f"the fee falls from {dollars(below)} to {dollars(above)} {place}; {MEANT}"
            )
        elif _leaps(row, after, above - below):
            report.warn(
                (*path, "rows", index), f"the fee leaps from {dollars(below)} to {dollars(above)} {place}; {MEANT}"
            )


def _leaps(row: Row, after: Row, rise: Decimal) -> bool:
    """Whether it rises by more than a step's worth at an edge, or by a rounded dollar; flat amounts always do."""
    return bool(row.rate or after.rate) and rise > max(row.rate, after.rate, Decimal(1))
