"""What goes back of what was paid: each fee by the first refund rule that holds for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from transom.rulebook.expressions import Expression
from transom.rulebook.fees.explaining import Edition, Seen
from transom.rulebook.fees.lines import Assessment, FeeLine, UnknownFee
from transom.rulebook.fees.reckoning import Reckoning, StillNeeded
from transom.rulebook.fees.rules import FeeRule
from transom.rulebook.schema.fees import Refund
from transom.rulebook.values import CENT, dollars, number

REFUND = "refund"
"""The event of an example that asks what goes back."""


@dataclass(frozen=True, slots=True)
class RefundRule:
    """A refund with its condition compiled."""

    when: Expression | None
    rule: Refund
    inputs: tuple[str, ...] = ()
    edition: Edition | None = None

    def covers(self, fee: FeeRule) -> bool:
        return fee.id in self.rule.fees or bool(set(fee.table.tags) & set(self.rule.tags))


def refunded(
    refunds: tuple[RefundRule, ...], fees: tuple[FeeRule, ...], paid: Mapping[str, Decimal], reckoning: Reckoning
) -> Assessment:
    """What goes back, in dollars, a line for each fee; never more than was paid. A fee no rule covers stays paid."""
    left = {fee.id: fee for fee in fees if paid.get(fee.id, Decimal(0)) > 0}
    lines: dict[str, FeeLine] = {}
    unknown: dict[str, UnknownFee] = {}
    for refund in refunds:
        covered = [fee for fee in left.values() if refund.covers(fee)]
        try:
            holds = bool(covered) and reckoning.holds(refund.when)
        except StillNeeded as needed:
            unknown |= {fee.id: UnknownFee(fee.id, fee.table.label, needed.names) for fee in covered}
        else:
            if not holds:
                continue
            lines |= _lines(refund, covered, paid, reckoning)
        for fee in covered:
            del left[fee.id]
    written = [fee.id for fee in fees]
    return Assessment(
        REFUND, tuple(lines[id_] for id_ in written if id_ in lines), tuple(unknown[i] for i in written if i in unknown)
    )


def _lines(
    refund: RefundRule, covered: list[FeeRule], paid: Mapping[str, Decimal], reckoning: Reckoning
) -> dict[str, FeeLine]:
    rule, whole = refund.rule, sum((paid[fee.id] for fee in covered), Decimal(0))
    kept, said = _kept(rule, whole)
    back = (whole - kept).quantize(CENT, rounding=ROUND_HALF_UP)
    lines, given, counted = {}, Decimal(0), Decimal(0)
    for fee in covered:
        # What is kept of several fees together is shared by what was paid for each, so that the cents add up.
        counted += paid[fee.id]
        upto = (back * counted / whole).quantize(CENT, rounding=ROUND_HALF_UP)
        amount, given = upto - given, upto
        trace = [f"{fee.table.label} paid {dollars(paid[fee.id])}", said]
        trace += [rule.say] if rule.say else []
        trace.append(f"back {dollars(amount)}")
        lines[fee.id] = FeeLine(
            fee.id, fee.table.label, amount, rule.cite, fee.table.account, fee.table.tags, fee.table.made_up,
            tuple(trace), Seen(reckoning.facts, refund.inputs, reckoning.wording, refund.edition, ()),
        )  # fmt: skip
    return lines


def _kept(rule: Refund, whole: Decimal) -> tuple[Decimal, str]:
    """What the city keeps of a sum, between its bounds and never more than was paid; and how that is said."""
    kept = whole * (100 - rule.percent) / 100
    said = f"{number(rule.percent)}% goes back: {dollars(kept)} of {dollars(whole)} is kept"
    if rule.keep_at_least is not None and kept < rule.keep_at_least:
        kept, said = rule.keep_at_least, f"{said}, but at least {dollars(rule.keep_at_least)}"
    if rule.keep_at_most is not None and kept > rule.keep_at_most:
        kept, said = rule.keep_at_most, f"{said}, but at most {dollars(rule.keep_at_most)}"
    return min(kept, whole), said
