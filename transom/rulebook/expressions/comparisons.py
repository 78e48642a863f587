"""Comparing two pieces of a condition: which kinds go together, and the misspelt option caught at load."""

import ast
import operator
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from transom.rulebook.expressions.terms import NOT_WRITTEN, ExpressionError, Item, Term, constant
from transom.rulebook.expressions.types import BOOL, DATE, Type
from transom.rulebook.problems import did_you_mean
from transom.rulebook.values import UNKNOWN, Facts

SYMBOLS: Final[dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
_ORDERED: Final = ("number", "date")
_WORDS: Final = ("text", "choice")
_CHOSEN: Final = ("choice", "several choices")


def compared(
    left: Term, symbol: type[ast.cmpop], right: Term, names: tuple[str, str], offsets: tuple[int, int]
) -> Term:
    """One comparison; `names` and `offsets` are the texts of both sides and where they stand, for the sentence."""
    if symbol in (ast.In, ast.NotIn):
        return _contained(left, right, names, offsets, wanted=symbol is ast.In)
    if symbol not in SYMBOLS:
        raise ExpressionError("only ==, !=, <, <=, >, >=, in and not in compare values", offsets[0])
    left, right = _dated(left, right, offsets[0]), _dated(right, left, offsets[1])
    word, compare = SYMBOLS[symbol]
    _check_kinds(left.type, right.type, word, names, offsets)
    _check_option(left, right, names[0], offsets[1])
    _check_option(right, left, names[1], offsets[0])
    first, second = left.read, right.read

    def read(facts: Facts, item: Item) -> Any:
        a, b = first(facts, item), second(facts, item)
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else compare(a, b)

    return Term(BOOL, read)


def _dated(term: Term, other: Term, offset: int) -> Term:
    """A date is written as text, '2026-03-01', beside something that is a date."""
    if other.type != DATE or not isinstance(term.literal, str):
        return term
    try:
        return constant(date.fromisoformat(term.literal), DATE)
    except ValueError:
        raise ExpressionError(f"\"{term.literal}\" is not a date; write it like '2026-03-01'", offset) from None


def _check_kinds(left: Type, right: Type, word: str, names: tuple[str, str], offsets: tuple[int, int]) -> None:
    if word not in ("==", "!="):
        for type_, name, offset in zip((left, right), names, offsets, strict=True):
            if type_.kind not in _ORDERED:
                raise ExpressionError(f'"{name}" is {kind_of(type_)} and has no order; {word} cannot be used', offset)
    same = left.kind == right.kind or (left.kind in _WORDS and right.kind in _WORDS)
    if not same:
        sentence = f'"{names[0]}" is {kind_of(left)} and cannot be compared with {kind_of(right)}'
        raise ExpressionError(sentence, offsets[0])
    if left.kind in ("group", "list", "several choices"):
        raise ExpressionError(f'"{names[0]}" is {kind_of(left)}; compare one of its values', offsets[0])


def _check_option(choice: Term, word: Term, name: str, offset: int) -> None:
    options = choice.type.options
    if choice.type.kind in _CHOSEN and isinstance(word.literal, str) and word.literal not in options:
        hint = did_you_mean(word.literal, options)
        raise ExpressionError(f'"{word.literal}" is not an option of "{name}"{hint}', offset)


def _contained(left: Term, right: Term, names: tuple[str, str], offsets: tuple[int, int], *, wanted: bool) -> Term:
    if right.type.kind == "several choices":
        if left.type.kind not in _WORDS:
            raise ExpressionError(f'"{names[0]}" is {kind_of(left.type)}; "{names[1]}" holds words', offsets[0])
        _check_option(right, left, names[1], offsets[0])
    elif right.literal is NOT_WRITTEN or not isinstance(right.literal, tuple):
        raise ExpressionError(
            "\"in\" needs a written list, such as ['a', 'b'], or a question with several answers", offsets[1]
        )
    else:
        for each in right.literal:
            _check_kinds(left.type, each.type, "==", (names[0], names[1]), offsets)
            _check_option(left, each, names[0], offsets[1])
    values = tuple(each.literal for each in right.literal) if isinstance(right.literal, tuple) else None
    first, second = left.read, right.read

    def read(facts: Facts, item: Item) -> Any:
        a = first(facts, item)
        b = values if values is not None else second(facts, item)
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else (a in b) is wanted

    return Term(BOOL, read)


def kind_of(type_: Type) -> str:
    """The kind with its article, for sentences: "a number"."""
    if type_.kind == "yes/no":
        return "a yes/no answer"
    if type_.kind == "several choices":
        return "a question with several answers"
    return "text" if type_.kind == "text" else f"a {type_.kind}"
