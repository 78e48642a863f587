"""The only reader of charges and of the books for others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Sum

from transom.fees import rules
from transom.fees.models import Charge, Posting, Settlement
from transom.kernel.rows import rows, shaped
from transom.rulebook.fees.explaining import Explanation

BILLED = """
SELECT charge.fee, charge.cents, settlement.charge_id IS NULL AND charge.cents <> 0
FROM fees_charge charge LEFT JOIN fees_settlement settlement ON settlement.charge_id = charge.id
WHERE charge.record_id = %s ORDER BY charge.id
"""
OWED = """
SELECT charge.record_id, sum(charge.cents) FROM fees_charge charge
WHERE charge.record_id = ANY(%s::bigint[]) AND charge.cents <> 0
    AND NOT EXISTS (SELECT FROM fees_settlement settlement WHERE settlement.charge_id = charge.id)
GROUP BY charge.record_id
"""
STANDINGS = """
SELECT charge.record_id, charge.cents, settlement.how
FROM fees_charge charge LEFT JOIN fees_settlement settlement ON settlement.charge_id = charge.id
WHERE charge.record_id = ANY(%s::bigint[]) AND charge.cents <> 0
ORDER BY charge.id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A charge as a person reads it: cents, its because, and where it stands."""

    charge_id: int
    record_id: int
    fee: str
    label: str
    cents: int
    cite: str
    trace: tuple[str, ...]
    made_up: bool
    at: datetime
    standing: str
    is_due: bool
    settled_at: datetime | None
    explained: Explanation | None = None
    """What was looked at, the edition and who waived it; only where somebody asked for it."""


class Billed(NamedTuple):
    """What the rules ask of a charge: its fee, cents, and whether it waits to be paid."""

    fee: str
    cents: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the books with the sum of its postings in cents: debits positive, credits negative."""

    key: str
    label: str
    cents: int


def balance(record_id: int) -> int:
    """Cents a record owes now: the sum of its charges that nothing has settled. One query."""
    return balances([record_id])[record_id]


def balances(record_ids: Iterable[int]) -> dict[int, int]:
    """Cents owed by each of these records, 0 for one that owes nothing. One query."""
    ids = list(record_ids)
    owed = dict.fromkeys(ids, 0)
    owed.update({record_id: int(cents) for record_id, cents in rows(OWED, (ids,))})
    return owed


def due(record_id: int) -> list[Charge]:
    """The charges of a record that wait to be paid, oldest first. One query."""
    return list(_due([record_id]).order_by("id"))


def due_of(record_ids: Iterable[int]) -> dict[int, list[Charge]]:
    """The charges that wait to be paid by record, oldest first; every record asked for is there. One query."""
    ids = list(record_ids)
    found: dict[int, list[Charge]] = {record_id: [] for record_id in ids}
    for charge in _due(ids).order_by("id"):
        found[charge.record_id].append(charge)
    return found


def charges(charge_ids: Iterable[int]) -> list[Charge]:
    """These charges, oldest first. One query."""
    return list(Charge.objects.filter(pk__in=list(charge_ids)).order_by("id"))


def charge(record_id: int, charge_id: int) -> Charge:
    """One charge of a record. Raises Charge.DoesNotExist, also when it is another record's."""
    return Charge.objects.get(pk=charge_id, record_id=record_id)


def lines(record_id: int) -> list[Line]:
    """Every charge of a record with its explanation and its standing, oldest first. One query."""
    found = Charge.objects.filter(record_id=record_id).select_related("settlement").order_by("id")
    return [_line(row) for row in found]


def billed(record_id: int) -> list[Billed]:
    """Every charge of a record as the rules ask of it, oldest first. One query."""
    return shaped(Billed, BILLED, (record_id,))


def line_of(charge: Charge, settlement: Settlement | None = None, explained: Explanation | None = None) -> Line:
    """A charge as a person reads it, due unless a settlement is given; asks the database nothing."""
    return _as_line(charge, settlement, explained)


def standings(record_ids: Iterable[int]) -> tuple[dict[int, int], set[int]]:
    """For a list's rows: cents owed by record, and the records that stand as PAID ONLINE. One query.

    PAID ONLINE: the record's last charge was paid online and nothing is owed (contractor guide, step 4e).
    """
    last: dict[int, str | None] = {}
    owed: dict[int, int] = {}
    owing: set[int] = set()
    for record_id, cents, how in rows(STANDINGS, (list(record_ids),)):
        last[record_id] = how
        if how is None:
            owed[record_id] = owed.get(record_id, 0) + cents
            owing.add(record_id)
    return owed, {record_id for record_id, how in last.items() if how == Settlement.How.ONLINE} - owing


def paid_online(record_ids: Iterable[int]) -> set[int]:
    """Records that stand as PAID ONLINE. One query."""
    return standings(record_ids)[1]


def chart() -> list[Account]:
    """Every account that was ever posted to, with its sum. The sums of all accounts add up to nothing."""
    found = Posting.objects.order_by("account").values("account").annotate(total=Sum("cents"))
    return [Account(row["account"], rules.account_label(row["account"]), row["total"]) for row in found]


def account_balance(account: str) -> int:
    """Cents in one account: debits positive, credits negative."""
    return Posting.objects.filter(account=account).aggregate(total=Sum("cents"))["total"] or 0


def _due(record_ids: list[int]) -> QuerySet[Charge]:
    settled = Settlement.objects.filter(charge_id=OuterRef("pk"))
    return Charge.objects.filter(~Exists(settled), record_id__in=record_ids).exclude(cents=0)


def _line(row: Charge) -> Line:
    return _as_line(row, row.settlement if hasattr(row, "settlement") else None)


def _as_line(row: Charge, settlement: Settlement | None, explained: Explanation | None = None) -> Line:
    how = settlement.how if settlement else None
    return Line(
        charge_id=row.pk,
        record_id=row.record_id,
        fee=row.fee,
        label=row.label,
        cents=row.cents,
        cite=row.cite,
        trace=tuple(row.trace),
        made_up=row.made_up,
        at=row.at,
        standing=rules.standing(row.cents, how),
        is_due=how is None and row.cents != 0,
        settled_at=settlement.at if settlement else None,
        explained=explained,
    )
