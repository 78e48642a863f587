"""Every text of a rule file that people read, with its place: what a phrase book must hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from transom.rulebook.positions import Path
from transom.rulebook.problems import Report

SPOKEN: Final = frozenset(
    {"label", "help", "title", "lead", "say", "check_say", "description", "group", "subject", "body", "counter"}
)
"""Settings whose text people read."""
SPOKEN_IN: Final = {"hours": ("phone", "address"), "department": ("department",)}
"""The same of settings that mean something else in other tables."""
SILENT: Final = frozenset({"example", "scenario", "summary"})
"""Tables whose texts nobody but an editor reads, or that are filled in when a record is made."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text, where it stands."""

    report: Report
    path: Path
    text: str

    def missing(self, language: str) -> None:
        short = self.text if len(self.text) <= 80 else f"{self.text[:77]}..."
        short = short.replace("\n", " ")
        self.report.error(self.path, f'no {language} for "{short}"')


def phrases(report: Report, file: BaseModel, only: tuple[str, ...] = ()) -> Iterator[Phrase]:
    """The texts of a file, or of some of its tables."""
    for name, field in type(file).model_fields.items():
        if name not in SILENT and (not only or name in only):
            yield from _of(report, name, getattr(file, name), (field.alias or name,))


def _of(report: Report, name: str, value: Any, path: Path) -> Iterator[Phrase]:
    if isinstance(value, str):
        if name in SPOKEN or path[0] in SPOKEN_IN.get(name, ()):
            yield Phrase(report, path, value)
    elif isinstance(value, BaseModel):
        for inner, field in type(value).model_fields.items():
            yield from _of(report, inner, getattr(value, inner), (*path, field.alias or inner))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _of(report, "label" if name == "options" else "", each, (*path, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _of(report, "label" if name == "types" and path[0] == "group" else "", each, (*path, index))
