"""What an assessment comes to."""

from dataclasses import dataclass, field
from decimal import Decimal

from transom.rulebook.fees.explaining import Explanation, Seen


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee: its amount in dollars (whole cents), the ordinance, and the sentences that show the arithmetic."""

    fee: str
    label: str
    amount: Decimal
    cite: str
    account: str
    tags: tuple[str, ...]
    made_up: bool
    trace: tuple[str, ...]
    seen: Seen | None = field(default=None, compare=False, repr=False)

    def explained(self) -> Explanation:
        """The line with what was looked at, its arithmetic, ordinance, edition and waivers."""
        seen = self.seen
        return Explanation(
            self.fee, self.label, self.amount, seen.inputs() if seen else (), self.trace, self.cite,
            seen.edition if seen else None, seen.waived if seen else (), self.made_up,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnknownFee:
    """A fee that cannot be said yet: the facts still needed, or in `say` why the schedule has no amount."""

    fee: str
    label: str
    needs: tuple[str, ...]
    say: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one event charges; `total` is of the known lines, so it is final only when nothing is unknown."""

    on: str
    lines: tuple[FeeLine, ...]
    unknown: tuple[UnknownFee, ...]
    values: tuple[FeeLine, ...] = ()
    """Amounts that are worked out but not charged, such as a valuation."""

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def is_final(self) -> bool:
        return not self.unknown
