"""The one place where dollars become cents: rules reckon in Decimal, the ledger and the gateway in whole cents."""

from __future__ import annotations

from decimal import Decimal

CENTS_IN_DOLLAR = Decimal(100)


def to_cents(dollars: Decimal) -> int:
    """Whole cents of an amount in dollars.

    Raises TypeError for anything but a Decimal (a float has already lost cents) and ValueError for parts of a cent:
    rounding is a rule's business, not a conversion's.
    """
    if not isinstance(dollars, Decimal):
        raise TypeError(f"Money must be a Decimal, not {type(dollars).__name__}: {dollars!r}")
    if not dollars.is_finite():
        raise ValueError(f"{dollars} is not an amount of money.")
    cents = dollars * CENTS_IN_DOLLAR
    if cents != cents.to_integral_value():
        raise ValueError(f"{dollars} has parts of a cent; round it first.")
    return int(cents)


def from_cents(cents: int) -> Decimal:
    """The amount in dollars with two places. Raises TypeError for anything but a whole number."""
    _whole(cents)
    sign, digits = (1, -cents) if cents < 0 else (0, cents)
    # Built from digits, so that no context's precision can round a large sum.
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -2))


def dollars(cents: int) -> str:
    """How people read an amount of cents: $1,234.50, and -$5.00 when it is owed the other way."""
    _whole(cents)
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{part:02}"


def _whole(cents: int) -> None:
    if type(cents) is not int:
        raise TypeError(f"Cents must be a whole number, not {type(cents).__name__}: {cents!r}")
