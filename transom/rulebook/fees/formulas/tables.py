"""Amounts out of published tables: tiers, marginal brackets, cells."""

from dataclasses import dataclass
from decimal import Decimal

from transom.rulebook.expressions import Expression
from transom.rulebook.fees.formulas.steps import ZERO, per_step, steps
from transom.rulebook.fees.reckoning import NoAmount, Reckoning, StillNeeded, Worked
from transom.rulebook.schema import fees as schema
from transom.rulebook.schema.fees.grids import ABOVE, number_of
from transom.rulebook.values import Facts, dollars, number


@dataclass(frozen=True, slots=True)
class Tiered:
    """The row the value falls in: base plus rate for each step over the row's edge, as the table prints it."""

    rule: schema.Tiers
    of: Expression
    money: bool

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.of)
        if value < 0:
            raise NoAmount(f"{reckoning.said(self.of, value)} is less than nothing")
        row = self.row(reckoning, value)
        said = reckoning.said(self.of, value, self.rule.called)
        edge = dollars(row.edge) if self.money else number(row.edge)
        count = steps(value - row.edge, row.per, self.rule.fraction)
        amount = row.base + count * row.rate
        word = "over" if row.over is not None else "from"
        text = f"{said} is {word} {edge}: " if row.begins(value) else f"{said}: "
        if not row.rate:
            return Worked(amount, (f"{text}{dollars(row.base)}",))
        tail = per_step(row.per, self.rule.fraction, money=self.money)
        base = f"{dollars(row.base)} + " if row.base else ""
        return Worked(amount, (f"{text}{base}{number(count)} × {dollars(row.rate)} {tail} = {dollars(amount)}",))

    def row(self, reckoning: Reckoning, value: Decimal) -> schema.Row:
        """The last row that begins at or below the value; a first row with `over` also takes what is below it."""
        row = next((row for row in reversed(self.rule.rows) if row.begins(value)), None)
        if row is not None:
            return row
        if self.rule.rows[0].over is None:
            edge = self.rule.rows[0].edge
            begins = dollars(edge) if self.money else number(edge)
            raise NoAmount(f"{reckoning.said(self.of, value, self.rule.called)} is below the table, from {begins} on")
        return self.rule.rows[0]


@dataclass(frozen=True, slots=True)
class Marginal:
    """Each bracket's rate on its own part of the value."""

    rule: schema.Brackets
    of: Expression
    money: bool

    def work(self, reckoning: Reckoning) -> Worked:
        value = reckoning.number(self.of)
        total, parts = self.rule.base, [dollars(self.rule.base)] if self.rule.base else []
        rows = self.rule.rows
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            part = min(value, after.edge if after else value) - row.edge
            if part > 0:
                total += part * row.rate
                shown = dollars(part) if self.money else number(part)
                parts.append(f"{shown} × {row.rate.normalize():f}")
        said = reckoning.said(self.of, value, self.rule.called)
        return Worked(total, (f"{said}: {' + '.join(parts) or '$0.00'} = {dollars(total)}",))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, by one or two keys; of a list, the sum of its entries' cells."""

    rule: schema.Lookup
    grid: schema.Grid
    keys: tuple[Expression, ...]
    times: Expression | None
    each: Expression | None = None
    entry_fields: tuple[str, ...] = ()
    """The fields of an entry that keys and `times` read."""

    def work(self, reckoning: Reckoning) -> Worked:
        if self.each is None:
            return self._one(reckoning)
        total, trace = ZERO, list[str]()
        for entry in self._entries(reckoning, self.each):
            worked = self._one(reckoning.inside(entry))
            total += worked.amount
            trace += worked.trace
        return Worked(total, (*trace, f"together {dollars(total)}"))

    def _entries(self, reckoning: Reckoning, each: Expression) -> list[Facts]:
        """The entries of the list; a field of one that is not known yet makes the whole list still needed."""
        entries = each.read(reckoning.facts, None)
        if not isinstance(entries, list):
            raise StillNeeded(reckoning.missing(each))
        for entry in entries:
            if any(entry.get(name) is None for name in self.entry_fields):
                raise StillNeeded((each.text,))
        return entries

    def _one(self, reckoning: Reckoning) -> Worked:
        cell, said = self._cell(reckoning)
        amount, text = cell, f"{said}: {dollars(cell)}"
        if self.times is not None:
            count = reckoning.number(self.times)
            amount *= count
            text += f" × {reckoning.said(self.times, count)}"
        if self.rule.percent is not None:
            amount = amount * self.rule.percent / 100
            text += f" × {number(self.rule.percent)}%"
        return Worked(amount, (text if amount == cell else f"{text} = {dollars(amount)}",))

    def _key(self, reckoning: Reckoning, key: Expression) -> str | Decimal:
        value = key.read(reckoning.facts, None)
        if not isinstance(value, str | Decimal):
            raise StillNeeded(reckoning.missing(key))
        return value

    def _place(self, reckoning: Reckoning) -> tuple[str, str, str]:
        """The names of the row and the column, and how both are said."""
        grid = self.grid
        axes = ((tuple(grid.rows), grid.bands), (grid.columns, grid.column_bands))
        found: list[str] = []
        said: list[str] = []
        for key, (names, bands) in zip(self.keys, axes, strict=False):
            value = self._key(reckoning, key)
            name = value if isinstance(value, str) else _band(value, names, bands)
            spoken = value if isinstance(value, str) else reckoning.said(key, value) if bands else number(value)
            if name is None or name not in names:
                raise NoAmount(f"the table has no amount for {' × '.join([*said, spoken])}")
            found.append(name)
            said.append(_said_band(spoken, name, bands))
        return found[0], found[1] if len(found) > 1 else grid.columns[0], " × ".join(said)

    def _cell(self, reckoning: Reckoning) -> tuple[Decimal, str]:
        row, column, said = self._place(reckoning)
        cell = self.grid.rows[row][self.grid.columns.index(column)]
        if not isinstance(cell, Decimal):
            raise NoAmount(f"{said} is not permitted (NP)")
        return cell, said


def _band(value: Decimal, names: tuple[str, ...], bands: str | None) -> str | None:
    """The band a number falls in: the first it does not exceed, or the last it has reached; without bands its own."""
    edges = [(number_of(name), name) for name in names]
    if bands is None:
        return next((name for edge, name in edges if edge == value), None)
    if bands == "up-to":
        return next((name for edge, name in edges if edge is None or value <= edge), None)
    return next((name for edge, name in reversed(edges) if edge is not None and value >= edge), None)


def _said_band(spoken: str, name: str, bands: str | None) -> str:
    if bands is None:
        return spoken
    if name == ABOVE:
        return f"{spoken} (above the last band)"
    return f"{spoken} ({'up to' if bands == 'up-to' else 'from'} {name})"
