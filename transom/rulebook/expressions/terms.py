"""A compiled piece of a condition: its type and how to read its value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from transom.rulebook.expressions.types import Type
from transom.rulebook.values import UNKNOWN, Facts

Item: TypeAlias = Mapping[str, Any] | None
Reader: TypeAlias = Callable[[Facts, Item], Any]

NOT_WRITTEN: Final = object()


class ExpressionError(ValueError):
    """A condition that cannot be used; `offset` counts characters from the start of its text."""

    def __init__(self, sentence: str, offset: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Term:
    """A typed piece; `literal` is the value where it was written out in the text."""

    type: Type
    read: Reader
    literal: Any = NOT_WRITTEN


def constant(value: Any, type_: Type) -> Term:
    """A value written out in the text."""
    return Term(type_, lambda facts, item: value, value)


def both(left: Any, right: Any) -> Any:
    """Kleene's and: no beats not-known, not-known beats yes."""
    if left is False or right is False:
        return False
    return UNKNOWN if left is UNKNOWN or right is UNKNOWN else True


def either(left: Any, right: Any) -> Any:
    """Kleene's or: yes beats not-known, not-known beats no."""
    if left is True or right is True:
        return True
    return UNKNOWN if left is UNKNOWN or right is UNKNOWN else False
