"""One assessment while it is worked out: the facts, and what each fee has come to so far."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from transom.rulebook.expressions import Expression
from transom.rulebook.values import UNKNOWN, Facts, dollars, fact_at, number
from transom.rulebook.wording import Wording


class StillNeeded(Exception):
    """A fact that decides the amount is not known yet; `say` where a fee it reads was refused."""

    def __init__(self, names: tuple[str, ...], say: str = "") -> None:
        super().__init__(", ".join(names))
        self.names = names
        self.say = say


class NoAmount(Exception):
    """The schedule gives no amount for these facts, and a rule refuses rather than guesses."""


@dataclass(frozen=True, slots=True)
class Worked:
    """An amount before modifiers, and the sentences that lead to it."""

    amount: Decimal
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A fee that could not be worked out, and what it waits for."""

    names: tuple[str, ...]
    say: str = ""


Outcome: TypeAlias = Decimal | Pending | None


class Reckoning:
    """Facts and outcomes; `outcomes` holds None for a fee that does not apply to this event.

    Whoever reckons has entered the exact arithmetic already, once for all fees, so expressions are read without doing
    so again.
    """

    def __init__(self, facts: Facts, wording: Wording) -> None:
        self.facts: dict[str, Any] = dict(facts)
        self.wording = wording
        self.outcomes: dict[str, Outcome] = {}
        self.worth: dict[str, tuple[str, ...]] = {}
        """How each amount that nobody is charged came about: what reads it tells it first."""

    def settle(self, fee: str, outcome: Outcome, *, readable: bool) -> None:
        """Note what a fee came to; `readable` fees can be named in formulas."""
        self.outcomes[fee] = outcome
        if readable:
            self.facts[fee] = UNKNOWN if isinstance(outcome, Pending) else outcome or Decimal(0)

    def missing(self, expression: Expression) -> tuple[str, ...]:
        """The facts an expression waits for, followed through the fees it reads."""
        names: list[str] = []
        for name in expression.missing(self.facts) or expression.names:
            outcome = self.outcomes.get(name)
            names += outcome.names if isinstance(outcome, Pending) else [name]
        return tuple(dict.fromkeys(names))

    def number(self, expression: Expression) -> Decimal:
        value = expression.read(self.facts, None)
        if value is UNKNOWN:
            raise StillNeeded(self.missing(expression))
        if not isinstance(value, Decimal):
            raise TypeError(f"{expression.text} is {value!r}; rules work on Decimal only")
        return value

    def holds(self, expression: Expression | None) -> bool:
        """Whether a condition holds; no condition holds always."""
        if expression is None:
            return True
        value = expression.read(self.facts, None)
        if value is UNKNOWN:
            raise StillNeeded(self.missing(expression))
        return value is True

    def day(self, name: str) -> date:
        value = fact_at(self.facts, name)
        if not isinstance(value, date):
            raise StillNeeded((name,))
        return value

    def charged(self, fee: str) -> Decimal:
        """What the ledger has billed for a fee so far; nothing billed is zero, no ledger is unknown."""
        ledger = fact_at(self.facts, "charged")
        if ledger is UNKNOWN:
            raise StillNeeded(("charged",))
        return Decimal(ledger.get(fee, 0))

    def said(self, expression: Expression, value: Decimal, called: str | None = None) -> str:
        """A value with its name where it has one: "valuation $60,000.00", "160 feet of fence"."""
        name = expression.text.strip()
        if called:
            return f"{number(value)} {called}"
        shown = dollars(value) if name in self.wording.money else number(value)
        label = self.wording.named(name)
        return f"{label} {shown}" if label else f"{name} {shown}" if name.isidentifier() else shown

    def spelled(self, expression: Expression) -> str:
        """A formula as a person would write it: "max(valuation $90,000.00, 500) × 0.002"."""
        (clause,) = expression.clauses
        text = clause.text
        if not expression.names or text == expression.names[0]:
            return text
        for end, name in sorted(clause.reads, reverse=True):
            value = fact_at(self.facts, name)
            if isinstance(value, Decimal):
                shown = dollars(value) if name in self.wording.money else number(value)
                text = f"{text[: end - len(name)]}{self.wording.named(name) or name} {shown}{text[end:]}"
        return text.replace(" * ", " × ")

    def said_dollars(self, expression: Expression, value: Decimal) -> str:
        """An amount with where it comes from: "valuation $60,000.00", "(cost / 2 = $30,000.00)"."""
        name = expression.text.strip()
        label = self.wording.named(name) or (name if name.isidentifier() else "")
        return f"{label} {dollars(value)}" if label else f"({name} = {dollars(value)})"

    def bound(self, bound: Decimal | Expression) -> tuple[Decimal, str]:
        """An amount written as a number or a formula, and how it is said."""
        if isinstance(bound, Decimal):
            return bound, dollars(bound)
        value = self.number(bound)
        return value, self.said_dollars(bound, value)

    def inside(self, entry: Facts) -> "Reckoning":
        """The same reckoning with the fields of one entry of a list known by name."""
        inner = Reckoning({**self.facts, **entry}, self.wording)
        inner.outcomes = self.outcomes
        return inner
