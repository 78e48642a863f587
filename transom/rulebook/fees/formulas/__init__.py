"""How each kind of fee is worked out. Nothing is rounded here: a line is rounded once, at its end."""

from transom.rulebook.fees.formulas.amounts import Calculated, FlatAmount, PerHour, PerItems, PerUnit
from transom.rulebook.fees.formulas.lateness import Lateness
from transom.rulebook.fees.formulas.steps import ZERO, Formula, steps
from transom.rulebook.fees.formulas.sums import FeeSum, Lacking, Share, TakenOff
from transom.rulebook.fees.formulas.tables import Cell, Marginal, Tiered

__all__ = [
    "ZERO", "Calculated", "Cell", "FeeSum", "FlatAmount", "Formula", "Lacking", "Lateness", "Marginal", "PerHour",
    "PerItems", "PerUnit", "Share", "TakenOff", "Tiered", "steps",
]  # fmt: skip
