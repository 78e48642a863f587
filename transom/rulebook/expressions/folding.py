"""Questions about a list: any, all, count, sum, min and max over its entries; what is not known yet stays unknown."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from transom.rulebook.expressions.terms import Item, both, either
from transom.rulebook.values import UNKNOWN, Facts


def folded(
    name: str, source: Callable[..., Any], body: Callable[..., Any], tests: list[Callable[..., Any]]
) -> Callable[..., Any]:
    fold = _FOLDS[name]

    def read(facts: Facts, item: Item) -> Any:
        members = source(facts, item)
        if members is UNKNOWN:
            return UNKNOWN
        chosen = ((reduce(both, [test(facts, each) for test in tests], True), body(facts, each)) for each in members)
        return fold(chosen)

    return read


def _any(chosen: Iterable[tuple[Any, Any]]) -> Any:
    return reduce(either, (both(kept, value) for kept, value in chosen), False)


def _all(chosen: Iterable[tuple[Any, Any]]) -> Any:
    return reduce(both, (either(_not(kept), value) for kept, value in chosen), True)


def _not(value: Any) -> Any:
    return UNKNOWN if value is UNKNOWN else not value


def _kept(chosen: Iterable[tuple[Any, Any]]) -> list[Any]:
    return [UNKNOWN if kept is UNKNOWN else value for kept, value in chosen if kept is not False]


def _count(chosen: Iterable[tuple[Any, Any]]) -> Any:
    keeps = [kept for kept, _ in chosen]
    return UNKNOWN if UNKNOWN in keeps else Decimal(keeps.count(True))


def _sum(chosen: Iterable[tuple[Any, Any]]) -> Any:
    values = _kept(chosen)
    return UNKNOWN if UNKNOWN in values else sum(values, Decimal(0))


def _edge(pick: Callable[[list[Any]], Any]) -> Callable[[Iterable[tuple[Any, Any]]], Any]:
    def read(chosen: Iterable[tuple[Any, Any]]) -> Any:
        values = _kept(chosen)
        return UNKNOWN if UNKNOWN in values or not values else pick(values)

    return read


_FOLDS: Final[dict[str, Callable[[Iterable[tuple[Any, Any]]], Any]]] = {
    "any": _any,
    "all": _all,
    "count": _count,
    "sum": _sum,
    "min": _edge(min),
    "max": _edge(max),
}
