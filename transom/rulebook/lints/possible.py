"""Whether a condition can hold at all: tried on every kind of answer that could make a difference.

Only conditions made of comparisons, `and`, `or` and `not` are judged; of any other nothing is claimed. For those a
handful of values decides: every option, and numbers and dates at, between and beyond the ones that are written.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, islice, product
from math import prod
from typing import Any, Final, TypeAlias

from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.parsing import parse
from transom.rulebook.expressions.types import Names, Type

Bounds: TypeAlias = Mapping[str, tuple[Decimal | None, Decimal | None]]
MOST_TRIED: Final = 2000
_JUDGED: Final = (
    ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.cmpop, ast.Name, ast.Attribute,
    ast.Constant, ast.List, ast.Tuple, ast.expr_context,
)  # fmt: skip
_SOME_DAY: Final = date(2026, 1, 1)


def can_hold(condition: Expression, names: Names, bounds: Bounds) -> bool:
    """False only where it is certain that no answers make the condition true."""
    if not condition.names:
        return condition.value({}) is not False
    tree = parse(condition.text)
    if not all(isinstance(node, _JUDGED) for node in ast.walk(tree)):
        return True
    written = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    types = {name: _type_at(name, names) for name in condition.names}
    values = [_values(name, types[name], types, written, bounds) for name in condition.names]
    if any(not each for each in values) or prod(len(each) for each in values) > MOST_TRIED:
        return True
    return any(condition.holds(_facts(condition.names, chosen)) for chosen in product(*values))


def _type_at(name: str, names: Names) -> Type | None:
    here: Type | None = None
    for part in name.split("."):
        here = names.get(part)
        names = here.fields if here is not None else {}
    return here


def _facts(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in zip(names, values, strict=True):
        *groups, last = name.split(".")
        here = facts
        for group in groups:
            here = here.setdefault(group, {})
        here[last] = value
    return facts


def _values(
    name: str, type_: Type | None, types: Mapping[str, Type | None], written: Sequence[Any], bounds: Bounds
) -> list[Any]:
    """Answers that could make a difference; none where nothing can be claimed."""
    if type_ is None:
        return []
    words = [each for each in written if isinstance(each, str)]
    alike = sum(other is not None and other.kind == type_.kind for other in types.values())
    match type_.kind:
        case "yes/no":
            return [True, False]
        case "choice":
            return list(type_.options)
        case "several choices":
            chosen = [option for option in type_.options if option in words]
            return [list(some) for count in range(len(chosen) + 1) for some in combinations(chosen, count)][:64]
        case "text":
            return [*dict.fromkeys(words), "anything else"]
        case "number":
            return _numbers(written, alike, bounds.get(name, (None, None)))
        case "date":
            return list(_days(words, alike))
    return []


def _numbers(written: Sequence[Any], alike: int, bound: tuple[Decimal | None, Decimal | None]) -> list[Decimal]:
    low, high = bound
    numbers = (Decimal(str(each)) for each in written if isinstance(each, int | float) and not isinstance(each, bool))
    edges = sorted(
        {edge for number in numbers for edge in (number, -number)} | {each for each in bound if each is not None}
    )
    points = _between(edges or [Decimal(0)], alike, Decimal(1))
    return [point for point in points if (low is None or point >= low) and (high is None or point <= high)]


def _between(edges: Sequence[Decimal], count: int, beyond: Decimal) -> Iterator[Decimal]:
    """Every edge, and `count` points in each gap between two and beyond the first and last."""
    for step in range(count, 0, -1):
        yield edges[0] - beyond * step
    for index, edge in enumerate(edges):
        yield edge
        following = edges[index + 1] if index + 1 < len(edges) else edge + beyond * (count + 1)
        for step in range(1, count + 1):
            yield edge + (following - edge) * step / (count + 1)


def _days(words: Sequence[str], alike: int) -> Iterator[date]:
    edges = sorted({day.toordinal() for word in words if (day := _day(word)) is not None}) or [_SOME_DAY.toordinal()]
    points = _between([Decimal(edge) for edge in edges], alike, Decimal(1))
    found = dict.fromkeys(int(point) for point in points)
    return (date.fromordinal(1) + timedelta(point - 1) for point in islice(found, MOST_TRIED) if point > 0)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
