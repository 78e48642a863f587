"""An estimate's answers as they stand in its address, and its questions as they stand on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from transom.rulebook.compiled import Field
from transom.rulebook.estimating import Asked, Estimate, PartQuestion, Question
from transom.rulebook.forms.posted import rows_from
from transom.ui.language import told

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Box:
    """A question with the name its box has, what stands in it, and what is wrong with it."""

    question: Question
    name: str
    value: Any
    error: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A repeating question: one row of boxes for each entry."""

    field: Field
    error: str
    rows: tuple[tuple[Box, ...], ...]
    may_grow: bool


def boxes(found: Estimate, posted: Posted, more: str) -> list[Box | Group]:
    """The questions as they are drawn; `more` is the repeating question that was asked for one more row."""
    return [_drawn(each, found, posted, more) for each in found.asked]


def _drawn(asked: Asked, found: Estimate, posted: Posted, more: str) -> Box | Group:
    question = asked.question
    if isinstance(question, PartQuestion):
        label = told(question.label)
        question = replace(question, label=label[:1].upper() + label[1:])
    if isinstance(question, Field) and question.type == "list":
        return _group(question, found, posted, more)
    given = posted.get(question.key, ())
    value: Any = list(given) if question.type == "multi" else (given[-1] if given else "")
    return Box(question, question.key, value, told(found.errors.get(question.key, "")), asked.needed)


def _group(field: Field, found: Estimate, posted: Posted, more: str) -> Group:
    """As many rows as were sent with something in them, at least one, and one more where it was asked for."""
    sent = rows_from(field, posted)
    rows = [*sent, *([{}] if not sent or more == field.key else [])][: field.at_most]
    drawn = tuple(
        tuple(
            Box(item, f"{field.key}.{index}.{item.key}", row.get(item.key, ""), _error(found, field, index, item))
            for item in field.items
        )
        for index, row in enumerate(rows)
    )
    return Group(field, told(found.errors.get(field.key, "")), drawn, len(rows) < field.at_most)


def _error(found: Estimate, field: Field, index: int, item: Field) -> str:
    return told(found.errors.get(f"{field.key}.{index}.{item.key}", ""))


def address(posted: Posted) -> str:
    """The answers as the end of an address, without what was left empty."""
    pairs = [(name, value) for name, values in posted.items() if name != "more" for value in values if value]
    return urlencode(pairs)
