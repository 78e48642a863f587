"""Conditions that were compiled already: fifty types on one base and one lifecycle share most of theirs.

A condition depends on its text, on the kind that is wanted, and on the types of the names in it; nothing else.
"""

import re
from typing import Final

from transom.rulebook.expressions import Expression, compile_expression
from transom.rulebook.expressions.types import Names, Type

MOST: Final = 20_000
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_seen: dict[tuple[str, str], list[tuple[tuple[Type | None, ...], Expression]]] = {}


def remembered(text: str, names: Names, wanted: Type) -> Expression:
    """The compiled condition; ExpressionError as `compile_expression` says it, which is not remembered."""
    types = tuple(names.get(name) for name in _NAME.findall(text))
    known = _seen.setdefault((text, wanted.kind), [])
    for other, expression in known:
        if other == types:
            return expression
    expression = compile_expression(text, names, wanted)
    if len(_seen) > MOST:
        _seen.clear()
        known = _seen.setdefault((text, wanted.kind), [])
    known.append((types, expression))
    return expression
