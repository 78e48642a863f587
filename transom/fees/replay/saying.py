"""A replay as a table for people, and as data that is kept with a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transom.fees.replay.tally import FeeChange, RunChange, Tally
from transom.kernel.money import dollars


def as_text(tally: Tally) -> str:
    """The change by fee, how many bills have more, less or the same, the largest changes, and what cannot be made."""
    return "\n".join(_lines(tally))


def as_json(tally: Tally) -> dict[str, Any]:
    """The same as data; amounts in cents."""
    return {
        "runs": tally.runs,
        "old_cents": tally.old,
        "new_cents": tally.new,
        "more": tally.more,
        "less": tally.less,
        "same": tally.same,
        "refused": tally.refused,
        "unknown": tally.unknown,
        "not_sold": tally.not_sold,
        "fees": [
            {
                "type_id": type_id,
                "fee": fee,
                "label": change.label,
                "old_cents": change.old,
                "new_cents": change.new,
                "more": change.more,
                "less": change.less,
                "same": change.same,
            }
            for (type_id, fee), change in sorted(tally.fees.items())
        ],
        "largest": [{**change._asdict(), "change": change.change} for change in tally.changes],
        "unworkable": [each._asdict() for each in tally.unworkable],
    }


def _lines(tally: Tally) -> Iterator[str]:
    yield f"{tally.runs:,} bills worked out again: {tally.more:,} more, {tally.less:,} less, {tally.same:,} the same"
    rows = [
        (f"{type_id} {fee}", change)
        for (type_id, fee), change in sorted(tally.fees.items())
        if change.old != change.new
    ]
    rows.append(("all", FeeChange("", tally.old, tally.new, tally.more, tally.less, tally.same)))
    wide = max(len(name) for name, _ in rows)
    for name, change in rows:
        yield f"  {name:<{wide}}  {_money(change.old)}  {_money(change.new)}  {_signed(change.new - change.old):>16}"
    for largest in tally.changes[:10]:
        yield f"  {_largest(largest)}"
    for count, sentence in (
        (tally.refused, "would be refused"),
        (tally.unknown, "ask for a fact that was not asked then"),
        (tally.not_sold, "are of a type that is no longer there"),
    ):
        if count:
            yield f"{count:,} bills {sentence} (in no sum)"
    for each in tally.unworkable[:10]:
        yield f"  {each.number} {each.type_id} {each.event} {each.fee}: {each.say}"


def _money(cents: int) -> str:
    return f"{dollars(cents):>16}"


def _signed(cents: int) -> str:
    return f"{'+' if cents >= 0 else '-'}{dollars(abs(cents))}"


def _largest(change: RunChange) -> str:
    said = f"{dollars(change.old)} -> {dollars(change.new)}"
    return f"{_signed(change.change)}  {change.number} {change.type_id} {change.event}: {said}"
