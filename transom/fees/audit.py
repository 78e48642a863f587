"""What must hold in the books at any moment: each a query for what breaks it and a sentence for who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """An invariant: its name, what it promises, and the query of one column that lists what breaks it."""

    key: str
    promise: str
    breaks: str


CHECKS = (
    Check(
        "ledger.balanced",
        "Every journal has at least two postings and they sum to nothing.",
        "SELECT j.id FROM fees_journal j LEFT JOIN fees_posting p ON p.journal_id = j.id "
        "GROUP BY j.id HAVING count(p.id) < 2 OR coalesce(sum(p.cents), 0) <> 0",
    ),
    Check(
        "ledger.whole",
        "All accounts together sum to nothing.",
        "SELECT sum(cents) FROM fees_posting HAVING coalesce(sum(cents), 0) <> 0",
    ),
    Check(
        "ledger.settled_is_posted",
        "A settled charge is credited to its fee account, once and to the cent, by the journal that settled it.",
        "SELECT c.id FROM fees_settlement s JOIN fees_charge c ON c.id = s.charge_id "
        "LEFT JOIN fees_posting p ON p.charge_id = c.id AND p.journal_id = s.journal_id "
        "AND p.account = 'fee:' || c.account "
        "GROUP BY c.id, c.cents HAVING count(p.id) <> 1 OR sum(p.cents) <> -c.cents",
    ),
    Check(
        "ledger.posted_is_settled",
        "A charge is credited only by the journal that settled it.",
        "SELECT p.charge_id FROM fees_posting p LEFT JOIN fees_settlement s "
        "ON s.charge_id = p.charge_id AND s.journal_id = p.journal_id "
        "WHERE p.charge_id IS NOT NULL AND s.charge_id IS NULL",
    ),
    Check(
        "ledger.waived_takes_no_cash",
        "A waiver moves no cash.",
        "SELECT j.id FROM fees_journal j JOIN fees_posting p ON p.journal_id = j.id "
        "WHERE j.kind = 'waived' AND p.account LIKE 'cash.%'",
    ),
    Check(
        "ledger.refunds_not_below_zero",
        "No more was refunded than was due back.",
        "SELECT account FROM fees_posting WHERE account = 'refunds-due' GROUP BY account HAVING sum(cents) > 0",
    ),
    Check(
        "ledger.nothing_in_suspense",
        "No payment came in that nobody here asked for; whose it is must be found out by hand.",
        "SELECT account FROM fees_posting WHERE account = 'suspense' GROUP BY account HAVING sum(cents) <> 0",
    ),
    Check(
        "charges.of_their_record",
        "A charge belongs to the record its run was made for.",
        "SELECT c.id FROM fees_charge c JOIN fees_chargerun r ON r.id = c.run_id WHERE c.record_id <> r.record_id",
    ),
)


def broken(checks: Iterable[Check] = CHECKS) -> Iterator[str]:
    """A sentence for each invariant that does not hold, with the first rows that break it; nothing when all is well."""
    for check in checks:
        with connection.cursor() as cursor:
            cursor.execute(check.breaks)
            rows = [str(row[0]) for row in cursor.fetchall()]
        if rows:
            shown = ", ".join(rows[:SHOWN]) + (f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
            yield f"{check.key}: {check.promise} Broken by: {shown}."
