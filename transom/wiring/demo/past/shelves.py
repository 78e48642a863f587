"""Rows of every table, waiting to be loaded by COPY; each knows its id beforehand, so that rows can name each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql

from transom.documents.models import Document
from transom.fees.models import Charge, ChargeRun, Journal, Posting, Settlement
from transom.history.models import Event
from transom.inspections.models import Required, Visit
from transom.kernel.actors import Actor
from transom.payments.models import Checkout, CheckoutLine, Receipt
from transom.records.models import Attachment, Link, Party, Record, StatusChange
from transom.reviews.models import Comment, Review

Row = TypeVar("Row", bound=models.Model)

# Whatever a row points at is loaded before it.
ORDER: tuple[type[models.Model], ...] = (
    Record, StatusChange, Party, Link, Attachment, Review, Comment, ChargeRun, Charge, Journal, Posting, Settlement,
    Checkout, CheckoutLine, Receipt, Required, Visit, Event, Document,
)  # fmt: skip
BLOCK = 2000


class Shelves:
    """What is to be loaded, table by table."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {model: [] for model in ORDER}
        self._ids: dict[type[models.Model], Iterator[int]] = {}
        self._events: list[Event] = []

    def put(self, row: Row) -> Row:
        """Keep a row for loading; it gets its id now."""
        if row.pk is None:
            row.pk = self._next_id(type(row))
        self._rows[type(row)].append(row)
        return row

    def tell(self, event: Event) -> Event:
        """Keep an event; events get their ids in the order of time, once all are told."""
        self._events.append(event)
        return event

    def number_events(self) -> None:
        """Give the events told so far their ids, the earliest first."""
        # Sorting is stable: what one record tells at the same moment stays in its order.
        for event in sorted(self._events, key=lambda event: event.at):
            self.put(event)
        self._events.clear()

    def of(self, model: type[Row]) -> list[Row]:
        """The rows of one table so far."""
        return self._rows[model]  # type: ignore[return-value]

    def load(self) -> None:
        """Write everything in the caller's transaction, and let the planner know how much there is now."""
        self.number_events()
        for model, rows in self._rows.items():
            _copy(model, rows)
        with connection.cursor() as cursor:
            for model in ORDER:
                cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))

    def _next_id(self, model: type[models.Model]) -> int:
        if model not in self._ids:
            self._ids[model] = _ids(model)
        return next(self._ids[model])


def event(
    verb: str, subject: str, subject_id: object, record: Record | None, by: Actor, at: Any, **data: object
) -> Event:
    """An event as `history` writes it; the table's reactions are for the living only."""
    return Event(
        verb=verb,
        subject=subject,
        subject_id=str(subject_id),
        record_id=record.pk if record else None,
        actor_id=by.pk,
        actor_label=by.label[:200],
        actor_kind=by.kind,
        at=at,
        data=data,
    )


def _ids(model: type[models.Model]) -> Iterator[int]:
    """Ids of a table's own sequence, a block at a time."""
    key = model._meta.pk
    assert key is not None, f"{model} has no primary key"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [model._meta.db_table, key.column, BLOCK],
            )
            block = [number for (number,) in cursor.fetchall()]
        yield from block


def _copy(model: type[models.Model], rows: list[models.Model]) -> None:
    fields = model._meta.concrete_fields
    columns = sql.SQL(", ").join([sql.SQL("{}").format(sql.Identifier(field.column or "")) for field in fields])
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])
