"""What stands on each paper, from plain values; frozen as JSON when the paper is issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from transom.kernel.money import dollars

Facts = list[list[str]]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues the paper, as printed on it."""

    name: str
    department: str
    contact: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PermitFacts:
    """All that a permit or certificate says, already in words a reader understands."""

    number: str
    noun: str
    type_label: str
    address: str
    holder: str
    facts: Sequence[tuple[str, str]]
    work: Sequence[tuple[str, str]] = ()
    inspections: Sequence[str] = ()
    inspection_note: str = ""
    conditions: Sequence[str] = ()
    fees: Sequence[tuple[str, int]] = ()
    posting_note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """One record's share of a payment; amounts in cents."""

    number: str
    type_label: str
    address: str
    lines: Sequence[tuple[str, int]] = field(default_factory=tuple)


def permit_paper(permit: PermitFacts, issuer: Issuer, verify_url: str) -> dict[str, Any]:
    """The data of a permit or certificate; amounts in cents become dollars and cents here, once."""
    title = f"{permit.noun} {permit.number}"
    return _frame(title, issuer, verify_url) | {
        "number": permit.number,
        "type_label": permit.type_label,
        "address": permit.address,
        "holder": permit.holder,
        "facts": _pairs(permit.facts),
        "public_facts": _pairs(permit.facts),
        "work": _pairs(permit.work),
        "inspections": list(permit.inspections),
        "inspection_note": permit.inspection_note,
        "conditions": list(permit.conditions),
        "fees": [[label, dollars(cents)] for label, cents in permit.fees],
        "total": ["Total", dollars(sum(cents for _, cents in permit.fees))],
        "posting_note": permit.posting_note,
    }


def receipt_paper(
    number: str,
    facts: Sequence[tuple[str, str]],
    records: Sequence[ReceiptRecord],
    paid_line: str,
    *,
    cents: int,
    returned: int = 0,
    issuer: Issuer,
    verify_url: str,
) -> dict[str, Any]:
    """The data of a receipt over `cents`: its records' lines and what is `returned` must add up to what was paid."""
    listed = sum(line for record in records for _, line in record.lines)
    if listed + returned != cents:
        raise ValueError(
            f"receipt {number}: its lines make {dollars(listed + returned)}, but {dollars(cents)} was paid"
        )
    return _frame(f"Receipt {number}", issuer, verify_url) | {
        "number": number,
        "paid_line": paid_line,
        "facts": _pairs(facts),
        "public_facts": [["Paid", dollars(cents)], ["When", paid_line]],
        "records": [
            {
                "number": record.number,
                "type_label": record.type_label,
                "address": record.address,
                "lines": [[label, dollars(line)] for label, line in record.lines],
                "total": dollars(sum(line for _, line in record.lines)),
            }
            for record in records
        ],
        "returned": dollars(returned) if returned else "",
        "total": ["Total", dollars(cents)],
    }


def day(value: date | None) -> str:
    """A date as printed: "Mar 7, 2026"; empty where there is none."""
    return f"{value:%b} {value.day}, {value.year}" if value else ""


def moment(value: datetime) -> str:
    """A city-local moment as printed: "Mar 7, 2026 at 6:02 am"."""
    return f"{day(value)} at {value.hour % 12 or 12}:{value:%M} {'am' if value.hour < 12 else 'pm'}"


def _frame(title: str, issuer: Issuer, verify_url: str) -> dict[str, Any]:
    return {
        "lang": "en",
        "title": title,
        "heading": title,
        "demo": issuer.demo,
        "agency": {"name": issuer.name, "department": issuer.department, "contact": issuer.contact},
        "verify_url": verify_url,
    }


def _pairs(rows: Sequence[tuple[str, str]] | Mapping[str, str]) -> Facts:
    pairs = rows.items() if isinstance(rows, Mapping) else rows
    return [[name, value] for name, value in pairs if value]
