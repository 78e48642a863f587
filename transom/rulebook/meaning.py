"""What somebody most likely meant where a file stops being TOML."""

import re
from typing import Final

_SETTING: Final = re.compile(r"([\w.-]+)\s*=\s*[^=]*$")
_CONDITIONS: Final = ("when", "skip", "show", "required", "check", "auto_issue", "valuation", "hours", "quantity", "of")
_WORDS: Final = re.compile(r"[A-Za-z][^,}\]#\n]*")
_MEANT: Final = (
    (r"(\d[\d.]*)\s*$", r"\s*()%", "write {before} without %"),
    (r"()", r"-?\$\s*([\d,.]*\d)", "write {after} without $"),
    (r"=\s*-?(\d{1,3})$", r"((?:,\d{3})+)(?!\d)", "write {before}{after} without a comma"),
    (r"()\d{1,4}$", r"()[/-]?\d{0,4}[/-]\d", "write a day with its year first, e.g. 2026-03-01"),
    (r"()\d{1,2}\s*$", r"()(?::\d\d\b|\s*[ap]m\b)", "write a time like 09:00:00"),
    (r"(\d+)\s*$", r"\s*((?:day|week|month|year)s?)\b", 'put it in quotes, "{before} {after}"'),
    (r"()", r"()(?:True|Yes|yes)\b", "write true"),
    (r"()", r"()(?:False|No|no)\b", "write false"),
    (r"()", "()[\u201c\u201d\u2018\u2019]", 'write straight quotes, "'),
    (r"()\{[^}]*$", r"()(?:$|\})", "a table in braces stands on one line, without a comma at its end"),
    (r"()=\s*$", r"()$", "write the value after ="),
    (r"()\"[^\"]*$", r"()$", 'close the text with "'),
)
"""What stands before the place and from it on, and what to write instead; the first that fits is said."""


def meant(text: str, line: int, column: int) -> str:
    """The end of a sentence about a place in a text, or nothing: `; write 25 without %`."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return ""
    before, after = lines[line - 1][: column - 1][-200:], lines[line - 1][column - 1 :][:200]
    for ahead, here, say in _MEANT:
        found, follows = re.search(ahead, before), re.match(here, after)
        if found and follows and not before.lstrip().startswith("#"):
            return f"; {say.format(before=found[1], after=follows[1].replace(',', ''))}"
    return _in_quotes(before, after)


def _in_quotes(before: str, after: str) -> str:
    """Words and conditions that stand bare."""
    setting, words = _SETTING.search(before), _WORDS.match(after)
    if setting is None or words is None or before.rstrip()[-1:] not in ("=", "[", ","):
        return ""
    what = "the condition" if setting[1] in _CONDITIONS else "words"
    named = f"{setting[1]} = " if before.rstrip().endswith("=") else ""
    return f'; put {what} in quotes, e.g. {named}"{words[0].strip()}"'
