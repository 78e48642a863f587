"""A replay that was kept with a proposal, as the rows people compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from transom.kernel.money import dollars
from transom.rulebook.describing import when_charged


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee in last year's bills; cents, and how many bills have more or less of it."""

    type_label: str
    label: str
    old: int
    new: int
    change: str
    more: int
    less: int


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill that would have been another, or could not be made; `url` leads to its record."""

    number: str
    url: str
    type_label: str
    event: str
    old: int
    new: int
    change: str
    say: str


@dataclass(frozen=True, slots=True)
class Replay:
    """Last year's bills under proposed rules."""

    since: datetime
    until: datetime
    runs: int
    more: int
    less: int
    same: int
    old: int
    new: int
    change: str
    refused: int
    unknown: int
    not_sold: int
    fees: tuple[FeeRow, ...]
    largest: tuple[BillRow, ...]
    unworkable: tuple[BillRow, ...]


def read(kept: Mapping[str, Any], labels: Mapping[str, str]) -> Replay | None:
    """A kept replay; `labels` calls record types by their name. None where the data is of another shape."""
    try:
        changed = [fee for fee in kept["fees"] if fee["old_cents"] != fee["new_cents"] or fee["more"] or fee["less"]]
        return Replay(
            since=datetime.fromisoformat(kept["since"]),
            until=datetime.fromisoformat(kept["until"]),
            change=signed(kept["new_cents"] - kept["old_cents"]),
            old=kept["old_cents"],
            new=kept["new_cents"],
            fees=tuple(_fee(fee, labels) for fee in changed),
            largest=tuple(_bill(each, labels) for each in kept["largest"]),
            unworkable=tuple(_bill(each, labels) for each in kept["unworkable"]),
            **{name: kept[name] for name in ("runs", "more", "less", "same", "refused", "unknown", "not_sold")},
        )
    except (KeyError, TypeError, ValueError):
        return None


def signed(cents: int) -> str:
    """A difference with its sign: +$1.00, -$0.50, $0.00."""
    return f"{'+' if cents > 0 else ''}{dollars(cents)}"


def _fee(fee: Mapping[str, Any], labels: Mapping[str, str]) -> FeeRow:
    old, new = fee["old_cents"], fee["new_cents"]
    type_label = labels.get(fee["type_id"], fee["type_id"])
    return FeeRow(type_label, fee["label"] or fee["fee"], old, new, signed(new - old), fee["more"], fee["less"])


def _bill(bill: Mapping[str, Any], labels: Mapping[str, str]) -> BillRow:
    number, old, new = bill["number"], bill.get("old", 0), bill.get("new", 0)
    url = reverse("office:records:record", args=[number]) if number else ""
    type_label = labels.get(bill["type_id"], bill["type_id"])
    return BillRow(
        number, url, type_label, when_charged((bill["event"],)), old, new, signed(new - old), bill.get("say", "")
    )
