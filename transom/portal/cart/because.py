"""Why each fee in a cart or on a receipt is what it is, for those whose record it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from transom.fees.queries import explanations
from transom.payments import rules
from transom.payments.queries import CartRow, CartView, ReceiptShare, with_reasons

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record
    from transom.rulebook.fees.explaining import Explanation


def explained(view: CartView) -> CartView:
    """The cart with the explanations of one's own records. One query.

    Anyone may pay for a record; what was answered on it is only for its applicant and its company, so others read the
    sentences that were charged by, without the answers.
    """
    told = explanations(line.charge_id for row in view.rows if row.is_own for line in row.lines)
    if not told:
        return view
    return replace(view, rows=tuple(_told(row, told) for row in view.rows))


def explained_shares(shares: Iterable[ReceiptShare], user: User | None) -> list[ReceiptShare]:
    """A receipt's parts with the explanations of one's own records; a secret link alone opens none. One query."""
    return with_reasons(shares, lambda record: _is_own(record, user))


def _told(row: CartRow, told: Mapping[int, Explanation]) -> CartRow:
    return replace(row, lines=tuple(replace(line, explained=told.get(line.charge_id)) for line in row.lines))


def _is_own(record: Record, user: User | None) -> bool:
    return user is not None and rules.is_own(record.applicant_id, record.firm_id, user.pk, user.firm_id)
