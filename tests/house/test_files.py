"""Small files, plain functions, nothing hidden."""

import ast
import re
from itertools import chain

from tests.house.tree import named, sources, written

LINES_A_FILE, LINES_A_FUNCTION = 400, 40
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Two halves, so that this file does not find itself.
WORKPLACE = re.compile(r"(?<!\w)/work/" + r"(main|shared)\b|/tmp/" + "brief")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")


def trees():
    return ((path, ast.parse(path.read_text())) for path in sources())


def test_no_file_is_longer_than_a_quiet_read():
    long = [
        f"{named(path)}: {count} lines"
        for path in sources(tests=True)
        if (count := len(path.read_text().splitlines())) > LINES_A_FILE
    ]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{named(path)}:{node.lineno} {node.name}: {count} lines"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (count := body_lines(node)) > LINES_A_FUNCTION
    ]
    assert not long, "\n".join(long)


def body_lines(node):
    """Lines of what it does; what it promises (signature and docstring) may be as long as it must."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return node.end_lineno - first.lineno + 1


def test_nothing_is_left_unfinished():
    found = [named(path) for path in written() if UNFINISHED.search(path.read_text()) and path.name != "test_files.py"]
    assert not found, "\n".join(found)


def test_no_drawer_for_odds_and_ends():
    found = [named(path) for path in sources(tests=True) if path.stem in {"utils", "helpers", "misc"}]
    assert not found, "\n".join(found)


def test_no_signals_and_no_hidden_saving():
    hidden = [
        f"{named(path)}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith(("django.dispatch", "django.db.models.signals"))
        )
        or (isinstance(node, ast.FunctionDef) and node.name == "save" and path.stem in {"models", "base"})
    ]
    assert not hidden, "\n".join(hidden)


def test_imports_stand_at_the_top():
    inside = [
        f"{named(path)}:{inner.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in chain.from_iterable(ast.walk(line) for line in node.body)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not inside, "\n".join(inside)


def test_nothing_points_to_the_place_where_it_was_written():
    found = [named(path) for path in written() if WORKPLACE.search(path.read_text(errors="replace"))]
    assert not found, "\n".join(found)
