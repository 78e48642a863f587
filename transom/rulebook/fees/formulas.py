"""How each kind of fee is worked out. Nothing is rounded here: a line is rounded once, at its end."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final, Protocol

from transom.rulebook.durations import months_between
from transom.rulebook.expressions import Expression
from transom.rulebook.fees.reckoning import NoAmount, Pending, Reckoning, StillNeeded, Worked
from transom.rulebook.schema import fees as schema
from transom.rulebook.values import dollars, number

ZERO: Final = Decimal(0)


class Formula(Protocol):
    """Works an amount out; None when the fee does not apply after all."""

    def work(self, reckoning: Reckoning) -> Worked | None: ...


def steps(quantity: Decimal, per: Decimal, fraction: str) -> Decimal:
    """How many steps of `per` a quantity makes; started ones count whole unless fractions are exact."""
    count = max(quantity, ZERO) / per
    return count if fraction == "exact" else count.to_integral_value(rounding=ROUND_CEILING)


def per_step(per: Decimal, fraction: str, *, money: bool) -> str:
    """The tail of a rate: "per $1,000.00 or fraction"."""
    if per == 1 and not money:
        return "each"
    shown = dollars(per) if money else number(per)
    return f"per {shown}" + (" or fraction" if fraction == "up" else "")


@dataclass(frozen=True, slots=True)
class FlatAmount:
    """One amount."""

    amount: Decimal

    def work(self, reckoning: Reckoning) -> Worked:
        return Worked(self.amount, (f"flat {dollars(self.amount)}",))


@dataclass(frozen=True, slots=True)
class PerUnit:
    """A base and an amount for each step beyond the included units."""

    rule: schema.Unit | schema.UnitItem
    quantity: Expression
    called: str | None

    def work(self, reckoning: Reckoning) -> Worked:
        rule, quantity = self.rule, reckoning.number(self.quantity)
        count = steps(quantity - rule.included, rule.per, rule.fraction)
        amount = rule.base + count * rule.rate
        text = reckoning.said(self.quantity, quantity, self.called)
        if rule.included:
            text += f", {number(rule.included)} included"
        base = f"{dollars(rule.base)} + " if rule.base else ""
        tail = per_step(rule.per, rule.fraction, money=False)
        return Worked(amount, (f"{text}: {base}{number(count)} × {dollars(rule.rate)} {tail} = {dollars(amount)}",))


@dataclass(frozen=True, slots=True)
class PerItems:
    """An issuing fee and one line a counted thing; things that are not there cost nothing."""

    issue: Decimal
    items: tuple[PerUnit, ...]

    def work(self, reckoning: Reckoning) -> Worked:
        total, trace = self.issue, [f"issuing fee {dollars(self.issue)}"] if self.issue else []
        for item in self.items:
            if reckoning.number(item.quantity) > 0:
                worked = item.work(reckoning)
                total += worked.amount
                trace += worked.trace
        return Worked(total, (*trace, f"together {dollars(total)}"))


@dataclass(frozen=True, slots=True)
class Tiered:
    """The row the value falls in: base plus rate for each step over the row's edge, as the table prints it."""

    rule: schema.Tiers
    of: Expression
    money: bool

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.of)
        if value < 0:
            raise NoAmount(f"{reckoning.said(self.of, value)} is less than nothing")
        row = self.row(value)
        said = reckoning.said(self.of, value, self.rule.called)
        edge = dollars(row.over) if self.money else number(row.over)
        count = steps(value - row.over, row.per, self.rule.fraction)
        amount = row.base + count * row.rate
        text = f"{said} is over {edge}: " if value > row.over else f"{said}: "
        if not row.rate:
            return Worked(amount, (f"{text}{dollars(row.base)}",))
        tail = per_step(row.per, self.rule.fraction, money=self.money)
        base = f"{dollars(row.base)} + " if row.base else ""
        return Worked(amount, (f"{text}{base}{number(count)} × {dollars(row.rate)} {tail} = {dollars(amount)}",))

    def row(self, value: Decimal) -> schema.Row:
        """The last row whose edge the value is over; the first row also takes what is below it."""
        return next((row for row in reversed(self.rule.rows) if value > row.over), self.rule.rows[0])


