"""Amounts of other amounts: shares of fees, and money taken off."""

from dataclasses import dataclass
from decimal import Decimal

from transom.rulebook.expressions import Expression
from transom.rulebook.fees.formulas.steps import ZERO
from transom.rulebook.fees.reckoning import Pending, Reckoning, StillNeeded, Worked
from transom.rulebook.values import dollars, number


@dataclass(frozen=True, slots=True)
class FeeSum:
    """A sum over fees of this event, over what was charged before, and of a formula."""

    fees: tuple[str, ...]
    charged: tuple[str, ...]
    formula: Expression | None = None

    def add(self, reckoning: Reckoning) -> tuple[Decimal, str]:
        """The sum and how it is said; unknown as soon as one member is."""
        total, parts = ZERO, []
        for fee in self.fees:
            outcome = reckoning.outcomes.get(fee)
            if isinstance(outcome, Pending):
                raise StillNeeded(outcome.names, outcome.say)
            if outcome is not None:
                total += outcome
                parts.append(f"{reckoning.wording.labels.get(fee, fee)} {dollars(outcome)}")
        for fee in self.charged:
            amount = reckoning.charged(fee)
            total += amount
            parts.append(f"{reckoning.wording.labels.get(fee, fee)} already charged {dollars(amount)}")
        if self.formula is not None:
            value = reckoning.number(self.formula)
            total += value
            parts.append(reckoning.said_dollars(self.formula, value))
        return total, " + ".join(parts) or "nothing"


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of other fees."""

    percent: Decimal
    of: FeeSum

    def work(self, reckoning: Reckoning) -> Worked:
        base, said = self.of.add(reckoning)
        amount = base * self.percent / 100
        return Worked(amount, (f"{number(self.percent)}% of {said} = {dollars(amount)}",))


@dataclass(frozen=True, slots=True)
class TakenOff:
    """Money held already, at most what it is taken off from."""

    amount: Expression
    of: FeeSum

    def work(self, reckoning: Reckoning) -> Worked:
        held = reckoning.number(self.amount)
        base, said = self.of.add(reckoning)
        amount = -min(max(held, ZERO), max(base, ZERO))
        return Worked(amount, (f"{dollars(held)} held, taken off {said}: {dollars(amount)}",))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a sum lacks of its minimum; nothing when it reaches it."""

    of: FeeSum
    to: Decimal | Expression

    def work(self, reckoning: Reckoning) -> Worked | None:
        base, said = self.of.add(reckoning)
        least, named = reckoning.bound(self.to)
        if base >= least:
            return None
        return Worked(least - base, (f"{said} is brought to {named}: {dollars(least - base)}",))
