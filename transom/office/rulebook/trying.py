"""What is due at each moment by rules that are tried."""

from __future__ import annotations

from dataclasses import dataclass

from transom.rulebook.compiled import RecordType
from transom.rulebook.estimating import Due, Estimate
from transom.ui.estimates import FeeLine, fee_lines

HEADINGS = {"apply": "Due when one applies", "approval": "Due at approval"}


@dataclass(frozen=True, slots=True)
class Moment:
    """What is due at one moment, and what cannot be worked out yet: (fee, why)."""

    heading: str
    lines: list[FeeLine]
    total: int
    unknown: tuple[tuple[str, str], ...]


def moments(found: Estimate, rt: RecordType) -> list[Moment]:
    """What is due, moment by moment; those at which nothing is due are left out."""
    return [_moment(due, rt) for due in found.dues if due.assessment.lines or due.assessment.unknown]


def _moment(due: Due, rt: RecordType) -> Moment:
    lines = fee_lines(due.assessment.lines)
    unknown = tuple(
        (fee.label, fee.say or f"Still needed: {', '.join(dict.fromkeys(f'“{rt.label_of(n)}”' for n in fee.needs))}.")
        for fee in due.assessment.unknown
    )
    return Moment(HEADINGS[due.when], lines, sum(line.cents for line in lines), unknown)
