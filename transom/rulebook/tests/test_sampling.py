"""What the checker shows as an example of a list or table is one that it would take itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

from transom.rulebook.books import SCHEMAS
from transom.rulebook.sampling import bare, sample


def settings(model: type[BaseModel], seen: set[type]) -> Iterator[tuple[type[BaseModel], str, Any]]:
    """Every setting that is a list or a table, in a kind of file and all it is made of."""
    seen.add(model)
    for name, field in model.model_fields.items():
        kind = bare(field.annotation)
        if get_origin(kind) in (dict, tuple) or (isinstance(kind, type) and issubclass(kind, BaseModel)):
            yield model, field.alias or name, field.annotation
        for inner in models(kind):
            if inner not in seen:
                yield from settings(inner, seen)


def models(kind: Any) -> Iterator[type[BaseModel]]:
    kind = bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for each in get_args(kind):
        if each is not Ellipsis and not isinstance(each, str):
            yield from models(each)


FOUND = [each for model in SCHEMAS.values() for each in settings(model, set())]


@pytest.mark.parametrize(("model", "name", "kind"), FOUND, ids=[f"{model.__name__}.{name}" for model, name, _ in FOUND])
def test_what_is_shown_may_be_written(model, name, kind):
    shown = sample(name, kind)
    if "..." not in shown:
        value = tomllib.loads(f"x = {shown}", parse_float=Decimal)["x"]
        TypeAdapter(kind).validate_python(value)
    else:
        assert name in ("inspections", "given")
