"""Whatever an editor types, the checker answers with sentences and never falls over."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transom.rulebook.books import compile_book
from transom.rulebook.bundles import read_folder
from transom.rulebook.examples import run_examples
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests.given import AURORA, FILES, files

TEXTS = {**read_folder(AURORA), **{f"files/{path.name}": path.read_text() for path in FILES.glob("building.toml")}}
TOML = sorted(path for path in TEXTS if path.endswith(".toml"))
JUNK = st.sampled_from(
    ['"', "'", "[", "]", "{", "}", "=", ",", ".", "#", "\n", "x", "7", "-1", "true", "[[", "''", " é", "1e9", "\\u0041"]
)
SPOT = re.compile(r"^[\w./-]+:\d+:\d+: ", re.ASCII)


def _checked(texts: dict[str, str]) -> None:
    book = compile_book(texts)
    problems = [*book.problems, *run_examples(book).problems, *run_scenarios(book).problems]
    for problem in problems:
        assert SPOT.match(str(problem)), problem
        lines = texts[problem.file].split("\n")
        assert 1 <= problem.line <= len(lines) + 1
        assert 1 <= problem.column <= max(len(line) for line in lines) + 2


@given(path=st.sampled_from(TOML), at=st.floats(0, 1), junk=JUNK, drop=st.integers(0, 12))
@settings(max_examples=60)
def test_a_slip_of_the_keyboard_gets_sentences(path, at, junk, drop):
    text = TEXTS[path]
    place = int(at * len(text))
    broken = text[:place] + junk + text[place + drop :]
    _checked(_near(path, broken))


@given(path=st.sampled_from(TOML), at=st.floats(0, 0.999), count=st.integers(1, 4))
@settings(max_examples=60)
def test_lost_lines_get_sentences(path, at, count):
    lines = TEXTS[path].split("\n")
    place = int(at * len(lines))
    _checked(_near(path, "\n".join(lines[:place] + lines[place + count :])))


@given(text=st.text(max_size=300))
def test_any_text_at_all_gets_sentences(text):
    _checked(files(shed=text.replace("\r", "").replace("\x00", "")))


def _near(path: str, text: str) -> dict[str, str]:
    """A broken file with the files it needs: a fence with its lifecycle and agency, nothing slower."""
    wanted = {
        path,
        "agency.toml",
        "lifecycles/permit.toml",
        "lifecycles/license.toml",
        "permits/fence-residential.toml",
    }
    small = {name: each for name, each in TEXTS.items() if name in wanted or name.endswith((".md", ".typ"))}
    return small | {path: text}
