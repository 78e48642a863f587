"""The questions an estimate asks, as they are drawn; an estimate's answers stand in its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transom.kernel.money import to_cents
from transom.rulebook.compiled import Field, RecordType
from transom.rulebook.estimating import Due, Estimate, Question
from transom.rulebook.forms.posted import rows_from

Posted = Mapping[str, Sequence[str]]
HEADINGS = {"apply": "Due when one applies", "approval": "Due at approval"}


@dataclass(frozen=True, slots=True)
class Box:
    """A question with the name of its box, what stands in it and what is wrong with it; rows of boxes for a list."""

    question: Question
    name: str
    value: Any
    error: str
    needed: bool
    rows: tuple[tuple[Box, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A fee with its arithmetic, in cents."""

    label: str
    cents: int
    trace: tuple[str, ...]
    cite: str
    made_up: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """What is due at one moment, and what cannot be worked out yet: (fee, why)."""

    heading: str
    lines: tuple[Line, ...]
    total: int
    unknown: tuple[tuple[str, str], ...]


def boxes(found: Estimate, posted: Posted) -> list[Box]:
    """The questions the fees need, with what was answered; a repeating one has a row more than was filled."""
    return [_box(each.question, found, posted, each.needed) for each in found.asked]


def moments(found: Estimate, rt: RecordType) -> list[Moment]:
    """What is due, moment by moment; those at which nothing is due are left out."""
    return [_moment(due, rt) for due in found.dues if due.assessment.lines or due.assessment.unknown]


def _box(question: Question, found: Estimate, posted: Posted, needed: bool) -> Box:
    key = question.key
    error = found.errors.get(key, "")
    if isinstance(question, Field) and question.type == "list":
        return Box(question, key, "", error, needed, _rows(question, found, posted))
    given = list(posted.get(key, ()))
    value: Any = given if question.type == "multi" else (given[-1] if given else "")
    return Box(question, key, value, error, needed)


def _rows(field: Field, found: Estimate, posted: Posted) -> tuple[tuple[Box, ...], ...]:
    drawn = [*rows_from(field, posted), {}][: field.at_most]
    return tuple(
        tuple(_cell(field, item, index, row.get(item.key, ""), found, bool(row) or not index) for item in field.items)
        for index, row in enumerate(drawn)
    )


def _cell(field: Field, item: Field, index: int, value: str, found: Estimate, needed: bool) -> Box:
    name = f"{field.key}.{index}.{item.key}"
    return Box(item, name, value, found.errors.get(name, ""), needed)


def _moment(due: Due, rt: RecordType) -> Moment:
    lines = tuple(
        Line(line.label, to_cents(line.amount), line.trace, line.cite, line.made_up) for line in due.assessment.lines
    )
    unknown = tuple(
        (fee.label, fee.say or f"Still needed: {', '.join(dict.fromkeys(rt.label_of(name) for name in fee.needs))}.")
        for fee in due.assessment.unknown
    )
    return Moment(HEADINGS[due.when], lines, sum(line.cents for line in lines), unknown)
