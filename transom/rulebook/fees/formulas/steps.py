"""What every formula shares: how it is asked, and how started steps are counted and said."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Protocol

from transom.rulebook.fees.reckoning import Reckoning, Worked
from transom.rulebook.values import dollars, number

ZERO: Final = Decimal(0)


class Formula(Protocol):
    """Works an amount out; None when the fee does not apply after all."""

    def work(self, reckoning: Reckoning) -> Worked | None: ...


def steps(quantity: Decimal, per: Decimal, fraction: str) -> Decimal:
    """How many steps of `per` a quantity makes; started ones count whole ("up"), not at all ("down") or as they are."""
    count = max(quantity, ZERO) / per
    if fraction == "exact":
        return count
    return count.to_integral_value(rounding=ROUND_CEILING if fraction == "up" else ROUND_FLOOR)


def per_step(per: Decimal, fraction: str, *, money: bool) -> str:
    """The tail of a rate: "per $1,000.00 or fraction"."""
    if per == 1 and not money:
        return "each"
    shown = dollars(per) if money else number(per)
    return f"per whole {shown}" if fraction == "down" else f"per {shown}" + (" or fraction" if fraction == "up" else "")
