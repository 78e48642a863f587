"""Oddities of a published table that are more often a slip of the pen than a decision."""

from itertools import pairwise

from transom.rulebook.fees.formulas import steps
from transom.rulebook.positions import Path
from transom.rulebook.problems import Report
from transom.rulebook.schema.fees import Tiers
from transom.rulebook.values import dollars, number


def lint_tiers(fee: Tiers, report: Report, path: Path) -> None:
    """Warn where the fee falls as the value rises over an edge; `accept` says that it is meant."""
    if fee.accept is not None:
        return
    for index, (row, after) in enumerate(pairwise(fee.rows), start=1):
        below = row.base + steps(after.edge - row.edge, row.per, fee.fraction) * row.rate
        above = after.base + (after.rate if fee.fraction == "up" else 0)
        if above < below:
            report.warn(
                (*path, "rows", index),
                f"the fee falls from {dollars(below)} to {dollars(above)} just over {number(after.edge)}; "
                'if that is how it was adopted, add accept = "as adopted"',
            )
