"""Queries that are written out."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from transom.kernel.rows import rows, shaped

pytestmark = pytest.mark.django_db


class Day(NamedTuple):
    name: str
    on: date


def test_each_row_becomes_a_shape_and_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        (found,) = shaped(Day, "SELECT %(name)s, %(on)s::date", {"name": "Monday", "on": date(2026, 3, 2)})
    assert found == Day("Monday", date(2026, 3, 2))


def test_what_somebody_typed_stays_a_value() -> None:
    assert rows("SELECT %s", ("'; DROP TABLE records_record; --",)) == [("'; DROP TABLE records_record; --",)]


def test_a_query_without_values_may_hold_percent_signs() -> None:
    assert rows("SELECT 'oak' LIKE 'o%'") == [(True,)]


def test_an_empty_list_of_keys_finds_nothing() -> None:
    assert rows("SELECT 1 WHERE 1 = ANY(%s::bigint[])", ([],)) == []


def test_json_comes_as_text() -> None:
    assert rows("SELECT '[\"a\"]'::jsonb") == [('["a"]',)]
