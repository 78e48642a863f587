"""What an estimate of fees asks and shows, as both doors draw it: boxes for its questions, lines for its fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from transom.kernel.money import to_cents
from transom.rulebook.compiled import FeeLine as Worked
from transom.rulebook.compiled import Field
from transom.rulebook.estimating import Asked, Estimate, PartQuestion, Question
from transom.rulebook.forms.posted import rows_from
from transom.ui.language import told

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee that is not charged yet, in cents, with how it came about; for the macro `fee_lines`."""

    label: str
    cents: int
    trace: tuple[str, ...]
    cite: str
    made_up: bool
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A question with the name of its box, what stands in it and what is wrong with it; rows of boxes for a list."""

    question: Question
    name: str
    value: Any
    error: str
    needed: bool
    rows: tuple[tuple[Box, ...], ...] = ()
    may_grow: bool = False


def fee_lines(lines: Iterable[Worked]) -> list[FeeLine]:
    """Fees as the rules worked them out, in the cents a page shows."""
    return [FeeLine(line.label, to_cents(line.amount), line.trace, line.cite, line.made_up) for line in lines]


def boxes(found: Estimate, posted: Posted, more: str | None = None) -> list[Box]:
    """The questions the fees need, with what was answered.

    A repeating question has its rows and a spare one; where the page has a button for it, `more` says of which question
    a further row was asked, and there is a spare one only then or where nothing was answered yet.
    """
    return [_box(each, found, posted, more) for each in found.asked]


def _box(asked: Asked, found: Estimate, posted: Posted, more: str | None) -> Box:
    question = asked.question
    if isinstance(question, PartQuestion):
        label = told(question.label)
        question = replace(question, label=label[:1].upper() + label[1:])
    key, error = question.key, told(found.errors.get(question.key, ""))
    if isinstance(question, Field) and question.type == "list":
        sent = rows_from(question, posted)
        spare = more is None or more == key or not sent
        rows = [*sent, *([{}] if spare else [])][: question.at_most]
        drawn = tuple(_row(question, index, row, found, more) for index, row in enumerate(rows))
        return Box(question, key, "", error, asked.needed, drawn, len(rows) < question.at_most)
    given = list(posted.get(key, ()))
    value: Any = given if question.type == "multi" else (given[-1] if given else "")
    return Box(question, key, value, error, asked.needed)


def _row(field: Field, index: int, row: Mapping[str, Any], found: Estimate, more: str | None) -> tuple[Box, ...]:
    """The boxes of one entry; a row nobody asked for may stay empty."""
    needed = more is not None or bool(row) or not index
    names = {item.key: f"{field.key}.{index}.{item.key}" for item in field.items}
    return tuple(
        Box(item, names[item.key], row.get(item.key, ""), told(found.errors.get(names[item.key], "")), needed)
        for item in field.items
    )
