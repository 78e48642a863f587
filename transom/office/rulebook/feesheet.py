"""The fees of a type as their ordinance would print them: a line a fee, and every table in full."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from typing import Any, Final

from transom.rulebook.compiled import RecordType
from transom.rulebook.describing import formula, when_charged
from transom.rulebook.diffing import documents
from transom.rulebook.fees.rules import FeeRule
from transom.rulebook.schema.fees.kinds import Brackets, Lookup, Tiers
from transom.rulebook.values import dollars, number

_NAME: Final = re.compile(r"\b[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\b")
_BANDS: Final = {"up-to": "up to {}", "from": "from {}"}


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A fee as its ordinance would say it."""

    label: str
    charged: str
    formula: str
    when: str
    cite: str
    account: str
    made_up: bool
    value_only: bool
    waivers: tuple[str, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of amounts: its heading, its columns, and each row with what it is called."""

    title: str
    note: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def fee_rows(rt: RecordType) -> list[FeeRow]:
    """Every fee in the order of the text."""
    return [_fee(rt, rule) for rule in _written(rt)]


def grids(rt: RecordType) -> list[Grid]:
    """The tables behind the fees: those of fees by steps, and those that are looked up in, each once."""
    fees = [rule.table for rule in _written(rt)]
    found = [_steps(rt, fee) for fee in fees if isinstance(fee, Tiers | Brackets)]
    tables = _tables(rt)
    looked_up: dict[str, Lookup] = {}
    for fee in fees:
        if isinstance(fee, Lookup):
            looked_up.setdefault(fee.table, fee)
    return found + [_looked_up(rt, fee, tables[name]) for name, fee in looked_up.items() if name in tables]


def refund_rows(rt: RecordType) -> list[tuple[str, str, str, str]]:
    """What goes back: the share and of what, the condition, the sentence, the ordinance."""
    labels = {rule.id: rule.table.label for rule in rt.fees.rules}
    found = []
    for each in rt.fees.refunds:
        rule = each.rule
        of = [*(f"“{labels.get(fee, fee)}”" for fee in rule.fees), *(f"all “{tag}” fees" for tag in rule.tags)]
        found.append(
            (f"{number(rule.percent)}% of {' and '.join(of)}", str(rule.when or ""), rule.say or "", rule.cite)
        )
    return found


def _written(rt: RecordType) -> list[FeeRule]:
    return sorted(rt.fees.rules, key=lambda rule: rule.place)


def _fee(rt: RecordType, rule: FeeRule) -> FeeRow:
    table = rule.table
    return FeeRow(
        label=table.label,
        charged=when_charged(table.on),
        formula=formula(table, partial(_named, rt)),
        when=rule.when.text if rule.when is not None else "",
        cite=table.cite,
        account=table.account,
        made_up=table.made_up,
        value_only=table.value_only,
        waivers=tuple(f"{each.rule.say} ({each.rule.cite})" for each in rule.waivers),
        refusals=tuple(each.rule.say for each in rule.refusals),
    )


def _named(rt: RecordType, text: str) -> str:
    """A formula, or one name, with the labels of the fees and questions it reads instead of their keys."""
    labels = {rule.id: rule.table.label for rule in rt.fees.rules}
    labels |= {key: field.label for key, field in rt.fields.items() if key not in labels}

    def label(match: re.Match[str]) -> str:
        is_an_option = text.count("'", 0, match.start()) % 2 == 1
        return f"“{labels[match.group()]}”" if match.group() in labels and not is_an_option else match.group()

    return _NAME.sub(label, text)


def _steps(rt: RecordType, fee: Tiers | Brackets) -> Grid:
    """One row a step: from where to where, and what is charged there."""
    of = fee.called or _named(rt, fee.of)
    edges = [row.edge for row in fee.rows]
    over = fee.rows[0].over is not None
    rows = []
    for row, end in zip_longest(fee.rows, edges[1:]):
        start = f"over {number(row.edge)}" if over else f"from {number(row.edge)}"
        until = "" if end is None else f" up to {number(end)}" if over else f" to under {number(end)}"
        rows.append((f"{start}{until}", (_at_step(fee, row),)))
    how = "Each part of the value is charged at the rate of its own step." if isinstance(fee, Brackets) else ""
    return Grid(f"{fee.label}: the table", how, of[:1].upper() + of[1:], ("Amount",), tuple(rows))


def _at_step(fee: Tiers | Brackets, row: Any) -> str:
    if isinstance(fee, Brackets):
        return f"{number(row.rate * 100)}% of what is over {number(row.edge)}"
    if not row.rate:
        return dollars(row.base)
    base = f"{dollars(row.base)} + " if row.base else ""
    started = "started " if fee.fraction == "up" and row.per != 1 else ""
    over = f" over {number(row.edge)}" if row.edge else ""
    return f"{base}{dollars(row.rate)} for each {started}{number(row.per)}{over}"


def _tables(rt: RecordType) -> dict[str, Mapping[str, Any]]:
    """Every table that is looked up in, by its key: of the type with its base, and of its schedules."""
    found: dict[str, Mapping[str, Any]] = {}
    for document in documents(rt.files).values():
        tables = document.data.get("table", {})
        found |= tables if isinstance(tables, Mapping) else {}
    return found


def _looked_up(rt: RecordType, fee: Lookup, table: Mapping[str, Any]) -> Grid:
    down, across = _options(rt, fee.keys[0]), _options(rt, fee.keys[1] if len(fee.keys) > 1 else "")
    row_band, column_band = _BANDS.get(table.get("bands", ""), "{}"), _BANDS.get(table.get("column_bands", ""), "{}")
    rows = tuple(
        (row_band.format(_called(name, down)), tuple(_cell(cell) for cell in cells))
        for name, cells in table["rows"].items()
    )
    columns = tuple(column_band.format(_called(name, across)) for name in table["columns"])
    times = f"Each amount is multiplied by {_named(rt, fee.times)}." if fee.times else ""
    return Grid(f"{fee.label}: the table", times, _named(rt, fee.keys[0]).strip("“”"), columns, rows)


def _options(rt: RecordType, key: str) -> dict[str, str]:
    field = rt.fields.get(key)
    return {option.value: option.label for option in field.options or ()} if field is not None else {}


def _called(name: str, options: Mapping[str, str]) -> str:
    if name in options:
        return options[name]
    return number(Decimal(name)) if name.replace(".", "", 1).isdecimal() else name.replace("_", " ")


def _cell(cell: Any) -> str:
    return "not permitted" if cell == "NP" else dollars(Decimal(cell))
