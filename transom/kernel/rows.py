"""Rows of a query written out: for what is asked on every page, where the ORM takes longer than the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection

Row = TypeVar("Row")
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
