"""Rows of a query written out: for what is asked on every page, where the ORM takes longer than the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import JSONField, Model

Row = TypeVar("Row")
Thing = TypeVar("Thing", bound=Model)
Values = Sequence[Any] | Mapping[str, Any]


def rows(sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """The rows of this query as plain values. One query; JSON comes as text.

    `sql` is ours and never made of what somebody typed: that goes into `values`.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def shaped(shape: Callable[..., Row], sql: str, values: Values = ()) -> list[Row]:
    """The same, each row made into a `shape`, whose parts are in the order of the columns."""
    return [shape(*row) for row in rows(sql, values)]


def columns(model: type[Model], alias: str) -> str:
    """All columns of a model's table under the name it has in a query, in the order `thing` takes them."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def thing(model: type[Thing], values: Sequence[Any]) -> Thing:
    """The row of a model whose `columns` these are, whole, as the model's own query would have read it."""
    fields = model._meta.concrete_fields
    read = [
        json.loads(value) if isinstance(field, JSONField) and value is not None else value
        for field, value in zip(fields, values, strict=True)
    ]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], read)
