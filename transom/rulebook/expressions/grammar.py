"""From the text of a condition to typed, callable pieces.

The text is parsed by Python's own `ast` and never evaluated by Python: every kind of node that is not listed here is
refused, so there are no calls, attributes, powers or lambdas to escape through.
"""

import ast
import decimal
import operator
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from transom.rulebook.expressions.comparisons import compared, kind_of
from transom.rulebook.expressions.folding import folded
from transom.rulebook.expressions.functions import FUNCTIONS, OVER_LISTS, Function, is_blank
from transom.rulebook.expressions.terms import ExpressionError, Item, Term, both, constant, either
from transom.rulebook.expressions.types import BOOL, NUMBER, TEXT, Names, Type
from transom.rulebook.problems import did_you_mean
from transom.rulebook.values import UNKNOWN, Facts

_ARITHMETIC: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LITERAL_NAMES: Final = {"true": True, "false": False}


class Grammar:
    """Turns the nodes of one condition into terms; `used` collects the dotted names it reads and where they stand."""

    def __init__(self, text: str, names: Names) -> None:
        flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
        self.lead = len(flat) - len(flat.lstrip())
        self.text = flat.strip()
        self.bytes = self.text.encode()
        self.names = names
        self.used: dict[int, tuple[int, str]] = {}
        self.loop: tuple[str, Type] | None = None
        self.kinds: dict[type[ast.expr], Callable[[Any], Term]] = {
            ast.Constant: self.written,
            ast.Name: self.name,
            ast.Attribute: self.attribute,
            ast.BoolOp: self.joined,
            ast.UnaryOp: self.signed,
            ast.BinOp: self.arithmetic,
            ast.Compare: self.comparison,
            ast.Call: self.call,
            ast.List: self.written_list,
            ast.Tuple: self.written_list,
        }

    # -- places in the text

    def start(self, node: ast.AST) -> int:
        return self.lead + len(self.bytes[: node.col_offset].decode())  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self.lead + len(self.bytes[: node.end_col_offset].decode())  # type: ignore[attr-defined]

    def source(self, node: ast.AST) -> str:
        return self.text[self.start(node) - self.lead : self.end(node) - self.lead]

    def refuse(self, node: ast.AST, sentence: str) -> ExpressionError:
        return ExpressionError(sentence, self.start(node))

    # -- one method a kind of node

    def term(self, node: ast.expr) -> Term:
        """The term of any node; a kind that is not in the table is refused."""
        reader = self.kinds.get(type(node))
        if reader is None:
            raise self.refuse(node, f'"{_short(self.source(node))}" is not part of the condition language')
        return reader(node)

    def of_type(self, node: ast.expr, wanted: Type, why: str) -> Term:
        term = self.term(node)
        if term.type.kind != wanted.kind:
            raise self.refuse(node, f'"{_short(self.source(node))}" is {kind_of(term.type)}; {why}')
        return term

    def written(self, node: ast.Constant) -> Term:
        if isinstance(node.value, bool):
            return constant(node.value, BOOL)
        if isinstance(node.value, str):
            return constant(node.value, TEXT)
        digits = self.source(node)
        if isinstance(node.value, int | float) and all(each.isdigit() or each == "." for each in digits):
            try:
                return constant(Decimal(digits), NUMBER)
            except decimal.InvalidOperation:
                pass
        raise self.refuse(node, f'"{_short(digits)}" is not a number; write it like 12.50')

    def written_list(self, node: ast.List | ast.Tuple) -> Term:
        members = tuple(self.term(each) for each in node.elts)
        for each, member in zip(node.elts, members, strict=True):
            if not isinstance(member.literal, str | Decimal | bool):
                raise self.refuse(each, "a list holds written words or numbers only")
        return Term(Type("list"), lambda facts, item: UNKNOWN, members)

    def name(self, node: ast.Name) -> Term:
        if node.id in _LITERAL_NAMES:
            return constant(_LITERAL_NAMES[node.id], BOOL)
        if self.loop is not None and node.id == self.loop[0]:
            return Term(self.loop[1], lambda facts, item: item)
        type_ = self.names.get(node.id)
        if type_ is None:
            hint = did_you_mean(node.id, [*self.names, *([self.loop[0]] if self.loop else [])])
            raise self.refuse(node, f'unknown name "{node.id}"{hint}')
        self.used[self.start(node)] = (self.end(node), node.id)
        key = node.id

        def read(facts: Facts, item: Item) -> Any:
            value = facts.get(key, UNKNOWN)
            return UNKNOWN if value is None else value

        return Term(type_, read)

    def attribute(self, node: ast.Attribute) -> Term:
        owner = self.term(node.value)
        whole = self.source(node)
        if owner.type.kind != "group":
            raise self.refuse(
                node, f'"{self.source(node.value)}" is {kind_of(owner.type)} and has no parts, so not "{whole}"'
            )
        type_ = owner.type.fields.get(node.attr)
        if type_ is None:
            offset = self.end(node) - len(node.attr)
            hint = did_you_mean(node.attr, owner.type.fields)
            raise ExpressionError(f'unknown name "{node.attr}"{hint}  in "{whole}"', offset)
        used = self.used.pop(self.start(node), None)
        if used is not None:
            self.used[self.start(node)] = (self.end(node), whole)
        inner, key = owner.read, node.attr

        def read(facts: Facts, item: Item) -> Any:
            group = inner(facts, item)
            value = UNKNOWN if group is UNKNOWN or not hasattr(group, "get") else group.get(key, UNKNOWN)
            return UNKNOWN if value is None else value

        return Term(type_, read)

    def joined(self, node: ast.BoolOp) -> Term:
        word, join = ("and", both) if isinstance(node.op, ast.And) else ("or", either)
        reads = [self.of_type(each, BOOL, f'"{word}" joins yes/no answers').read for each in node.values]

        def read(facts: Facts, item: Item) -> Any:
            return reduce(join, [each(facts, item) for each in reads])

        return Term(BOOL, read)

    def signed(self, node: ast.UnaryOp) -> Term:
        if isinstance(node.op, ast.Not):
            inner = self.of_type(node.operand, BOOL, '"not" needs a yes/no answer').read
            return Term(BOOL, lambda facts, item: UNKNOWN if (v := inner(facts, item)) is UNKNOWN else not v)
        if isinstance(node.op, ast.USub):
            term = self.of_type(node.operand, NUMBER, "only a number can be negative")
            if isinstance(term.literal, Decimal):
                return constant(-term.literal, NUMBER)
            return Term(NUMBER, lambda facts, item: UNKNOWN if (v := term.read(facts, item)) is UNKNOWN else -v)
        raise self.refuse(node, f'"{_short(self.source(node))}" is not part of the condition language')

    def arithmetic(self, node: ast.BinOp) -> Term:
        calculate = _ARITHMETIC.get(type(node.op))
        if calculate is None:
            raise self.refuse(node, "only + - * / calculate")
        left = self.of_type(node.left, NUMBER, "only numbers are calculated with").read
        right = self.of_type(node.right, NUMBER, "only numbers are calculated with").read

        def read(facts: Facts, item: Item) -> Any:
            a, b = left(facts, item), right(facts, item)
            if a is UNKNOWN or b is UNKNOWN:
                return UNKNOWN
            try:
                return calculate(a, b)
            except (decimal.DivisionByZero, decimal.InvalidOperation):
                return UNKNOWN  # nothing can be said about a share of nothing

        return Term(NUMBER, read)

    def comparison(self, node: ast.Compare) -> Term:
        sides = [node.left, *node.comparators]
        terms = [self.term(side) for side in sides]
        reads = []
        for index, symbol in enumerate(node.ops):
            names = (_short(self.source(sides[index])), _short(self.source(sides[index + 1])))
            offsets = (self.start(sides[index]), self.start(sides[index + 1]))
            reads.append(compared(terms[index], type(symbol), terms[index + 1], names, offsets).read)
        if len(reads) == 1:
            return Term(BOOL, reads[0])
        return Term(BOOL, lambda facts, item: reduce(both, [each(facts, item) for each in reads]))

    def call(self, node: ast.Call) -> Term:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self.refuse(node, f'"{_short(self.source(node))}" is not part of the condition language')
        name = node.func.id
        if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            return self.over_list(node, name, node.args[0])
        if name == "blank" and len(node.args) == 1:
            inner = self.term(node.args[0]).read
            return Term(BOOL, lambda facts, item: is_blank(inner(facts, item)))
        if name == "count" and len(node.args) == 1:
            return self.counted(node.args[0])
        function = FUNCTIONS.get(name)
        if function is None:
            if name in OVER_LISTS:
                raise self.refuse(node, f'"{name}" works on a list: {name}(... for each in a_list)')
            hint = did_you_mean(name, [*FUNCTIONS, *OVER_LISTS, "blank"])
            raise self.refuse(node.func, f'unknown function "{name}"{hint}')
        return self.applied(node, function)

    def applied(self, node: ast.Call, function: Function) -> Term:
        wanted = function.takes * len(node.args) if function.repeats else function.takes
        if len(node.args) != len(wanted) or not node.args:
            raise self.refuse(node, f"write it as {function.shape}")
        pairs = zip(node.args, wanted, strict=True)
        reads = [self.of_type(each, type_, f"{function.shape} needs {kind_of(type_)}").read for each, type_ in pairs]
        run = function.run

        def read(facts: Facts, item: Item) -> Any:
            values = [each(facts, item) for each in reads]
            return UNKNOWN if any(value is UNKNOWN for value in values) else run(*values)

        return Term(function.gives, read)

    def counted(self, node: ast.expr) -> Term:
        term = self.term(node)
        if term.type.kind not in ("list", "several choices") or (
            term.literal is not None and isinstance(term.literal, tuple)
        ):
            raise self.refuse(node, f'"{_short(self.source(node))}" is {kind_of(term.type)}; count needs a list')
        return Term(
            NUMBER, lambda facts, item: UNKNOWN if (v := term.read(facts, item)) is UNKNOWN else Decimal(len(v))
        )

    def over_list(self, node: ast.Call, name: str, generator: ast.GeneratorExp) -> Term:
        if name not in OVER_LISTS:
            hint = did_you_mean(name, OVER_LISTS)
            raise self.refuse(node, f'"{name}" does not work on a list{hint}')
        part = generator.generators[0]
        if self.loop is not None or len(generator.generators) != 1 or not isinstance(part.target, ast.Name):
            raise self.refuse(generator, "one list at a time: a list inside a list cannot be asked about")
        source = self.term(part.iter)
        if source.type.kind != "list" or source.literal.__class__ is tuple:
            raise self.refuse(part.iter, f'"{self.source(part.iter)}" is {kind_of(source.type)}, not a list')
        self.loop = (part.target.id, Type("group", fields=source.type.fields))
        try:
            wanted = BOOL if name in ("any", "all") else NUMBER
            counts = name == "count"
            body = (
                self.term(generator.elt)
                if counts
                else self.of_type(generator.elt, wanted, f"{name} needs {kind_of(wanted)}")
            )
            tests = [self.of_type(each, BOOL, '"if" needs a yes/no answer').read for each in part.ifs]
        finally:
            self.loop = None
        return Term(wanted, folded(name, source.read, body.read, tests))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
