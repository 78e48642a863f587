"""Assessing an event: every fee in the order of its dependencies, known lines apart from unknown ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation, Overflow, localcontext

from transom.rulebook.fees.lines import Assessment, FeeLine, UnknownFee
from transom.rulebook.fees.order import ordered
from transom.rulebook.fees.reckoning import NoAmount, Pending, Reckoning, StillNeeded
from transom.rulebook.fees.refunding import RefundRule, refunded
from transom.rulebook.fees.rules import FeeRule
from transom.rulebook.values import EXACT, Facts
from transom.rulebook.wording import Wording


@dataclass(frozen=True, slots=True)
class FeeBook:
    """All fees of a record type, in an order in which each finds what it reads already worked out."""

    rules: tuple[FeeRule, ...]
    refunds: tuple[RefundRule, ...]
    wording: Wording

    def assess(self, event: str, facts: Facts) -> Assessment:
        """What an event charges for these facts. Dollars; a fee whose facts are missing is unknown, never zero."""
        reckoning = Reckoning(facts, self.wording)
        lines: dict[str, FeeLine] = {}
        unknown: dict[str, UnknownFee] = {}
        with localcontext(EXACT):
            for rule in self.rules:
                outcome = self._work(rule, event, reckoning)
                if isinstance(outcome, FeeLine):
                    lines[rule.id] = outcome
                    reckoning.settle(rule.id, outcome.amount, readable=rule.readable)
                else:
                    reckoning.settle(rule.id, outcome, readable=rule.readable)
                if isinstance(outcome, Pending) and not rule.table.value_only:
                    unknown[rule.id] = UnknownFee(rule.id, rule.table.label, outcome.names, outcome.say)
        return self._sorted(event, lines, unknown)

    def refund(self, paid: Mapping[str, Decimal], facts: Facts) -> Assessment:
        """What goes back of what was paid for each fee, in dollars; never more than was paid."""
        with localcontext(EXACT):
            return refunded(self.refunds, self._written(), paid, Reckoning(facts, self.wording))

    def with_current(self, current: "FeeBook") -> "FeeBook":
        """These fees, with those that follow the day of charging (`as_of = "charged"`) as the current edition has them.

        A fee this edition holds to the day of application stays as it is, whatever the current one says.
        """
        kept = [rule for rule in self._written() if rule.table.as_of == "applied"]
        ids = {rule.id for rule in kept}
        taken = [rule for rule in current._written() if rule.table.as_of == "charged" and rule.id not in ids]
        rules = [replace(rule, place=place) for place, rule in enumerate([*kept, *taken])]
        return replace(self, rules=ordered(rules), wording=self.wording.beside(current.wording))

    def follows_charging(self, event: str) -> bool:
        """Whether an event charges a fee by the edition in force on the day of charging."""
        return any(rule.table.as_of == "charged" and event in rule.table.on for rule in self.rules)

    def _written(self) -> tuple[FeeRule, ...]:
        return tuple(sorted(self.rules, key=lambda rule: rule.place))

    def _work(self, rule: FeeRule, event: str, reckoning: Reckoning) -> FeeLine | Pending | None:
        if not rule.applies_on(event):
            return None
        try:
            return rule.line(reckoning)
        except StillNeeded as needed:
            return Pending(needed.names, needed.say or self._said(needed.names, reckoning))
        except NoAmount as refused:
            return Pending((), str(refused))
        except (InvalidOperation, Overflow):
            return Pending((), "the amount is too large to be written in cents")

    def _said(self, names: Iterable[str], reckoning: Reckoning) -> str:
        """The reason another fee gave, where that is why this one waits."""
        if tuple(names):
            return ""
        reasons = (each.say for each in reckoning.outcomes.values() if isinstance(each, Pending) and each.say)
        return next(reasons, "")

    def _sorted(self, event: str, lines: dict[str, FeeLine], unknown: dict[str, UnknownFee]) -> Assessment:
        """Lines in the order the city wrote them, not in the order they were worked out."""
        written = self._written()
        charged = tuple(lines[r.id] for r in written if r.id in lines and not r.table.value_only)
        values = tuple(lines[r.id] for r in written if r.id in lines and r.table.value_only)
        return Assessment(event, charged, tuple(unknown[r.id] for r in written if r.id in unknown), values)

    @property
    def events(self) -> frozenset[str]:
        """Every event some fee is charged on."""
        return frozenset(event for rule in self.rules if not rule.table.value_only for event in rule.table.on)

    def fees_of(self, event: str) -> tuple[FeeRule, ...]:
        """The fees an event may charge, in the order they are written."""
        return tuple(rule for rule in self._written() if not rule.table.value_only and event in rule.table.on)
