"""Every sentence the checker can say, read from its own code; what is filled in stands as `…`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parents[1]
TO_OTHERS = ("tests", "migrations", "actions", "queries", "answers.py", "checking.py")
"""What these say is not about rule files: it is for applicants and for people who publish."""
SAYING = {
    "error": 1, "warn": 1, "say": 1, "plain": 1, "error_inside": 2, "refuse": 1, "_CannotBeRead": 1,
    "ExpressionError": 0, "Refused": 0, "ValueError": 0, "PydanticCustomError": 1,
}  # fmt: skip
"""Calls that say something, and the place of the sentence among their arguments."""


@cache
def sentences() -> dict[str, str]:
    """Each sentence, normalized -> where it is said."""
    found: dict[str, str] = {}
    for path in sorted(ROOM.rglob("*.py")):
        if not set(path.relative_to(ROOM).parts) & set(TO_OTHERS):
            for line, sentence in _said(ast.parse(path.read_text())):
                if normalized(sentence).strip("…\". '"):
                    found.setdefault(normalized(sentence), f"{path.relative_to(ROOM)}:{line}")
    return found


def normalized(sentence: str) -> str:
    """A sentence without what is filled in, quoted or looked up: two that differ only there are one."""
    text = re.sub(r"\{[a-z]+\}", "…", sentence.partition("; did you mean")[0])
    text = re.sub(r"\"[^\"]*\"|'[^']*'", '"…"', text)
    text = re.sub(r"\d[\d,]*(?:\.\d+)?", "…", text)
    text = " ".join(re.sub(r"…[…\s]*…", "…", text).replace('"…"…', '"…"').split())
    return text.rstrip("…; ").removeprefix("warning: ")


def matches(sentence: str, printed: str) -> bool:
    """Whether a printed sentence is this one, with something at each place that is filled in."""
    pattern = ".+".join(re.escape(part) for part in sentence.replace('"…"', "\0").split("…"))
    return re.fullmatch(pattern.replace("\0", '"…"') + ".*", printed) is not None


def _said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING and len(node.args) > SAYING[name]:
                argument = node.args[SAYING[name]]
                text = _text(constants.get(getattr(argument, "id", ""), argument))
                if text is not None:
                    yield node.lineno, text
    expected = constants.get("_EXPECTED")
    if isinstance(expected, ast.Dict):
        yield from ((each.lineno, text) for each in expected.values if (text := _text(each)) is not None)


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return (_text(node.left) or "…") + (_text(node.right) or "…")
    return None