@dataclass(frozen=True, slots=True)
class Marginal:
    """Each bracket's rate on its own part of the value."""

    rule: schema.Brackets
    of: Expression
    money: bool

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.of)
        total, parts = self.rule.base, [dollars(self.rule.base)] if self.rule.base else []
        rows = self.rule.rows
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            part = min(value, after.over if after else value) - row.over
            if part > 0:
                total += part * row.rate
                shown = dollars(part) if self.money else number(part)
                parts.append(f"{shown} × {row.rate.normalize():f}")
        said = reckoning.said(self.of, value, self.rule.called)
        return Worked(total, (f"{said}: {' + '.join(parts) or '$0.00'} = {dollars(total)}",))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, by one or two keys."""

    rule: schema.Lookup
    grid: schema.Grid
    keys: tuple[Expression, ...]
    times: Expression | None

    def work(self, reckoning: Reckoning) -> Worked:
        keys = [self._key(reckoning, key) for key in self.keys]
        cell = self._cell(keys)
        amount, text = cell, f"{' × '.join(keys)}: {dollars(cell)}"
        if self.times is not None:
            count = reckoning.number(self.times)
            amount *= count
            text += f" × {reckoning.said(self.times, count)}"
        if self.rule.percent is not None:
            amount = amount * self.rule.percent / 100
            text += f" × {number(self.rule.percent)}%"
        return Worked(amount, (text if amount == cell else f"{text} = {dollars(amount)}",))

    def _key(self, reckoning: Reckoning, key: Expression) -> str:
        value = key.value(reckoning.facts)
        if not isinstance(value, str | Decimal):
            raise StillNeeded(reckoning.missing(key))
        return value if isinstance(value, str) else number(value)

    def _cell(self, keys: list[str]) -> Decimal:
        row = self.grid.rows.get(keys[0])
        column = keys[1] if len(keys) > 1 else self.grid.columns[0]
        if row is None or column not in self.grid.columns:
            raise NoAmount(f"the table has no amount for {' × '.join(keys)}")
        cell = row[self.grid.columns.index(column)]
        if not isinstance(cell, Decimal):
            raise NoAmount(f"{' × '.join(keys)} is not permitted (NP)")
        return cell


@dataclass(frozen=True, slots=True)
class FeeSum:
    """A sum over fees of this event and over what was charged before."""

    fees: tuple[str, ...]
    charged: tuple[str, ...]

    def add(self, reckoning: Reckoning) -> tuple[Decimal, str]:
        """The sum and how it is said; unknown as soon as one member is."""
        total, parts = ZERO, []
        for fee in self.fees:
            outcome = reckoning.outcomes.get(fee)
            if isinstance(outcome, Pending):
                raise StillNeeded(outcome.names)
            if outcome is not None:
                total += outcome
                parts.append(f"{reckoning.wording.labels.get(fee, fee)} {dollars(outcome)}")
        for fee in self.charged:
            amount = reckoning.charged(fee)
            total += amount
            parts.append(f"{reckoning.wording.labels.get(fee, fee)} already charged {dollars(amount)}")
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
class Lateness:
    """A penalty for each started day or month after the due date and its grace, up to a cap."""

    rule: schema.Late
    of: FeeSum | None

    def work(self, reckoning: Reckoning) -> Worked | None:
        base, said = self.of.add(reckoning) if self.of else (ZERO, "")
        if self.of is not None and not base:
            return None
        due, today = reckoning.day(self.rule.due), reckoning.day("today")
        if (today - due).days <= self.rule.grace:
            return None
        periods = self._later_periods((today - due).days, months_between(due, today), due.day == today.day)
        size = self.rule.first + self.rule.then * periods
        if self.rule.cap is not None:
            size = min(size, self.rule.cap)
        late = f"due {due.isoformat()}, {(today - due).days} days late"
        if self.of is None:
            return Worked(size, (f"{late}: {dollars(size)}",))
        amount = base * size / 100
        return Worked(amount, (f"{late}: {number(size)}% of {said} = {dollars(amount)}",))

    def _later_periods(self, days: int, months: int, whole: bool) -> int:
        """Periods begun after the first one."""
        if self.rule.per == "once":
            return 0
        return days - 1 if self.rule.per == "day" else months - 1 if whole and months else months


@dataclass(frozen=True, slots=True)
class Calculated:
    """A formula."""

    amount: Expression

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.amount)
        return Worked(value, (f"{self.amount.text} = {dollars(value)}",))


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
