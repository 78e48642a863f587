"""A fee ready for use: its formula, and the modifiers every kind shares."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from transom.rulebook.durations import add_months
from transom.rulebook.expressions import Expression
from transom.rulebook.fees.formulas import Formula
from transom.rulebook.fees.lines import FeeLine
from transom.rulebook.fees.reckoning import Reckoning, Worked
from transom.rulebook.schema.fees import Fee, Proration, Rounding, Waiver
from transom.rulebook.values import CENT, dollars, number

_HOW: Final = {"half-up": ROUND_HALF_UP, "up": ROUND_UP, "down": ROUND_DOWN}


@dataclass(frozen=True, slots=True)
class WaiverRule:
    """A waiver with its condition compiled."""

    when: Expression
    rule: Waiver


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One fee of a schedule, compiled; `reads` are the fees that must be worked out before it."""

    id: str
    table: Fee
    formula: Formula
    when: Expression | None
    waivers: tuple[WaiverRule, ...]
    reads: tuple[str, ...]
    readable: bool
    place: int = 0
    """Where it stands in the text."""

    def applies_on(self, event: str) -> bool:
        return self.table.value_only or event in self.table.on

    def line(self, reckoning: Reckoning) -> FeeLine | None:
        """The line with all modifiers applied, in the order of the handbook; None when the fee does not apply.

        Amount, share of the term, minimum, maximum, waivers, and one rounding at the end.
        """
        if not reckoning.holds(self.when):
            return None
        worked = self.formula.work(reckoning)
        if worked is None:
            return None
        if self.table.prorate is not None:
            worked = _prorated(worked, self.table.prorate, reckoning)
        worked = _bounded(worked, self.table.min, self.table.max)
        worked = self._waived(worked, reckoning)
        worked = _rounded(worked, self.table.round)
        table = self.table
        return FeeLine(
            self.id, table.label, worked.amount.quantize(CENT), table.cite, table.account, table.tags, table.made_up,
            worked.trace,
        )  # fmt: skip

    def _waived(self, worked: Worked, reckoning: Reckoning) -> Worked:
        percent, trace = Decimal(0), list(worked.trace)
        for waiver in self.waivers:
            if reckoning.holds(waiver.when):
                percent = min(percent + waiver.rule.percent, Decimal(100))
                trace.append(f"{number(waiver.rule.percent)}% waived: {waiver.rule.say} ({waiver.rule.cite})")
        if not percent:
            return worked
        return Worked(worked.amount * (100 - percent) / 100, tuple(trace))


def _prorated(worked: Worked, rule: Proration, reckoning: Reckoning) -> Worked:
    start, end = reckoning.day(rule.start), reckoning.day(rule.end)
    part, whole = (_months(start, end), 12) if rule.by == "month" else _days(start, end)
    part = max(0, min(part, whole))
    amount = worked.amount * part / whole
    said = f"{part} of {whole} {rule.by}s from {start.isoformat()} to {end.isoformat()} = {dollars(amount)}"
    return Worked(amount, (*worked.trace, said))


def _months(start: date, end: date) -> int:
    """Calendar months touched, the first and the last included."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _days(start: date, end: date) -> tuple[int, int]:
    return (end - start).days + 1, (end - add_months(end, -12)).days


def _bounded(worked: Worked, least: Decimal | None, most: Decimal | None) -> Worked:
    if least is not None and worked.amount < least:
        return Worked(least, (*worked.trace, f"at least {dollars(least)}"))
    if most is not None and worked.amount > most:
        return Worked(most, (*worked.trace, f"at most {dollars(most)}"))
    return worked


def _rounded(worked: Worked, rule: Rounding) -> Worked:
    amount = (worked.amount / rule.to).quantize(Decimal(1), rounding=_HOW[rule.how]) * rule.to
    if amount == worked.amount:
        return worked
    return Worked(amount, (*worked.trace, f"rounded {rule.how} to {dollars(rule.to)} = {dollars(amount)}"))
