"""From the fee tables of a file to rules in the order of their dependencies, with every problem on its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, assert_never

from transom.rulebook.calendar import Calendar
from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.types import NUMBER, TEXT, Names, Type
from transom.rulebook.fees import formulas
from transom.rulebook.fees.engine import FeeBook
from transom.rulebook.fees.explaining import Edition
from transom.rulebook.fees.federal import FEDERAL
from transom.rulebook.fees.lint import lint_tiers
from transom.rulebook.fees.order import circle_in, ordered
from transom.rulebook.fees.refunding import RefundRule
from transom.rulebook.fees.rules import FeeRule, RefusalRule, WaiverRule
from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema import fees as schema
from transom.rulebook.wording import Wording

TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class FeeText:
    """The fee part of one file."""

    source: Source
    fees: Mapping[str, schema.Fee]
    tables: Mapping[str, schema.Grid]
    refunds: tuple[schema.Refund, ...]
    edition: Edition | None = None


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
            compiler = _Compiler(text, fees, known, spoken, ("fee", id_), calendar or FEDERAL)
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


@dataclass(frozen=True, slots=True)
class _Compiler:
    text: FeeText
    fees: Mapping[str, schema.Fee]
    names: Names
    wording: Wording
    path: Path
    calendar: Calendar

    def rule(self, id_: str, fee: schema.Fee, place: int, readable: bool) -> FeeRule:
        when = self.text.source.condition((*self.path, "when"), fee.when, self.names)
        formula = self.formula(fee)
        waivers = tuple(
            WaiverRule(self.need(("waive", index, "when"), waiver.when, None), waiver)
            for index, waiver in enumerate(fee.waive)
        )
        refusals = tuple(
            RefusalRule(self.need(("refuse", index, "when"), refusal.when, None), refusal)
            for index, refusal in enumerate(fee.refuse)
        )
        least, most = self.bound("min", fee.min), self.bound("max", fee.max)
        days = self.days(fee)
        conditions = (when, *(each.when for each in refusals), *(each.when for each in waivers), least, most)
        parts = tuple(_parts((formula, conditions)))
        reads = [name for part in parts for name in _fees_of(part, self.fees) if name != id_]
        named = [name for part in parts if isinstance(part, Expression) for name in part.names]
        named = [name for name in named if name.partition(".")[0] in self.names]
        return FeeRule(
            id_, fee, formula, when, waivers, tuple(dict.fromkeys(reads)), readable, place, refusals, least, most,
            tuple(dict.fromkeys([*named, *days])), self.text.edition,
        )  # fmt: skip

    def bound(self, setting: str, bound: Decimal | str | None) -> Decimal | Expression | None:
        return self.need((setting,), bound) if isinstance(bound, str) else bound

    def days(self, fee: schema.Fee) -> tuple[str, ...]:
        """The dates a fee reads by name, each checked."""
        found: list[str] = []
        if fee.prorate is not None:
            self.day(("prorate", "start"), fee.prorate.start)
            self.day(("prorate", "end"), fee.prorate.end)
            found += [fee.prorate.start, fee.prorate.end]
        if isinstance(fee, schema.Late):
            self.day(("due",), fee.due)
            found += [fee.due, "today"]
        return tuple(found)

    def formula(self, fee: schema.Fee) -> formulas.Formula:
        match fee:
            case schema.Flat():
                return formulas.FlatAmount(fee.amount)
            case schema.Unit():
                return formulas.PerUnit(fee, self.need(("quantity",), fee.quantity), fee.called)
            case schema.Units():
                return formulas.PerItems(fee.issue, self.items(fee))
            case schema.Tiers():
                of = self.need(("of",), fee.of)
                lint_tiers(fee, self.text.source.report, self.path)
                return formulas.Tiered(fee, of, of.text in self.wording.money)
            case schema.Brackets():
                of = self.need(("of",), fee.of)
                return formulas.Marginal(fee, of, of.text in self.wording.money)
            case schema.Lookup():
                return self.cell(fee)
            case schema.Percent():
                return formulas.Share(fee.percent, self.sum(fee.of))
            case schema.TopUp():
                to = self.bound("to", fee.to)
                return formulas.Lacking(self.sum(fee.of), formulas.ZERO if to is None else to)
            case schema.Hourly():
                return formulas.PerHour(fee, self.need(("hours",), fee.hours))
            case schema.Late():
                return formulas.Lateness(fee, self.sum(fee.of) if fee.of else None, self.calendar)
            case schema.Calc():
                return formulas.Calculated(self.need(("amount",), fee.amount))
            case schema.Credit():
                return formulas.TakenOff(self.need(("amount",), fee.amount), self.sum(fee.of))
        assert_never(fee)

    def need(self, tail: Path, text: str, wanted: Type | None = NUMBER) -> Expression:
        return self.text.source.expression((*self.path, *tail), text, self.names, wanted)

    def items(self, fee: schema.Units) -> tuple[formulas.PerUnit, ...]:
        return tuple(
            formulas.PerUnit(item, self.need(("items", index, "quantity"), item.quantity), item.label)
            for index, item in enumerate(fee.items)
        )

    def day(self, tail: Path, name: str) -> None:
        type_ = self.names.get(name)
        if type_ is None:
            self.text.source.report.error((*self.path, *tail), f'unknown name "{name}"{did_you_mean(name, self.names)}')
        elif type_.kind != "date":
            self.text.source.report.error((*self.path, *tail), f'"{name}" is not a date')

    def sum(self, of: schema.Sum) -> formulas.FeeSum:
        own = str(self.path[1])
        report = self.text.source.report
        for place, ids in (("fees", of.fees), ("but", of.but), ("charged", of.charged)):
            for index, id_ in enumerate(ids):
                if id_ not in self.fees:
                    report.error((*self.path, "of", place, index), f'unknown fee "{id_}"{did_you_mean(id_, self.fees)}')
        tags = {tag for fee in self.fees.values() for tag in fee.tags}
        for index, tag in enumerate(of.tags):
            if tag not in tags:
                report.error((*self.path, "of", "tags", index), f'no fee has the tag "{tag}"{did_you_mean(tag, tags)}')
        chosen = [
            id_
            for id_, fee in self.fees.items()
            if (id_ in of.fees or set(fee.tags) & set(of.tags)) and id_ != own and id_ not in of.but
        ]
        formula = self.need(("of",), of.formula) if of.formula is not None else None
        return formulas.FeeSum(tuple(chosen), of.charged, formula)

    def cell(self, fee: schema.Lookup) -> formulas.Formula:
        report, grid = self.text.source.report, self.text.tables.get(fee.table)
        bands = (grid.bands, grid.column_bands) if grid is not None else (None, None)
        each, fields = self.entries(fee.each)
        inner = replace(self, names={**self.names, **fields})
        keys = tuple(
            inner.need(("keys", index), key, NUMBER if bands[index] else TEXT) for index, key in enumerate(fee.keys)
        )
        times = inner.need(("times",), fee.times) if fee.times is not None else None
        if grid is None:
            hint = did_you_mean(fee.table, self.text.tables)
            report.error((*self.path, "table"), f'unknown table "{fee.table}"{hint}')
            return formulas.FlatAmount(formulas.ZERO)
        self.check_keys(fee, grid, keys)
        read = {name for part in (*keys, times) if part is not None for name in part.names}
        return formulas.Cell(fee, grid, keys, times, each, tuple(name for name in fields if name in read))

    def entries(self, name: str | None) -> tuple[Expression | None, Names]:
        """The list whose entries are looked up one by one, and the names of their fields."""
        if name is None:
            return None, {}
        type_ = self.names.get(name)
        if type_ is None or type_.kind != "list":
            hint = did_you_mean(name, [key for key, each in self.names.items() if each.kind == "list"])
            self.text.source.report.error((*self.path, "each"), f'"{name}" is not a list{hint}')
            return None, {}
        return self.need(("each",), name, type_), type_.fields

    def check_keys(self, fee: schema.Lookup, grid: schema.Grid, keys: tuple[Expression, ...]) -> None:
        report = self.text.source.report
        if len(keys) == 1 and len(grid.columns) > 1:
            report.error(
                (*self.path, "keys"), f'table "{fee.table}" has {len(grid.columns)} columns: a second key is needed'
            )
        for index, (key, words) in enumerate(zip(keys, (tuple(grid.rows), grid.columns), strict=False)):
            for option in key.type.options:
                if option not in words:
                    report.warn((*self.path, "keys", index), f'table "{fee.table}" has nothing for "{option}"')


_TEXTS: Final = ("rule", "grid", "calendar")
"""Fields of a formula that hold what was written, not what was compiled."""


def _parts(root: object) -> Iterator[object]:
    """Everything a formula is made of: its expressions and its sums."""
    parts = [root]
    while parts:
        part = parts.pop(0)
        if isinstance(part, tuple):
            parts += part
        elif isinstance(part, Expression):
            yield part
        elif part is not None and hasattr(part, "__dataclass_fields__"):
            yield part
            parts += [getattr(part, name) for name in part.__dataclass_fields__ if name not in _TEXTS]


def _fees_of(part: object, fees: Mapping[str, schema.Fee]) -> list[str]:
    """The fees a part reads: those it sums, or those its text names."""
    if isinstance(part, formulas.FeeSum):
        return list(part.fees)
    return [name for name in part.names if name in fees] if isinstance(part, Expression) else []
