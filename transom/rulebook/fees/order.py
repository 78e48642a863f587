"""The order in which fees are worked out."""

from collections.abc import Sequence

from transom.rulebook.fees.rules import FeeRule


def ordered(rules: Sequence[FeeRule]) -> tuple[FeeRule, ...]:
    """Every fee after those it reads; within that, as written. A circle is left as written (the checker refuses it)."""
    known = {rule.id: rule for rule in rules}
    done: dict[str, FeeRule] = {}
    open_: set[str] = set()

    def place(rule: FeeRule) -> None:
        if rule.id in done or rule.id in open_:
            return
        open_.add(rule.id)
        for name in rule.reads:
            if name in known:
                place(known[name])
        done[rule.id] = rule

    for rule in rules:
        place(rule)
    return tuple(done.values())


def circle_in(rules: Sequence[FeeRule]) -> list[str]:
    """A circle of fees that read each other, from the first one written; empty when there is none."""
    known = {rule.id: rule for rule in rules}
    for rule in rules:
        way = _way_back(rule.id, rule.id, known, set())
        if way:
            return [rule.id, *way]
    return []


def _way_back(here: str, home: str, known: dict[str, FeeRule], seen: set[str]) -> list[str]:
    for name in known[here].reads:
        if name == home:
            return [home]
        if name in known and name not in seen:
            seen.add(name)
            way = _way_back(name, home, known, seen)
            if way:
                return [name, *way]
    return []
