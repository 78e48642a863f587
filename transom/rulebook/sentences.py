"""From what the model checker says to what a clerk can mend."""

import types
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.sampling import bare, sample
from transom.rulebook.schema.common import NAME
from transom.rulebook.schema.lifecycle import EFFECT

_EXPECTED: Final = {
    "string_type": 'write text in quotes, e.g. "Building permit"',
    "string_too_short": "this cannot be empty",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number without quotes, e.g. 5",
    "int_from_float": "write a whole number without quotes, e.g. 5",
    "date_type": "write a date without quotes, e.g. 2026-01-01",
    "date_from_datetime_parsing": "write a date without quotes, e.g. 2026-01-01",
    "date_from_datetime_inexact": "write a date without a time, e.g. 2026-01-01",
    "time_type": "write a time without quotes, e.g. 09:00:00",
    "tuple_type": "write a list in brackets",
    "dict_type": "write a table here",
    "model_type": "write a table here",
    "model_attributes_type": "write a table here",
    "too_short": "this list needs at least one entry",
    "too_long": "this list has too many entries",
}


_SHOWN: Final = ("tuple_type", "dict_type", "model_type", "model_attributes_type")
"""Kinds of slip whose sentence shows how this setting is written."""


def sentence_for(problem: Any, model: type[BaseModel], data: Mapping[str, Any]) -> tuple[Path, str]:
    """Where in the file a problem stands, and one sentence that says how to mend it."""
    path, table, annotation = _follow([part for part in problem["loc"] if part != "[key]"], model, data)
    kind, given, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind == "extra_forbidden":
        word = str(path[-1])
        return path, f'"{word}" is not a setting here{did_you_mean(word, _settings(table))}'
    if kind == "missing":
        return path[:-1], f'"{path[-1]}" is missing'
    if kind == "union_tag_invalid":
        known = [word.strip("' ") for word in str(context.get("expected_tags", "")).split(",")]
        tag = str(context.get("tag"))
        hint = did_you_mean(tag, known) or f"; write {_one_of(known)}"
        return (*path, "kind"), f'"{tag}" is not a kind of fee{hint}'
    if kind == "union_tag_not_found":
        return path, '"kind" is missing; say what kind of fee this is, e.g. kind = "flat"'
    if kind == "literal_error":
        known = _words(str(context.get("expected", "")))
        hint = did_you_mean(str(given), known) or f"; write {_one_of(known)}"
        return path, f'"{given}" cannot stand here{hint}'
    if kind == "string_pattern_mismatch":
        return path, _misspelt(str(given), str(context.get("pattern")))
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = context.get("gt", context.get("ge", context.get("lt", context.get("le"))))
        word = {"greater_than": "more than", "greater_than_equal": "at least", "less_than": "less than"}.get(
            kind, "at most"
        )
        return path, f"this must be {word} {_plain(bound)}"
    if kind in _SHOWN:
        return path, f"{_EXPECTED[kind]}, e.g. {_shown(path, annotation)}"
    return path, _EXPECTED.get(kind, str(problem["msg"]))


def _shown(path: Path, annotation: Any) -> str:
    """A list or table as this setting wants it."""
    named = [part for part in path if isinstance(part, str)]
    setting = named[-1] if named else ""
    written = sample(setting, annotation)
    return f"{setting} = {written}" if written.startswith("{") and path and path[-1] == setting else written


def _misspelt(word: str, pattern: str) -> str:
    """What is wrong with a key, a name that conditions use, or an effect of a move."""
    if not word.strip():
        return _EXPECTED["string_too_short"]
    if pattern == EFFECT:
        return f'"{word}" is nothing a move can do; write it as "charge:issue", without spaces'
    if pattern == NAME:
        return f'"{word}" cannot be a name; use small letters, digits and underscores, letters first'
    return f'"{word}" cannot be a key; use small letters, digits and dashes or underscores, letters first'


def _plain(bound: object) -> str:
    """A bound without the name of its Python type."""
    return str(bound).removeprefix("Decimal(").strip("')")


def _words(expected: str) -> list[str]:
    return [word.strip("' ") for part in expected.split(" or ") for word in part.split(",")]


def _one_of(words: Sequence[str]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _settings(table: Any) -> list[str]:
    if not (isinstance(table, type) and issubclass(table, BaseModel)):
        return []
    return [field.alias or name for name, field in table.model_fields.items()]


def _follow(loc: Sequence[str | int], model: Any, data: Any) -> tuple[Path, Any, Any]:
    """The path in the file for a checker's location, which names the chosen kinds too; the model around, the type."""
    path: list[str | int] = []
    here, around = model, model
    for part in loc:
        here = bare(here)
        if _is_kinds(here):
            chosen = next((each for each in get_args(here) if part in _kind_names(each)), None)
            if chosen is not None and isinstance(data, Mapping) and data.get("kind") == part:
                here = chosen
                continue
        path.append(part)
        around = here if isinstance(here, type) else around
        here = _inner(here, part)
        data = _data_inside(data, part)
    return tuple(path), around, here


def _data_inside(data: Any, part: str | int) -> Any:
    if isinstance(data, Mapping):
        return data.get(str(part), {})
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _is_kinds(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType) and any(
        _kind_names(each) for each in get_args(annotation)
    )


def _kind_names(model: Any) -> tuple[Any, ...]:
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or "kind" not in model.model_fields:
        return ()
    annotation = model.model_fields["kind"].annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _inner(annotation: Any, part: str | int) -> Any:
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
        return None
    args = get_args(annotation)
    if get_origin(annotation) is dict and len(args) == 2:
        return args[1]
    if get_origin(annotation) is tuple and args:
        return args[0]
    return None
