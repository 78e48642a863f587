"""Positions of TOML keys and values, checked against what tomllib reads."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.positions import Spot, positions
from transom.rulebook.tests.given import AURORA, FILES

ODD = """\
# a comment with = and [brackets]
title = "x" # after
"quoted key" = 'lit#eral'
a.b . "c d" = 1
[table . sub]
list = [1, # one
  [2, 3],
  { x = "}]", y.z = 2026-01-01 },
]
long = \"\"\"
first " quote
"two"\"\"\"\"
after = true
[[many]]
n = 1
[many.inner]
deep = "\\"esc\\""
[[many]]
n = 2
[[many.parts]]
p = 07:30:00
"""


def _paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(data, dict):
        return found + [each for key, value in data.items() for each in _paths(value, (*path, key))]
    if isinstance(data, list):
        return found + [each for index, value in enumerate(data) for each in _paths(value, (*path, index))]
    return found


def _value_text(text: str, spot: Spot) -> str:
    return text.split("\n")[spot.line - 1][spot.column - 1 :]


def test_every_path_tomllib_reads_is_found_in_an_odd_text():
    found = positions(ODD)
    missing = [path for path in _paths(tomllib.loads(ODD)) if path not in found.keys and path not in found.values]
    assert missing == []
    assert found.of(("table", "sub", "list", 2, "y", "z")) == Spot(8, 17)
    assert found.of(("a", "b", "c d")) == Spot(4, 7)
    assert found.of(("table", "sub", "after")) == Spot(13, 1)
    assert found.of(("many", 1, "n")) == Spot(19, 1)
    assert found.of(("many", 1, "parts", 0, "p")) == Spot(21, 1)
    assert found.of(("many", 0, "inner", "deep")) == Spot(17, 1)


def test_the_files_of_this_repository_lose_no_path():
    for path in [*AURORA.rglob("*.toml"), *FILES.glob("*.toml")]:
        text = path.read_text()
        found = positions(text)
        assert [p for p in _paths(tomllib.loads(text)) if p not in found.keys and p not in found.values] == []


def test_a_character_inside_a_text_has_its_own_column():
    found = positions('when = "cost > 5"\nodd = "a\\tb"\n')
    assert found.inside(("when",), 5) == Spot(1, 14)
    assert found.inside(("odd",), 2) == Spot(2, 7), "an escape moves columns, so the value's start is all that is sure"


def test_what_is_missing_is_placed_at_its_table_or_at_the_top():
    found = positions("[fee.permit]\nkind = 'flat'\n")
    assert found.of(("fee", "permit", "label")) == Spot(1, 1)
    assert found.of(("nothing",)) == Spot(1, 1)


KEYS = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True), st.text("ab c.#=é", min_size=1, max_size=5))
SCALARS = st.one_of(
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.dates().map(lambda day: day.replace(year=max(day.year, 1000))),
    st.text('ab"\\#[]{}=,\t é', max_size=8),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_written(key)} = {_written(each)}" for key, each in value.items()) + " }"
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.dictionaries(KEYS, VALUES, max_size=4))
def test_random_documents_lose_no_path_and_point_at_their_values(plain, table):
    lines = [f"{_written(key)} = {_written(value)} # {key}" for key, value in plain.items()]
    if "t" not in plain:
        lines += ["[[t]]", *(f"  {_written(key)}={_written(value)}" for key, value in table.items())]
    text = "\n".join(line.replace("\n", " ") for line in lines)
    data = tomllib.loads(text)
    found = positions(text)
    for path in _paths(data):
        assert path in found.keys or path in found.values, path
    for key, value in plain.items():
        assert _value_text(text, found.values[(key,)]).startswith(_written(value)[:1])
