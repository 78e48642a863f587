"""From the text of a guide to its questions and answers; and whether every way through it leads somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from keyword import iskeyword
from typing import Any, Final

from transom.rulebook.bundles import GUIDE_FILE
from transom.rulebook.expressions import always
from transom.rulebook.expressions.types import Type
from transom.rulebook.forms.compiling import RESERVED
from transom.rulebook.forms.fields import Field, Option, type_of
from transom.rulebook.guide import Guide, GuideAnswer, Question
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.guide import GuideFile, QuestionTable

MOST_WAYS: Final = 4000
"""So many ways through a guide are tried."""
MOST_SAID: Final = 5
"""So many dead ends are told; who mends them sees the next."""
_NUMBER: Final = re.compile(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w.'])")


def compile_guide(source: Source, file: GuideFile) -> Guide:
    """The guide; problems are in its source's report."""
    if source.name != GUIDE_FILE:
        source.report.error(("schema",), f"the guide of a city is its file {GUIDE_FILE}")
    fields = {key: _question(key, table) for key, table in file.question.items()}
    names = {key: type_ for key, field in fields.items() if (type_ := type_of(field)) is not None}
    questions = tuple(_shown(source, key, fields, file.question[key], names) for key in fields)
    answers = tuple(
        GuideAnswer(
            source.expression(("answer", index, "when"), answer.when, names, None),
            answer.types,
            answer.none,
            answer.say or "",
            answer.cite or "",
        )
        for index, answer in enumerate(file.answer)
    )
    return Guide(file.id, file.title, file.lead or "", questions, answers)


def _question(key: str, table: QuestionTable) -> Field:
    return Field(
        key=key, type=table.type, label=table.label, page=None, help=table.help or "", unit=table.unit or "",
        options=tuple(Option(value, label) for value, label in table.options.items()), required=always(True),
        show=always(True), min=table.min, max=table.max, whole=table.whole, longest=254, pattern="", prefill="",
        public=False, team=None, at_least=0, at_most=0, items=(), check=None, check_say="",
    )  # fmt: skip


def _shown(
    source: Source, key: str, fields: Mapping[str, Field], table: QuestionTable, names: Mapping[str, Type]
) -> Question:
    path = ("question", key)
    if key in RESERVED or iskeyword(key):
        source.report.error(path, f'"{key}" means something else in conditions; call the question otherwise')
    if (table.type in ("choice", "multi")) != bool(table.options):
        source.report.error(path, "a choice or multi, and nothing else, has options")
    if table.type != "number" and (table.min is not None or table.max is not None or table.whole):
        source.report.error(path, '"min", "max" and "whole" go with a number')
    show = source.decided((*path, "show"), table.show if table.show is not None else True, names)
    above = list(fields)[: list(fields).index(key)]
    for name in show.names:
        if name not in above:
            source.report.error((*path, "show"), f'"{name}" is not asked above; a question waits for earlier answers')
    return replace(fields[key], show=show)


def check_guide(source: Source, guide: Guide, kinds: Mapping[str, str], unread: Collection[str]) -> None:
    """Report types nobody knows, permits the guide never names, and answers that lead nowhere; `kinds` by type id."""
    report = source.report
    named = {id_ for answer in guide.answers for id_ in answer.types}
    for index, answer in enumerate(guide.answers):
        for place, id_ in enumerate(answer.types):
            if id_ not in kinds and id_ not in unread:
                hint = did_you_mean(id_, kinds)
                report.error(("answer", index, "types", place), f'unknown record type "{id_}"{hint}')
    for id_, kind in kinds.items():
        if kind == "permit" and id_ not in named:
            report.warn(("answer",), f'no answer leads to the permit "{id_}"')
    if not report.has_errors:
        _check_ends(source, guide)


def _check_ends(source: Source, guide: Guide) -> None:
    """Every way through the guide, as far as they can be counted, must end in an answer."""
    tried, reached, dead = 0, set[int](), 0
    for facts in islice(_ways(guide, {}), MOST_WAYS):
        tried += 1
        holding = [index for index, answer in enumerate(guide.answers) if answer.when.holds(facts)]
        reached.update(holding)
        if not holding and dead < MOST_SAID:
            dead += 1
            said = ", ".join(f"{key} = {_said(value)}" for key, value in facts.items())
            source.report.warn(("question", next(reversed(facts), "")), f"no answer for: {said}")
    if tried < MOST_WAYS:
        for index in range(len(guide.answers)):
            if index not in reached:
                source.report.warn(("answer", index), "no way through the questions leads to this answer")


def _ways(guide: Guide, facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    step = guide.step(facts)
    if step.next is None:
        yield facts
        return
    for value in _values(guide, step.next):
        yield from _ways(guide, {**facts, step.next.key: value})


def _values(guide: Guide, question: Question) -> list[Any]:
    """Answers worth trying: every option; of several, each alone, none and all; numbers at and beside each limit."""
    options = [option.value for option in question.options]
    match question.type:
        case "choice":
            return list(options)
        case "bool":
            return [True, False]
        case "multi":
            return [*([each] for each in options), options]
    return _numbers(guide, question)


def _numbers(guide: Guide, question: Question) -> list[Decimal]:
    texts = [each.when for each in guide.answers] + [each.show for each in guide.questions]
    edges = {Decimal(n) for text in texts if question.key in text.names for n in _NUMBER.findall(text.text)}
    edges |= {edge for edge in (question.min, question.max) if edge is not None}
    tried = {edge + step for edge in edges for step in (Decimal(-1), Decimal(0), Decimal(1))} or {Decimal(1)}
    low = question.min if question.min is not None else Decimal(0)
    return sorted(n for n in tried if n >= low and (question.max is None or n <= question.max))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " and ".join(value) if isinstance(value, list) else str(value)
