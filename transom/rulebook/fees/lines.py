"""What an assessment comes to."""

from dataclasses import dataclass
from decimal import Decimal


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
