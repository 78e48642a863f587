"""The only reader of charges and of the books for others."""

from transom.fees.queries.explaining import explained, explained_lines, explanations
from transom.fees.queries.ledger import (
    Account,
    Billed,
    Line,
    account_balance,
    balance,
    balances,
    billed,
    charge,
    charges,
    chart,
    due,
    due_of,
    line_of,
    lines,
    paid_online,
    standings,
)
from transom.fees.queries.waiting import PaidUp, paid_up

__all__ = [
    "Account",
    "Billed",
    "Line",
    "PaidUp",
    "account_balance",
    "balance",
    "balances",
    "billed",
    "charge",
    "charges",
    "chart",
    "due",
    "due_of",
    "explained",
    "explained_lines",
    "explanations",
    "line_of",
    "lines",
    "paid_online",
    "paid_up",
    "standings",
]
