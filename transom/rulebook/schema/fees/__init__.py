"""What a fee may be: each kind is one shape that some city really publishes."""

from transom.rulebook.schema.fees.grids import Grid, Refund
from transom.rulebook.schema.fees.kinds import (
    Bracket,
    Brackets,
    Calc,
    Credit,
    Fee,
    Flat,
    Hourly,
    Late,
    LateStep,
    Lookup,
    Percent,
    Row,
    Tiers,
    TopUp,
    Unit,
    UnitItem,
    Units,
)
from transom.rulebook.schema.fees.parts import FeeBase, NoFee, Proration, Rounding, Sum, Waiver

__all__ = [
    "Bracket", "Brackets", "Calc", "Credit", "Fee", "FeeBase", "Flat", "Grid", "Hourly", "Late", "LateStep", "Lookup",
    "NoFee", "Percent", "Proration", "Refund", "Rounding", "Row", "Sum", "Tiers", "TopUp", "Unit", "UnitItem", "Units",
    "Waiver",
]  # fmt: skip
