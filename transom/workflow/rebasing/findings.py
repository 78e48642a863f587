"""What would happen to one record under another edition of its rules, things compared by their keys: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from transom.rulebook.compiled import Field, RecordType
from transom.rulebook.values import Facts

STOP, ASK, ADD, DROP, FEE = "stop", "ask", "add", "drop", "fee"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that differs: `stop` bars the move, `ask` is new and unanswered, `add`, `drop`, `fee` only tell."""

    kind: str
    key: str
    say: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands: its status, answers, papers handed in, and what is going on with it."""

    status: str
    answers: Mapping[str, Any]
    before: Facts
    """Its facts as the rules it lives by read them."""
    after: Facts
    """Its facts as the other rules read them."""
    papers: Collection[str]
    reviews: Collection[str]
    """Keys of the reviews that are open."""
    returned: bool
    """Whether a review asked for corrections, so that reviews start again when they come."""
    inspections: Collection[str]
    """Keys of the inspections that are listed."""


def findings(old: RecordType, new: RecordType, standing: Standing) -> tuple[Finding, ...]:
    """Everything that differs for this record, stops first; nothing when the other rules treat it the same."""
    found = [
        *_status(new, standing),
        *_answers(old, new, standing),
        *_papers(old, new, standing),
        *_reviews(old, new, standing),
        *_inspections(new, standing),
    ]
    order = (STOP, ASK, ADD, DROP, FEE)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _status(new: RecordType, standing: Standing) -> Iterator[Finding]:
    if standing.status not in new.statuses:
        yield Finding(STOP, standing.status, f'the status "{standing.status}" is no longer there')


def _answers(old: RecordType, new: RecordType, standing: Standing) -> Iterator[Finding]:
    before = old.validate(standing.answers, standing.before, None).errors
    after = new.validate(standing.answers, standing.after, None).errors
    for name, sentence in after.items():
        key = name.partition(".")[0]
        field = new.fields[key]
        if name in before and key in old.fields:
            continue
        if standing.answers.get(key) in (None, "", []):
            yield Finding(ASK, key, f'"{field.label}" is {"now asked" if key in old.fields else "new"} and unanswered')
        else:
            yield Finding(STOP, key, _no_longer(field, standing.answers[key], sentence))
    for key in standing.answers:
        if key in old.fields and key not in new.fields:
            yield Finding(DROP, key, f'"{old.fields[key].label}" is no longer asked; its answer is kept and not used')


def _no_longer(field: Field, answer: Any, sentence: str) -> str:
    if field.type == "choice" and answer not in {option.value for option in field.options}:
        return f"\"{field.key}\" = '{answer}' is no longer an option"
    return f'the answer to "{field.label}" will not do: {sentence}'


def _papers(old: RecordType, new: RecordType, standing: Standing) -> Iterator[Finding]:
    before = {paper.key for paper in old.documents(standing.before) if paper.required}
    for paper in new.documents(standing.after):
        if paper.required and paper.key not in before and paper.key not in standing.papers:
            yield Finding(ASK, paper.key, f'the paper "{paper.label}" is asked for and not handed in')


def _reviews(old: RecordType, new: RecordType, standing: Standing) -> Iterator[Finding]:
    before = {review.key: review for review in old.reviews(standing.before)}
    after = {review.key: review for review in new.reviews(standing.after)}
    for key in after:
        if key not in before:
            if standing.reviews:
                yield Finding(ADD, key, f'review "{key}" would start')
            elif standing.returned:
                yield Finding(ADD, key, f'review "{key}" would start with the resubmittal')
            else:
                yield Finding(ADD, key, f'review "{key}" is asked for, but the reviews are over: it would not start')
    for key in before:
        if key not in after:
            open_ = " and would be cancelled" if key in standing.reviews else ""
            yield Finding(DROP, key, f'review "{key}" is no longer asked for{open_}')


def _inspections(new: RecordType, standing: Standing) -> Iterator[Finding]:
    if not standing.inspections:
        return
    asked = {each.key for each in new.inspections(standing.after)}
    for key in sorted(asked - set(standing.inspections)):
        yield Finding(ADD, key, f'inspection "{key}" would be listed')
    for key in sorted(set(standing.inspections) - asked):
        yield Finding(DROP, key, f'inspection "{key}" is no longer asked for; it stays listed')
