"""From the fee tables of a file to rules in the order of their dependencies, with every problem on its line."""

from collections.abc import Mapping
from typing import Final

from transom.rulebook.calendar import Calendar
from transom.rulebook.expressions.types import NUMBER, Names
from transom.rulebook.fees.compiler import FeeCompiler, FeeText
from transom.rulebook.fees.engine import FeeBook
from transom.rulebook.fees.federal import FEDERAL
from transom.rulebook.fees.order import circle_in, ordered
from transom.rulebook.fees.refunding import RefundRule
from transom.rulebook.fees.rules import FeeRule
from transom.rulebook.problems import did_you_mean
from transom.rulebook.schema import fees as schema
from transom.rulebook.wording import Wording

__all__ = ["TOTAL", "FeeText", "compile_fees"]

TOTAL: Final = "total"


def compile_fees(
    texts: tuple[FeeText, ...], names: Names, wording: Wording, calendar: Calendar | None = None
) -> FeeBook:
    """All fees of a record type and the schedules it uses; problems are added to each file's report.

    Without a city's calendar its open days are Monday to Friday but for federal holidays.
    """
    fees = {id_: fee for text in texts for id_, fee in text.fees.items()}
    readable = {id_: NUMBER for id_ in fees if id_ not in names}
    known = {**names, **readable}
    spoken = _wording(wording, fees, readable)
    rules: list[FeeRule] = []
    for text in texts:
        for id_, fee in text.fees.items():
            compiler = FeeCompiler(text, fees, known, spoken, ("fee", id_), calendar or FEDERAL)
            rules.append(compiler.rule(id_, fee, len(rules), id_ in readable))
    _refuse_circles(texts, rules)
    _refuse_names(texts, names)
    refunds = tuple(refund for text in texts for refund in _refunds(text, known, fees))
    return FeeBook(ordered(rules), refunds, spoken)


def _wording(base: Wording, fees: Mapping[str, schema.Fee], readable: Names) -> Wording:
    labels = {**{id_: fee.label for id_, fee in fees.items()}, **base.labels}
    return Wording(labels, base.money | frozenset(readable), base.units)


def _refuse_circles(texts: tuple[FeeText, ...], rules: list[FeeRule]) -> None:
    circle = circle_in(rules)
    if circle:
        text = next(text for text in texts if circle[0] in text.fees)
        shown = " → ".join(circle)
        text.source.report.error(("fee", circle[0]), f"these fees depend on each other in a circle: {shown}")


def _refuse_names(texts: tuple[FeeText, ...], names: Names) -> None:
    """A fee that others read must not be called as a question is; and the sum of all lines is called total."""
    for text in texts:
        for id_, fee in text.fees.items():
            if fee.value_only and id_ in names:
                text.source.report.error(("fee", id_), f'"{id_}" is the name of a question already')
            if id_ == TOTAL:
                text.source.report.error(("fee", id_), '"total" is the sum of all fees; call this one otherwise')


def _refunds(text: FeeText, names: Names, fees: Mapping[str, schema.Fee]) -> list[RefundRule]:
    rules, report = [], text.source.report
    tags = {tag for fee in fees.values() for tag in fee.tags}
    for index, refund in enumerate(text.refunds):
        when = text.source.condition(("refund", index, "when"), refund.when, names)
        for place, id_ in enumerate(refund.fees):
            if id_ not in fees:
                report.error(("refund", index, "fees", place), f'unknown fee "{id_}"{did_you_mean(id_, fees)}')
        for place, tag in enumerate(refund.tags):
            if tag not in tags:
                hint = did_you_mean(tag, tags)
                report.error(("refund", index, "tags", place), f'no fee has the tag "{tag}"{hint}')
        rules.append(RefundRule(when, refund, when.names if when else (), text.edition))
    return rules
