"""The tree of a condition, within limits that no honest condition reaches."""

import ast
import warnings
from typing import Final

from transom.rulebook.expressions.terms import ExpressionError

LONGEST: Final = 500
MOST_PARTS: Final = 200
_INSTEAD: Final = {
    "==": "it cannot be read here",
    "=>": "write >=, not =>",
    "=<": "write <=, not =<",
    "=": "compare with ==, not =",
    "&": "write and, not &",
    "|": "write or, not |",
    "!": "write not, or != to compare",
    "$": "write the number without $",
    "AND": "write and in small letters",
    "OR": "write or in small letters",
    "NOT": "write not in small letters",
    "<>": "write !=, not <>",
}
"""What other languages say where this one stops."""


def parse(text: str) -> ast.expr:
    """The tree of a condition; ExpressionError when it is too long or is no expression at all."""
    if len(text) > LONGEST:
        raise ExpressionError(f"a condition has at most {LONGEST} characters; this one has {len(text)}")
    if "\\" in text or "\x00" in text:
        raise ExpressionError("a condition holds no backslashes", max(text.find("\\"), 0))
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    lead = len(flat) - len(flat.lstrip())
    if not flat.strip():
        raise ExpressionError("the condition is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(flat.strip(), mode="eval").body
    except SyntaxError as error:
        offset = _offset(error, flat.strip())
        raise ExpressionError(f"not a condition: {_syntax(error, flat.strip(), offset)}", lead + offset) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError("not a condition") from None
    if sum(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise ExpressionError(f"a condition has at most {MOST_PARTS} parts; make it shorter or name a part of it")
    return tree


def _offset(error: SyntaxError, text: str) -> int:
    return error.offset - 1 if error.offset else len(text)


def _syntax(error: SyntaxError, condition: str, offset: int) -> str:
    text = (error.msg or "it cannot be read").removeprefix("invalid syntax. ")
    if "Maybe you meant '=='" in text:
        return "compare with ==, not ="
    instead = next((say for sign, say in _INSTEAD.items() if condition.startswith(sign, offset)), None)
    if instead is not None:
        return instead
    return "it cannot be read here" if text == "invalid syntax" else text[0].lower() + text[1:]
