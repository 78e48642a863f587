"""Numbers of records and receipts: without gaps, never twice."""

from __future__ import annotations

from django.db import connection

NEXT = """
INSERT INTO kernel_numberseries AS known (series, last) VALUES (%s, %s)
ON CONFLICT (series) DO UPDATE SET last = known.last + %s
RETURNING last
"""


def next_number(series: str) -> int:
    """The next number of a series, starting at 1.

    Part of the caller's transaction: rolled back with it, and the series' row stays locked until it ends, so ask for
    the number late. Raises RuntimeError outside a transaction and ValueError for a series without a name.
    """
    return next_numbers(series, 1)[0]


def next_numbers(series: str, count: int) -> range:
    """The next `count` numbers of a series at once, for loads of many rows; same promises as next_number."""
    if not series:
        raise ValueError("A number series needs a name.")
    if count < 1:
        raise ValueError("At least one number must be asked for.")
    if not connection.in_atomic_block:
        raise RuntimeError("A number must be drawn in the transaction that uses it, or a crash leaves a gap.")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series, count, count])
        (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)
