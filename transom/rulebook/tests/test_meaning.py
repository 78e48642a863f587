"""Where a file stops being TOML, the checker says what was most likely meant."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

import pytest

from transom.rulebook.reading import read_source


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        ("when = parcel.historic", 8, 'invalid value; put the condition in quotes, e.g. when = "parcel.historic"'),
        ("a = { when = cost > 5, b = 1 }", 14, 'invalid value; put the condition in quotes, e.g. when = "cost > 5"'),
        ("label = Fence permit", 9, 'invalid value; put words in quotes, e.g. label = "Fence permit"'),
        ("on = [issue]", 7, 'invalid value; put words in quotes, e.g. "issue"'),
        ("percent = 25%", 13, "expected newline or end of document after a statement; write 25 without %"),
        ("a = { percent = 2.5 %, b = 1 }", 21, "unclosed inline table; write 2.5 without %"),
        ("a = [5, 25%]", 11, "unclosed array; write 25 without %"),
        ("amount = $1,025.50", 10, "invalid value; write 1025.50 without $"),
        ("amount = 1,000", 11, "expected newline or end of document after a statement; write 1000 without a comma"),
        ("effective = 1/2/2026", 14, "expected newline or end of document after a statement; write a day with its year first, e.g. 2026-03-01"),
        ("day = 2026-3-2", 11, "expected newline or end of document after a statement; write a day with its year first, e.g. 2026-03-01"),
        ("opens = 9:00", 10, "expected newline or end of document after a statement; write a time like 09:00:00"),
        ("opens = 9 am", 11, "expected newline or end of document after a statement; write a time like 09:00:00"),
        ("after = 180 days", 13, 'expected newline or end of document after a statement; put it in quotes, "180 days"'),
        ("last = True", 8, "invalid value; write true"),
        ("last = no", 8, "invalid value; write false"),
        ("label = “Fence”", 9, 'invalid value; write straight quotes, "'),
        ("label = ", 9, "invalid value; write the value after ="),
        ('label = "Fence', 15, 'the line ends within a text; close the text with "'),
        ("a = { b = 1,", 13, "invalid initial character for a key part; a table in braces stands on one line, without a comma at its end"),
        ("a = { b = 1, }", 14, "invalid initial character for a key part; a table in braces stands on one line, without a comma at its end"),
        ("[fee.a]\n[fee.a]", 7, "cannot declare [fee.a] twice"),
        ("a = 1\na = 2", 6, "cannot overwrite a value"),
        ("# 25%\n= 5", 1, "invalid statement"),
    ],
)  # fmt: skip
def test_what_was_meant_is_said_after_what_is_wrong(line, column, meant):
    (found,) = read_source("f.toml", line + "\n").report.problems
    assert (found.column, found.text) == (column, f"this is not TOML: {meant}")


def test_a_place_outside_the_text_is_left_alone():
    (found,) = read_source("f.toml", "[a").report.problems
    assert found.text.startswith("this is not TOML: expected")
