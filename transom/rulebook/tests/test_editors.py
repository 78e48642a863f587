"""What editors are told of each kind of file holds every setting that the city really writes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from transom.rulebook.commands import schema
from transom.rulebook.editors import MODELS, json_schema
from transom.rulebook.tests.given import AURORA

WRITTEN = [(path, tomllib.loads(path.read_text(), parse_float=Decimal)) for path in sorted(AURORA.rglob("*.toml"))]


def strangers(value: Any, shape: Mapping[str, Any], defs: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Settings, and kinds of value, that the schema does not allow."""
    if "$ref" in shape:
        shape = defs[shape["$ref"].rpartition("/")[2]]
    choices = shape.get("anyOf") or shape.get("oneOf")
    if choices:
        tried = [list(strangers(value, each, defs, path)) for each in choices]
        yield from min(tried, key=len)
    elif isinstance(value, Mapping):
        if shape.get("type", "object") != "object":
            yield f"{path}: a table"
        inner, others = shape.get("properties", {}), shape.get("additionalProperties", True)
        for key, each in value.items():
            here = inner.get(key, others)
            if here is False:
                yield f"{path}.{key}"
            elif here is not True:
                yield from strangers(each, here, defs, f"{path}.{key}")
    elif isinstance(value, list):
        if shape.get("type", "array") != "array":
            yield f"{path}: a list"
        for each in value if "items" in shape else ():
            yield from strangers(each, shape["items"], defs, path)
    elif isinstance(value, bool | str | int | Decimal):
        kinds = {bool: ("boolean",), str: ("string",), int: ("integer", "number"), Decimal: ("number",)}[type(value)]
        if shape.get("type") not in (None, *kinds) or ("const" in shape and shape["const"] != value):
            yield f"{path}: {value!r}"


@pytest.mark.parametrize(("path", "data"), WRITTEN, ids=[path.stem for path, _ in WRITTEN])
def test_a_file_of_the_city_fits_its_schema(path, data):
    told = json_schema(data["schema"].partition("/")[0])
    assert list(strangers(data, told, told.get("$defs", {}))) == []
    assert [key for key in told["required"] if key not in data] == []


def test_a_misspelt_setting_is_a_stranger():
    told = json_schema("lifecycle")
    assert list(strangers({"statuss": {}, "move": [{"on": 5}]}, told, told["$defs"])) == [".statuss", ".move.on: 5"]


@pytest.mark.parametrize("kind", MODELS)
def test_each_kind_is_printed_as_json(kind, capsys):
    assert schema(kind) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["properties"]["schema"]["const"] == f"{kind}/1"
    assert told["additionalProperties"] is False


def test_a_kind_there_is_not_is_told(capsys):
    assert schema("permit") == 1
    assert 'There is no kind of file "permit". There are: record-type,' in capsys.readouterr().out
