"""Rows of a file, numbered as a spreadsheet shows them: CSV, GeoJSON, or one JSON object a line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_VALUE = 1_000_000
LONGITUDE, LATITUDE = "geometry.longitude", "geometry.latitude"


class BadFile(Exception):
    """A file that cannot be read at all; the text is a sentence."""


@dataclass(frozen=True)
class Read:
    """One row: its number, its values by column, and why it cannot be used where it cannot."""

    number: int
    values: dict[str, str]
    wrong: str = ""


@dataclass(frozen=True)
class Opened:
    """A file with its columns; `rows` can be walked once."""

    columns: tuple[str, ...]
    rows: Iterator[Read]
    is_table: bool


def open_rows(path: Path, encoding: str) -> Opened:
    """Open a file by its ending: .csv, .geojson or .json, .jsonl or .ndjson. Raises BadFile with a sentence."""
    ending = path.suffix.lower()
    try:
        if ending == ".csv":
            return _csv(path, encoding)
        if ending in (".geojson", ".json"):
            return _objects(enumerate(_features(json.loads(_text(path.read_bytes(), encoding))), start=1))
        if ending in (".jsonl", ".ndjson"):
            return _objects(_lines(path, encoding))
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from None
    except json.JSONDecodeError as error:
        raise BadFile(f"{path}:{error.lineno}:{error.colno}: is not JSON: {error.msg}.") from None
    raise BadFile(f"{path}: the ending must be .csv, .geojson, .json, .jsonl or .ndjson.")


def _csv(path: Path, encoding: str) -> Opened:
    csv.field_size_limit(LONGEST_VALUE)
    lines = _decoded(path, encoding)
    reader = csv.reader(lines)
    header = next(reader, None)
    if not header:
        raise BadFile(f"{path}: is empty.")
    columns = tuple(name.strip() for name in header)
    return Opened(columns, _csv_rows(reader, columns), is_table=True)


def _csv_rows(reader: Any, columns: tuple[str, ...]) -> Iterator[Read]:
    number = 1
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Read(number, {}, f"The row cannot be read as CSV: {error}; is a quotation mark left open?")
            continue
        if not any(value.strip() for value in values):
            continue
        wrong = ""
        if len(values) != len(columns):
            wrong = f"The row has {len(values)} values where the header has {len(columns)}."
        yield Read(number, dict(zip(columns, values, strict=False)), wrong)


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """Lines of text. Garbled text is kept as it is: what was lost before us is not ours to guess."""
    with path.open("rb") as file:
        for number, line in enumerate(file):
            yield _text(line, encoding).removeprefix("\ufeff" if number == 0 else "")


def _text(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        # Exports glued together from several systems: such a line is nearly always Windows'. Latin-1 never fails.
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(_decoded(path, encoding), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                yield number, BadFile(f"The line is not JSON: {error.msg} at column {error.colno}.")


def _features(document: Any) -> list[Any]:
    """Features of a collection (GeoJSON, or Esri's with attributes), or a plain list of objects."""
    found = document.get("features") if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise BadFile("The JSON holds no list of features or objects.")
    return found


def _objects(numbered: Iterator[tuple[int, Any]] | enumerate[Any]) -> Opened:
    """All rows are looked at once for their columns: an object leaves out what it does not know."""
    rows = [_object(number, found) for number, found in numbered]
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    return Opened(columns, iter(rows), is_table=False)


def _object(number: int, found: Any) -> Read:
    if isinstance(found, BadFile):
        return Read(number, {}, str(found))
    if not isinstance(found, dict):
        return Read(number, {}, "This is not an object with named values.")
    held = found.get("properties") or found.get("attributes")
    values = dict(held) if isinstance(held, dict) else dict(found)
    if point := _point(found.get("geometry")):
        values[LONGITUDE], values[LATITUDE] = point
    return Read(number, {str(name).strip(): _plain(value) for name, value in values.items()})


def _point(geometry: Any) -> tuple[float, float] | None:
    if not isinstance(geometry, dict):
        return None
    if geometry.get("type") == "Point" and len(geometry.get("coordinates", ())) >= 2:
        return geometry["coordinates"][0], geometry["coordinates"][1]
    if "x" in geometry and "y" in geometry:
        return geometry["x"], geometry["y"]
    return None


def _plain(value: Any) -> str:
    """A JSON value as the text a CSV would hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)
