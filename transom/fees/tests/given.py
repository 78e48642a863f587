"""Records that owe something, and a rulebook that charges what a test says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from transom.fees.models import Charge, ChargeRun
from transom.kernel.actors import System
from transom.records.models import Record
from transom.rulebook.fees import Assessment, FeeLine, UnknownFee

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
CLERK = System(label="Casey Clerk", kind="staff")
_numbers = count(1)


def a_record(**facts: Any) -> Record:
    """A fence permit that was handed in."""
    n = next(_numbers)
    return Record.objects.create(
        **{
            "number": f"F26-{n:05}",
            "agency": "aurora-il",
            "kind": "permit",
            "type_id": "fence-residential",
            "type_label": "Fence Residential",
            "bundle": "0" * 64,
            "status": "in_review",
            "status_label": "In review",
            "address": f"{n} E Galena Blvd",
            "submitted_on": AT.date(),
            "created_at": AT,
            "updated_at": AT,
            **facts,
        }
    )


def a_charge(record: Record, cents: int = 7000, *, label: str = "Fence permit", account: str = "permits") -> Charge:
    """A line this record owes."""
    n = next(_numbers)
    run = ChargeRun.objects.create(
        record=record, event="issue", occurrence=f"test:{n}", bundle="0" * 64, facts={}, by_label="System", at=AT
    )
    return Charge.objects.create(
        run=run,
        record=record,
        fee=f"fee-{n}",
        label=label,
        cents=cents,
        cite="made up",
        account=account,
        trace=["a flat amount"],
        made_up=True,
        at=AT,
    )


def a_line(fee: str = "permit", amount: str = "55.00", **facts: Any) -> FeeLine:
    """A fee as the rulebook's engine gives it."""
    return FeeLine(
        **{
            "fee": fee,
            "label": "Fence permit",
            "amount": Decimal(amount),
            "cite": "made up",
            "account": "permits",
            "tags": ("refundable",),
            "made_up": True,
            "trace": ("base $45.00", "+ 2 started steps of 50 ft at $5.00"),
            **facts,
        }
    )


@dataclass
class FakeType:
    """Stands where a compiled record type stands; counts how often it was asked."""

    lines: tuple[FeeLine, ...] = ()
    unknown: tuple[UnknownFee, ...] = ()
    bundle: str = "b" * 64
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def assess(self, on: str, facts: Mapping[str, Any]) -> Assessment:
        self.asked.append((on, facts))
        return Assessment(on=on, lines=self.lines, unknown=self.unknown)
