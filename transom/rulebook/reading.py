"""Reading one rule file: TOML to a checked model, every problem with its line and column."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from transom.rulebook.expressions import NEVER_KNOWN, Expression, ExpressionError, always
from transom.rulebook.expressions.types import BOOL, NUMBER, Names, Type
from transom.rulebook.limits import DEEPEST, LARGEST, MOST_PROBLEMS, TOO_DEEP, deep_name, is_deep, over_limit
from transom.rulebook.meaning import meant
from transom.rulebook.positions import Path, Spot, positions
from transom.rulebook.problems import Report
from transom.rulebook.remembering import remembered
from transom.rulebook.sentences import sentence_for

Model = TypeVar("Model", bound=BaseModel)

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_PARTS, _QUOTED = re.compile(r"\('.*?'\)|\('[^']*',\)"), re.compile(r"'([^']*)'")
"""A key as Python says it: ('fee', 'permit')."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its text, its data, and the report its problems go to."""

    name: str
    text: str
    data: Mapping[str, Any]
    report: Report

    def expression(self, path: Path, text: str, names: Names, wanted: Type | None = NUMBER) -> Expression:
        """A compiled formula (`wanted` None: a condition); a wrong one is reported and stands in as never known."""
        type_ = wanted or BOOL
        return self._key(path, text, names) if type_.kind == "text" else self._compiled(path, text, names, type_)

    def condition(self, path: Path, text: str | None, names: Names) -> Expression | None:
        """A compiled yes/no condition, or None where none is written."""
        return None if text is None else self.expression(path, text, names, None)

    def decided(self, path: Path, value: bool | str, names: Names) -> Expression:
        """A setting that is yes, no or a condition."""
        return always(value) if isinstance(value, bool) else self.expression(path, value, names, None)

    def _key(self, path: Path, text: str, names: Names) -> Expression:
        """A key of a table is the name of a choice, a text or a number."""
        type_ = names.get(text)
        wanted = type_ if type_ is not None and type_.kind in ("choice", "text", "number") else Type("text")
        return self._compiled(path, text, names, wanted)

    def _compiled(self, path: Path, text: str, names: Names, wanted: Type) -> Expression:
        if not self.report.may_compile(path):
            return NEVER_KNOWN
        try:
            return remembered(text, names, wanted)
        except ExpressionError as error:
            self.report.error_inside(path, error.offset, error.sentence)
            return NEVER_KNOWN


def read_source(name: str, text: str) -> Source:
    """The TOML of a text; what is wrong with it is in the report and its data is then empty."""
    report = Report(name)
    try:
        data = _loaded(text)
    except _CannotBeRead as wrong:
        report.plain(wrong.spot, str(wrong))
        return Source(name, text, {}, report)
    report.where = positions(text)
    for path, sentence in over_limit(data):
        report.error(path, sentence)
    return Source(name, text, data, report)


class _CannotBeRead(Exception):
    def __init__(self, spot: Spot, sentence: str) -> None:
        super().__init__(sentence)
        self.spot = spot


@lru_cache(maxsize=512)
def _loaded(text: str) -> Mapping[str, Any]:
    """What tomllib makes of a text that it can read in reasonable time. Bundles share bases and lifecycles."""
    if len(text) > LARGEST:
        raise _CannotBeRead(Spot(1, 1), f"the file is longer than {LARGEST:,} characters")
    deep = deep_name(text)
    if deep is not None:
        spot = Spot(text.count("\n", 0, deep) + 1, deep - text.rfind("\n", 0, deep))
        raise _CannotBeRead(spot, f"a name has at most {DEEPEST} parts")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _CannotBeRead(*_syntax(str(error), text)) from None
    except RecursionError:
        raise _CannotBeRead(Spot(1, 1), TOO_DEEP) from None
    except (ValueError, ArithmeticError):
        sentence = "a number or date in this file cannot be read: it is far too long"
        raise _CannotBeRead(Spot(1, 1), sentence) from None
    if is_deep(data):
        raise _CannotBeRead(Spot(1, 1), TOO_DEEP)
    return data


def validated(source: Source, model: type[Model]) -> Model | None:
    """The file as its model; None when it has the wrong shape, with one sentence a problem in the report."""
    if source.report.has_errors:
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        for problem in error.errors(include_url=False)[:MOST_PROBLEMS]:
            if problem["type"] == "too_short" and problem["input"]:
                continue  # its entries are there, and are told of by themselves
            path, sentence = sentence_for(problem, model, source.data)
            source.report.error(path, sentence)
        return None


def _syntax(message: str, text: str) -> tuple[Spot, str]:
    match = _PLACE.search(message)
    lines = text.split("\n")
    spot = Spot(len(lines), len(lines[-1]) + 1)
    if match is not None:
        message = message[: match.start()]
        if match.group(1):
            spot = Spot(int(match.group(1)), int(match.group(2)))
    message = _PARTS.sub(lambda parts: f"[{'.'.join(_QUOTED.findall(parts[0]))}]", message)
    message = message.replace("Illegal character '\\n'", "The line ends within a text").replace("'", '"')
    return spot, f"this is not TOML: {message[:1].lower()}{message[1:]}{meant(text, spot.line, spot.column)}"
