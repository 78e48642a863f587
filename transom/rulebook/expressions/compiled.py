"""A condition ready for use: its value, what it still needs to know, and its reasons."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from decimal import localcontext
from typing import Any

from transom.rulebook.expressions.comparisons import kind_of
from transom.rulebook.expressions.grammar import Grammar
from transom.rulebook.expressions.parsing import parse
from transom.rulebook.expressions.terms import ExpressionError, Reader
from transom.rulebook.expressions.types import BOOL, NUMBER, Names, Type
from transom.rulebook.values import EXACT, UNKNOWN, Facts, fact_at, say


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition joined by and/or, with the names it reads and where they stand in it."""

    text: str
    reads: tuple[tuple[int, str], ...]
    read: Reader


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked condition or amount; evaluating it never fails and never guesses."""

    text: str
    type: Type
    names: tuple[str, ...]
    clauses: tuple[Clause, ...]
    read: Reader

    def value(self, facts: Facts) -> Any:
        """What it comes to; UNKNOWN while an answer that matters is missing."""
        with localcontext(EXACT):
            return self.read(facts, None)

    def holds(self, facts: Facts) -> bool:
        """Whether it is known to be true."""
        return self.value(facts) is True

    def fails(self, facts: Facts) -> bool:
        """Whether it is known to be false."""
        return self.value(facts) is False

    def missing(self, facts: Facts) -> tuple[str, ...]:
        """The names it reads that are not known yet."""
        return tuple(name for name in self.names if fact_at(facts, name) is UNKNOWN)

    def why(self, facts: Facts) -> str:
        """Each clause with the values seen and its outcome: `cost (1,200) >= 1000 → yes; hoa (no) → no`."""
        with localcontext(EXACT):
            return "; ".join(_reason(clause, facts) for clause in self.clauses)


def _reason(clause: Clause, facts: Facts) -> str:
    text = clause.text
    for end, name in sorted(clause.reads, reverse=True):
        if name != "today":
            text = f"{text[:end]} ({say(fact_at(facts, name))}){text[end:]}"
    return f"{text} → {say(clause.read(facts, None))}"


def compile_expression(text: str, names: Names, wanted: Type = BOOL) -> Expression:
    """Check a text against the declared names; ExpressionError says what is wrong and at which character."""
    tree = parse(text)
    grammar = Grammar(text, names)
    term = grammar.term(tree)
    if term.type.kind != wanted.kind:
        need = "a yes/no condition" if wanted == BOOL else kind_of(wanted)
        hint = "; compare it with something" if wanted == BOOL and term.type == NUMBER else ""
        raise ExpressionError(f'"{text}" is {kind_of(term.type)}, but {need} is wanted here{hint}')
    used = tuple(dict.fromkeys(name for _, name in grammar.used.values()))
    return Expression(text, term.type, used, _clauses(tree, grammar, names), term.read)


def _clauses(tree: ast.expr, grammar: Grammar, names: Names) -> tuple[Clause, ...]:
    nodes = [tree]
    while any(isinstance(node, ast.BoolOp) for node in nodes):
        nodes = [inner for node in nodes for inner in (node.values if isinstance(node, ast.BoolOp) else [node])]
    return tuple(_clause(node, grammar, names) for node in nodes)


def _clause(node: ast.expr, grammar: Grammar, names: Names) -> Clause:
    text, start = grammar.source(node), grammar.start(node)
    inner = Grammar(grammar.text, names)
    inner.lead = grammar.lead
    term = inner.term(node)
    reads = tuple((end - start, name) for end, name in inner.used.values())
    return Clause(text, reads, term.read)


def always(value: bool) -> Expression:
    """A condition that is decided already."""
    return Expression("yes" if value else "no", BOOL, (), (), _given(value))


def _given(value: Any) -> Callable[..., Any]:
    return lambda facts, item: value


NEVER_KNOWN = Expression("", BOOL, (), (), _given(UNKNOWN))
"""Stands in for a condition that did not compile, so that the rest of a file can still be checked."""
