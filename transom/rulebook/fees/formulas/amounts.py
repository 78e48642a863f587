"""Amounts by themselves: flat, for each counted thing, for each hour, by a formula."""

from dataclasses import dataclass
from decimal import Decimal

from transom.rulebook.expressions import Expression
from transom.rulebook.fees.formulas.steps import per_step, steps
from transom.rulebook.fees.reckoning import NoAmount, Reckoning, Worked
from transom.rulebook.schema import fees as schema
from transom.rulebook.values import dollars, number


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
class PerHour:
    """A rate for each started step of an hour, at least some hours."""

    rule: schema.Hourly
    hours: Expression

    def work(self, reckoning: Reckoning) -> Worked:
        rule, hours = self.rule, reckoning.number(self.hours)
        if hours < 0:
            raise NoAmount(f"{number(hours)} hours is less than nothing")
        counted = max(steps(hours, rule.step, "up") * rule.step, rule.least)
        amount = counted * rule.rate
        text = f"{number(hours)} h"
        if counted > hours:
            text += (
                f", at least {number(rule.least)} h" if counted == rule.least else f", in steps of {_step(rule.step)}"
            )
        return Worked(amount, (f"{text}: {number(counted)} h × {dollars(rule.rate)} an hour = {dollars(amount)}",))


def _step(step: Decimal) -> str:
    return f"{number(step * 60)} min" if step < 1 else f"{number(step)} h"


@dataclass(frozen=True, slots=True)
class Calculated:
    """A formula."""

    amount: Expression

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.amount)
        return Worked(value, (f"{reckoning.spelled(self.amount)} = {dollars(value)}",))
