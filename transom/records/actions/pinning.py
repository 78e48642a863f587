"""The one step that takes a submitted record to another edition of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from transom.records.actions.numbering import summarize
from transom.records.models import Record
from transom.rulebook.compiled import RecordType


def pin_anew(record: Record, rt: RecordType, *, known: Mapping[str, Any], at: datetime) -> Record:
    """Pin a record, locked by the caller, to another bundle of its type; its answers stay as they are.

    `workflow` is the only caller: it has looked at what differs and tells of it. `known` are the record's facts as the
    new rules read them. Raises ValueError for rules of another type and for a status they do not have.
    """
    if rt.id != record.type_id:
        raise ValueError(f"{record} is a {record.type_id}, not a {rt.id}.")
    if record.status not in rt.statuses:
        raise ValueError(f'{record} is "{record.status}", which is no status of {rt.bundle[:12]}.')
    record.bundle, record.type_label = rt.bundle, rt.label
    status = rt.status(record.status)
    record.status_label, record.closed = status.label, status.closed
    summarize(record, rt, known)
    record.updated_at = at
    record.save(
        update_fields=["bundle", "type_label", "status_label", "closed", "title", "valuation_cents", "updated_at"]
    )
    return record
