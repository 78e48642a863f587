"""Counting what changes: pure, and two counts add up to one, so that several processes can share the work."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from transom.fees.rules import facts_from_json
from transom.rulebook.compiled import RecordType

SHOWN = 20
"""So many of the largest changes, and of the runs that cannot be worked out, are kept by name."""


class Run(NamedTuple):
    """A bill as it was made: of which record, on which event, from which facts, for which cents by fee (both JSON)."""

    number: str
    type_id: str
    event: str
    facts: str
    billed: str


class RunChange(NamedTuple):
    """A bill that would have been another one, in cents."""

    number: str
    type_id: str
    event: str
    old: int
    new: int

    @property
    def change(self) -> int:
        return self.new - self.old


class Unworkable(NamedTuple):
    """A bill that could not be made: the fee, and the sentence that refuses it or the facts that are missing."""

    number: str
    type_id: str
    event: str
    fee: str
    say: str


@dataclass(slots=True)
class FeeChange:
    """One fee of one type in all bills, in cents, and how many bills have more, less or the same of it."""

    label: str = ""
    old: int = 0
    new: int = 0
    more: int = 0
    less: int = 0
    same: int = 0

    def count(self, old: int, new: int) -> None:
        self.old, self.new = self.old + old, self.new + new
        self.more, self.less, self.same = self.more + (new > old), self.less + (new < old), self.same + (new == old)

    def add(self, other: FeeChange) -> None:
        self.label = self.label or other.label
        self.old, self.new = self.old + other.old, self.new + other.new
        self.more, self.less, self.same = self.more + other.more, self.less + other.less, self.same + other.same


@dataclass(slots=True)
class Tally:
    """What changed in so many bills. Bills that cannot be made under the new rules are in none of the sums."""

    runs: int = 0
    old: int = 0
    new: int = 0
    more: int = 0
    less: int = 0
    same: int = 0
    refused: int = 0
    """The new rules give no amount, with a sentence that says why."""
    unknown: int = 0
    """The new rules ask for a fact that was not asked then."""
    not_sold: int = 0
    """The new rules do not hold the type any more."""
    fees: dict[tuple[str, str], FeeChange] = field(default_factory=dict)
    largest: list[tuple[int, RunChange]] = field(default_factory=list)
    """A heap by how much changes, so that the smallest makes room."""
    unworkable: list[Unworkable] = field(default_factory=list)

    def count(self, run: Run, rt: RecordType | None) -> None:
        """Work one bill out anew and count it."""
        self.runs += 1
        if rt is None:
            self.not_sold += 1
            self._keep(Unworkable(run.number, run.type_id, run.event, "", "There is no such record type any more."))
            return
        assessment = rt.assess(run.event, facts_from_json(json.loads(run.facts)))
        if assessment.unknown:
            first = assessment.unknown[0]
            refused = not first.needs
            self.refused, self.unknown = self.refused + refused, self.unknown + (not refused)
            say = first.say or f"Not known: {', '.join(first.needs)}."
            self._keep(Unworkable(run.number, run.type_id, run.event, first.fee, say))
            return
        billed: dict[str, int] = json.loads(run.billed)
        now = {line.fee: _cents(line.amount) for line in assessment.lines}
        labels = {line.fee: line.label for line in assessment.lines}
        self._compare(run, billed, now, labels)

    def add(self, other: Tally) -> None:
        """Take another count in."""
        for name in ("runs", "old", "new", "more", "less", "same", "refused", "unknown", "not_sold"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, fee in other.fees.items():
            self.fees.setdefault(key, FeeChange(fee.label)).add(fee)
        for _, change in other.largest:
            self._offer(change)
        for each in other.unworkable:
            self._keep(each)

    @property
    def changes(self) -> list[RunChange]:
        """The bills that change most, the largest first."""
        return [change for _, change in sorted(self.largest, key=lambda pair: (-pair[0], pair[1]))]

    def _compare(self, run: Run, billed: Mapping[str, int], now: Mapping[str, int], labels: Mapping[str, str]) -> None:
        for fee in {**billed, **now}:
            change = self.fees.get((run.type_id, fee))
            if change is None:
                change = self.fees[run.type_id, fee] = FeeChange(labels.get(fee, ""))
            change.label = change.label or labels.get(fee, "")
            change.count(billed.get(fee, 0), now.get(fee, 0))
        old, new = sum(billed.values()), sum(now.values())
        self.old, self.new = self.old + old, self.new + new
        self.more, self.less, self.same = self.more + (new > old), self.less + (new < old), self.same + (new == old)
        if new != old:
            self._offer(RunChange(run.number, run.type_id, run.event, old, new))

    def _offer(self, change: RunChange) -> None:
        pair = (abs(change.change), change)
        if len(self.largest) < SHOWN:
            heapq.heappush(self.largest, pair)
        elif pair > self.largest[0]:
            heapq.heapreplace(self.largest, pair)

    def _keep(self, one: Unworkable) -> None:
        if len(self.unworkable) < SHOWN:
            self.unworkable.append(one)


def counted(runs: Iterable[Run], types: Mapping[str, RecordType]) -> Tally:
    """These bills under these types."""
    tally = Tally()
    for run in runs:
        tally.count(run, types.get(run.type_id))
    return tally


def _cents(amount: Decimal) -> int:
    return int(amount.scaleb(2))
