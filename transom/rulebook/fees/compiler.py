"""One fee of a file: from its text to a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, assert_never

from transom.rulebook.calendar import Calendar
from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.types import NUMBER, TEXT, Names, Type
from transom.rulebook.fees import formulas
from transom.rulebook.fees.explaining import Edition
from transom.rulebook.fees.lint import lint_counter, lint_fee
from transom.rulebook.fees.rules import FeeRule, RefusalRule, WaiverRule
from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema import fees as schema
from transom.rulebook.wording import Wording


@dataclass(frozen=True, slots=True)
class FeeText:
    """The fee part of one file."""

    source: Source
    fees: Mapping[str, schema.Fee]
    tables: Mapping[str, schema.Grid]
    refunds: tuple[schema.Refund, ...]
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class FeeCompiler:
    """One fee of a text: its formula and modifiers compiled, with every problem on its line."""

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
        lint_fee(fee, self.text.source.report, self.path)
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
                return formulas.PerUnit(fee, self.counted(fee, ("quantity",), fee.quantity), fee.called)
            case schema.Units():
                return formulas.PerItems(fee.issue, self.items(fee))
            case schema.Tiers():
                of = self.need(("of",), fee.of)
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

    def counted(self, fee: schema.Unit | schema.Units, tail: Path, text: str) -> Expression:
        quantity = self.need(tail, text)
        lint_counter(fee, quantity, self.text.source.report, (*self.path, *tail))
        return quantity

    def items(self, fee: schema.Units) -> tuple[formulas.PerUnit, ...]:
        return tuple(
            formulas.PerUnit(item, self.counted(fee, ("items", index, "quantity"), item.quantity), item.label)
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
