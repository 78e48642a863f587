"""A fee ready for use: its formula, and the modifiers every kind shares."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from transom.rulebook.durations import add_months
from transom.rulebook.expressions import Expression
from transom.rulebook.fees.explaining import Edition, Seen, Waived
from transom.rulebook.fees.formulas import ZERO, Formula
from transom.rulebook.fees.lines import FeeLine
from transom.rulebook.fees.reckoning import NoAmount, Reckoning, Worked
from transom.rulebook.schema.fees import Fee, NoFee, Proration, Rounding, Waiver
from transom.rulebook.values import CENT, dollars, number

_HOW: Final = {"half-up": ROUND_HALF_UP, "up": ROUND_UP, "down": ROUND_DOWN}


@dataclass(frozen=True, slots=True)
class WaiverRule:
    """A waiver with its condition compiled."""

    when: Expression
    rule: Waiver


@dataclass(frozen=True, slots=True)
class RefusalRule:
    """What the schedule does not allow, with its condition compiled."""

    when: Expression
    rule: NoFee


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
    refusals: tuple[RefusalRule, ...] = ()
    least: Decimal | Expression | None = None
    most: Decimal | Expression | None = None
    inputs: tuple[str, ...] = ()
    """Every name its formulas and conditions read, for the explanation."""
    edition: Edition | None = None

    def applies_on(self, event: str) -> bool:
        return self.table.value_only or event in self.table.on

    def line(self, reckoning: Reckoning) -> FeeLine | None:
        """The line with all modifiers applied, in the order of the handbook; None when the fee does not apply.

        Refusals, amount, share of the term, minimum, maximum, waivers, and one rounding at the end. Raises NoAmount
        where the schedule refuses and StillNeeded where a fact is missing.
        """
        if not reckoning.holds(self.when):
            return None
        self._refuse(reckoning)
        worked = self.formula.work(reckoning)
        if worked is None:
            return None
        if self.table.prorate is not None:
            worked = _prorated(worked, self.table.prorate, reckoning)
        if self.least is not None or self.most is not None:
            worked = self._bounded(worked, reckoning)
        waived: tuple[Waived, ...] = ()
        if self.waivers:
            worked, waived = self._waived(worked, reckoning)
        worked = _rounded(worked, self.table.round)
        table, trace = self.table, self._told(worked, reckoning)
        return FeeLine(
            self.id, table.label, worked.amount.quantize(CENT), table.cite, table.account, table.tags, table.made_up,
            trace, Seen(reckoning.facts, self.inputs, reckoning.wording, self.edition, waived),
        )  # fmt: skip

    def _told(self, worked: Worked, reckoning: Reckoning) -> tuple[str, ...]:
        """Its arithmetic, and first that of the amounts it reads that nobody is charged."""
        read = tuple(step for fee in self.reads for step in reckoning.worth.get(fee, ())) if reckoning.worth else ()
        if self.table.value_only:
            first, *more = worked.trace
            reckoning.worth[self.id] = (*read, f"{self.table.label}: {first}", *more)
        return tuple(dict.fromkeys((*read, *worked.trace))) if read else worked.trace

    def _refuse(self, reckoning: Reckoning) -> None:
        for refusal in self.refusals:
            if reckoning.holds(refusal.when):
                cite = f" ({refusal.rule.cite})" if refusal.rule.cite else ""
                raise NoAmount(f"{refusal.rule.say}{cite}")

    def _bounded(self, worked: Worked, reckoning: Reckoning) -> Worked:
        if self.least is not None:
            least, said = reckoning.bound(self.least)
            if worked.amount < least:
                worked = Worked(least, (*worked.trace, f"at least {said}"))
        if self.most is not None:
            most, said = reckoning.bound(self.most)
            if worked.amount > most:
                worked = Worked(most, (*worked.trace, f"at most {said}"))
        return worked

    def _waived(self, worked: Worked, reckoning: Reckoning) -> tuple[Worked, tuple[Waived, ...]]:
        """What is left after every waiver that holds, percentages of the whole first; never less than nothing."""
        left, trace, waived = worked.amount, list(worked.trace), []
        for waiver in sorted(self.waivers, key=lambda each: each.rule.percent is None):
            if not reckoning.holds(waiver.when):
                continue
            rule = waiver.rule
            asked = rule.amount if rule.percent is None else worked.amount * rule.percent / 100
            taken = max(min(asked or ZERO, left), ZERO)
            size = f"{number(rule.percent)}%" if rule.percent is not None else dollars(taken)
            left -= taken
            trace.append(f"{size} waived: {rule.say} ({rule.cite})")
            waived.append(Waived(rule.say, rule.cite, taken))
        return Worked(left, tuple(trace)), tuple(waived)


def _prorated(worked: Worked, rule: Proration, reckoning: Reckoning) -> Worked:
    start, end = reckoning.day(rule.start), reckoning.day(rule.end)
    part, whole = _share(rule.by, start, end)
    part = max(0, min(part, whole))
    amount = worked.amount * part / whole
    said = f"{part} of {whole} {rule.by}s from {start.isoformat()} to {end.isoformat()} = {dollars(amount)}"
    return Worked(amount, (*worked.trace, said))


def _share(by: str, start: date, end: date) -> tuple[int, int]:
    """How many of the year's months, quarters or days are left."""
    if by == "day":
        return _days(start, end)
    return (_months(start, end), 12) if by == "month" else (_quarters(start, end), 4)


def _quarters(start: date, end: date) -> int:
    """Calendar quarters touched, the first and the last included."""
    return (end.year - start.year) * 4 + (end.month - 1) // 3 - (start.month - 1) // 3 + 1


def _months(start: date, end: date) -> int:
    """Calendar months touched, the first and the last included."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _days(start: date, end: date) -> tuple[int, int]:
    return (end - start).days + 1, (end - add_months(end, -12)).days


def _rounded(worked: Worked, rule: Rounding) -> Worked:
    amount = (worked.amount / rule.to).quantize(Decimal(1), rounding=_HOW[rule.how]) * rule.to
    if amount == worked.amount:
        return worked
    return Worked(amount, (*worked.trace, f"rounded {rule.how} to {dollars(rule.to)} = {dollars(amount)}"))
