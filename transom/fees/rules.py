"""What a charge's standing is, how money is posted, and how the facts of a bill are kept: pure, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from transom.rulebook.fees import FeeLine
from transom.rulebook.values import UNKNOWN

CASH_ONLINE = "cash.online"
CASH_DRAWER = "cash.drawer"
CASH_CHECKS = "cash.checks"
CASH_TERMINAL = "cash.terminal"
REFUNDS_DUE = "refunds-due"
SUSPENSE = "suspense"
WAIVED = "waived"
OWN_ACCOUNTS = {
    CASH_ONLINE: "Online payments",
    CASH_DRAWER: "Cash drawer",
    CASH_CHECKS: "Checks",
    CASH_TERMINAL: "Card terminal",
    REFUNDS_DUE: "To be refunded",
    SUSPENSE: "Payments nobody here asked for",
    WAIVED: "Waived fees",
}
CASH_ACCOUNTS = (CASH_ONLINE, CASH_DRAWER, CASH_CHECKS, CASH_TERMINAL)
FEE_ACCOUNT = "fee:"
UNSORTED = "general"

DECIMAL, DAY = "$decimal", "$date"
STANDINGS = {
    "online": "Paid online",
    "counter": "Paid at the counter",
    "waived": "Waived",
    "void": "Voided",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What posting needs to know of a charge: its id, its cents and the fee account it is income of."""

    charge_id: int
    cents: int
    account: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a journal to be written: debit positive, credit negative, in cents."""

    account: str
    cents: int
    charge_id: int | None = None


def fee_account(account: str) -> str:
    """The ledger account of a fee: the rulebook's `account`, or one for what it left unsorted."""
    return FEE_ACCOUNT + (account or UNSORTED)


def account_label(account: str) -> str:
    """How a person reads an account; a number of the city's chart of accounts stays as it is."""
    if not account.startswith(FEE_ACCOUNT):
        return OWN_ACCOUNTS.get(account, account)
    name = account.removeprefix(FEE_ACCOUNT)
    return name if any(char.isdigit() for char in name) else name.replace("-", " ").replace("_", " ").capitalize()


def settlement_entries(owed: Sequence[Owed], *, received: int, cash_account: str) -> tuple[Entry, ...]:
    """The postings of `received` cents that settle these charges; what is over goes to refunds due.

    Sums to zero and holds no zero entry. Raises ValueError when less came in than the charges ask for: what is settled
    in part is decided before anything is posted.
    """
    over = received - sum(one.cents for one in owed)
    if over < 0:
        raise ValueError(f"{received} cents cannot settle charges of {received - over} cents.")
    entries = [Entry(cash_account, received)]
    entries += [Entry(fee_account(one.account), -one.cents, one.charge_id) for one in owed]
    entries.append(Entry(REFUNDS_DUE, -over))
    return without_zeros(entries)


def waiver_entries(owed: Owed) -> tuple[Entry, ...]:
    """The postings of a waived charge: income stays gross, what was given up stands in an account of its own."""
    return without_zeros([Entry(WAIVED, owed.cents), Entry(fee_account(owed.account), -owed.cents, owed.charge_id)])


def refund_entries(cents: int, *, cash_account: str) -> tuple[Entry, ...]:
    """The postings of money that was due back and has gone back."""
    return without_zeros([Entry(REFUNDS_DUE, cents), Entry(cash_account, -cents)])


def suspense_entries(cents: int, *, cash_account: str) -> tuple[Entry, ...]:
    """The postings of money a gateway took that no checkout here asked for."""
    return without_zeros([Entry(cash_account, cents), Entry(SUSPENSE, -cents)])


def without_zeros(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """An entry of nothing says nothing, and the ledger refuses it."""
    return tuple(entry for entry in entries if entry.cents)


def standing(cents: int, how: str | None) -> str:
    """Where a charge stands, in the words of a receipt; `how` is its settlement's, None when it has none."""
    if how is not None:
        return STANDINGS.get(how, how)
    return "Due" if cents else "Nothing to pay"


def facts_to_json(value: Any) -> Any:
    """The facts of a bill as JSON that loses nothing: amounts and dates are marked texts, lists and groups follow.

    What is not known is left out. Raises TypeError for a float, which has already lost cents, and for any value that
    rules do not work on.
    """
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {str(key): facts_to_json(each) for key, each in value.items() if not _is_unknown(each)}
    if isinstance(value, list | tuple):
        return [facts_to_json(each) for each in value if not _is_unknown(each)]
    if isinstance(value, str | int) or value is None:
        return value
    raise TypeError(f"A bill's facts hold no {type(value).__name__}: {value!r}")


def facts_from_json(value: Any) -> Any:
    """The facts as the rules had them: the other way of facts_to_json."""
    if isinstance(value, dict):
        if set(value) == {DECIMAL}:
            return Decimal(value[DECIMAL])
        if set(value) == {DAY}:
            return date.fromisoformat(value[DAY])
        return {key: facts_from_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [facts_from_json(each) for each in value]
    return value


def other_edition(line: FeeLine, bundle: str) -> list[str]:
    """What a charge says where it follows another edition than its record's: the one in force when it was charged."""
    edition = line.seen.edition if line.seen is not None else None
    if edition is None or edition.bundle == bundle:
        return []
    return [f"by the fees in force when charged ({edition.said})"]


def _is_unknown(value: Any) -> bool:
    return value is UNKNOWN
