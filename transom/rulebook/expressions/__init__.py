"""Conditions and amounts as rules write them: a closed, typed, three-valued subset of Python's expression syntax."""

from transom.rulebook.expressions.compiled import NEVER_KNOWN, Expression, always, compile_expression
from transom.rulebook.expressions.terms import ExpressionError

__all__ = ["NEVER_KNOWN", "Expression", "ExpressionError", "always", "compile_expression"]
