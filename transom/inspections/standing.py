"""Reads of a record and its rulebook that inspections' rules need, as the plain values those rules take."""

from __future__ import annotations

from transom.inspections.models import Required, Visit
from transom.inspections.rules import Asked, Calendar, Standing
from transom.records.models import Hold, Record
from transom.records.queries import holds
from transom.rulebook.queries import agency, record_type


def standing_of(record: Record) -> Standing:
    """How a record stands towards inspections: issued or listed for its certificate, open, in good order, held."""
    status = record_type(record.bundle).status(record.status)
    return Standing(
        issued=record.issued_on is not None or record.kind != "permit",
        closed=record.closed,
        good=status.good,
        status_label=record.status_label,
        stops=tuple(_said(hold) for hold in holds(record) if hold.level == Hold.Level.STOP),
    )


def calendar_of(record: Record) -> Calendar:
    """The agency's calendar as it is today: holidays and hours are live, not pinned to the record."""
    return agency(record.agency).calendar


def asked(required: Required) -> Asked:
    """The inspection as its rule sees it; one query for an open visit."""
    open_visit = required.visits.filter(state=Visit.State.SCHEDULED).first()
    return Asked(
        label=required.label,
        after=tuple(required.after),
        passed=required.passed_at is not None,
        scheduled_on=open_visit.day if open_visit else None,
    )


def labels_and_passed(required: Required) -> tuple[dict[str, str], set[str]]:
    """Labels of all inspections of the record's current round by key, and the keys of those that passed."""
    rows = Required.objects.filter(record=required.record_id, round=required.round)
    return {row.key: row.label for row in rows}, {row.key for row in rows if row.passed_at}


def _said(hold: Hold) -> str:
    return f"{hold.reason.rstrip('.')}. Ask: {hold.ask}" if hold.ask else hold.reason
