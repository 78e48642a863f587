"""Records that wait for nothing but the city: what they owe is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from transom.kernel.rows import shaped

PAID_UP = """
SELECT record.number, record.type_label, record.title, record.address,
    coalesce(firm.name, nullif(applicant.name, ''), applicant.username, ''), record.submitted_on
FROM (
    SELECT * FROM records_record WHERE status = ANY(%s) AND NOT closed AND number IS NOT NULL ORDER BY id LIMIT %s
) record
LEFT JOIN accounts_firm firm ON firm.id = record.firm_id
LEFT JOIN accounts_user applicant ON applicant.id = record.applicant_id
WHERE (
    SELECT coalesce(sum(charge.cents), 0) FROM fees_charge charge WHERE charge.record_id = record.id
    AND NOT EXISTS (SELECT FROM fees_settlement settlement WHERE settlement.charge_id = charge.id)
) = 0
ORDER BY record.id LIMIT %s
"""


class PaidUp(NamedTuple):
    """A record of a queue that owes nothing; `applicant` is its company, else the account that applied."""

    number: str
    type_label: str
    title: str
    address: str
    applicant: str
    submitted_on: date | None


def paid_up(statuses: Sequence[str], *, among: int, limit: int) -> list[PaidUp]:
    """The first open records in these statuses that owe nothing, the longest waiting first. One query.

    Only the `among` that wait longest are looked at, so that it costs the same however many owe.
    """
    return shaped(PaidUp, PAID_UP, (list(statuses), among, limit))
