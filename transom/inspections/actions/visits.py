"""The only writer of inspections: listed, asked for, moved, called off, given to an inspector, done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from django.db import IntegrityError, transaction

from transom.accounts.models import User
from transom.accounts.rules import may
from transom.history.actions import tell
from transom.inspections import rules
from transom.inspections.models import Photo, Required, Visit
from transom.inspections.photos import Picture
from transom.inspections.standing import asked, calendar_of, labels_and_passed, standing_of
from transom.kernel import files
from transom.kernel.actors import Actor
from transom.kernel.clock import local
from transom.kernel.refusals import Reason, Refused
from transom.records.models import Record


class Spec(Protocol):
    """An inspection as the rulebook asks for it."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def after(self) -> tuple[str, ...]: ...
    @property
    def last(self) -> bool: ...


def list_required(record: Record, specs: Sequence[Spec], *, by: Actor, at: datetime) -> list[Required]:
    """Write down the inspections a record needs, in the rulebook's order; those already listed stay as they are."""
    with transaction.atomic():
        now = _round(record)
        listed = {row.key for row in Required.objects.filter(record=record, round=now)}
        fresh = [row for row in _asked(record, specs, now) if row.key not in listed]
        Required.objects.bulk_create(fresh)
        if fresh:
            _tell_listed(record, fresh, by, at)
    return fresh


def list_again(record: Record, specs: Sequence[Spec], *, by: Actor, at: datetime) -> list[Required]:
    """Ask for the same inspections anew, as a yearly certificate does; visits of the round before stay readable."""
    with transaction.atomic():
        before = _round(record)
        Required.objects.filter(record=record, round=before, passed_at__isnull=True).update(passed_at=at)
        rows = _asked(record, specs, before + 1)
        Required.objects.bulk_create(rows)
        _tell_listed(record, rows, by, at)
    return rows


def _asked(record: Record, specs: Sequence[Spec], round_: int) -> list[Required]:
    """The rows of a round, one an inspection, in the rulebook's order; nothing is written."""
    return [
        Required(
            record=record,
            key=spec.key,
            label=spec.label,
            team=spec.team,
            sequence=place,
            after=list(spec.after),
            last=spec.last,
            round=round_,
        )
        for place, spec in enumerate(specs, 1)
    ]


def _tell_listed(record: Record, rows: Sequence[Required], by: Actor, at: datetime) -> None:
    _tell("inspection.listed", record, record.pk, by, at, {"names": ", ".join(row.label for row in rows)})


def request(
    required: Required,
    day: date,
    *,
    window: str = Visit.Window.DAY,
    contact: str = "",
    access_note: str = "",
    by: Actor,
    at: datetime,
) -> Visit:
    """Schedule a visit on a bookable city-local day; Refused with every reason why not.

    Two people asking at once: the row lock lets one through, the other is told the day it is scheduled for.
    """
    with transaction.atomic():
        locked = Required.objects.select_for_update(of=("self",)).select_related("record").get(pk=required.pk)
        labels, passed = labels_and_passed(locked)
        reasons = rules.may_request(asked(locked), standing_of(locked.record), labels, passed)
        reasons += rules.may_book(day, calendar_of(locked.record), local(at))
        if reasons:
            raise Refused(*reasons)
        visit = _book(locked, day, window, contact, access_note, by, at)
        _tell("inspection.requested", locked.record, visit.pk, by, at, _facts(visit))
    return visit


def reschedule(visit: Visit, day: date, *, window: str = Visit.Window.DAY, by: Actor, at: datetime) -> Visit:
    """Move a scheduled visit to another bookable day, until the agency's cut-off; its inspector is chosen anew."""
    with transaction.atomic():
        locked = _scheduled(visit)
        calendar = calendar_of(locked.required.record)
        reasons = rules.may_move(locked.day, calendar, local(at))
        if not reasons and day != locked.day:
            reasons = rules.may_book(day, calendar, local(at))
        if reasons:
            raise Refused(*reasons)
        before, locked.day, locked.window = locked.day, day, window
        if before != day:
            locked.inspector = None
        locked.save(update_fields=["day", "window", "inspector"])
        facts = _facts(locked) | {"before": before.isoformat()}
        _tell("inspection.rescheduled", locked.required.record, locked.pk, by, at, facts)
    return locked


def cancel(visit: Visit, *, why: str = "", by: Actor, at: datetime) -> Visit:
    """Call a visit off, until the agency's cut-off; staff may at any time. The inspection can be asked for again."""
    with transaction.atomic():
        locked = _scheduled(visit)
        reasons = rules.may_move(locked.day, calendar_of(locked.required.record), local(at))
        if reasons and by.kind != "staff":
            raise Refused(*reasons)
        locked.state = Visit.State.CANCELLED
        locked.save(update_fields=["state"])
        _tell("inspection.cancelled", locked.required.record, locked.pk, by, at, _facts(locked) | {"why": why})
    return locked


def assign(visit: Visit, inspector: User, *, by: Actor, at: datetime) -> Visit:
    """Give a scheduled visit to an inspector."""
    with transaction.atomic():
        locked = _scheduled(visit)
        if not may(inspector, "inspections.record"):
            raise Refused(Reason(f"{inspector.label} is not an inspector.", field="inspector"))
        if locked.inspector_id == inspector.pk:
            return locked
        locked.inspector = inspector
        locked.save(update_fields=["inspector"])
        facts = _facts(locked) | {"inspector": inspector.label}
        _tell("inspection.assigned", locked.required.record, locked.pk, by, at, facts)
    return locked


def record_result(
    visit: Visit, outcome: str, *, notes: str = "", photos: Sequence[Picture] = (), by: User, at: datetime
) -> Visit:
    """Write what the inspector found; passing finishes the inspection, failing leaves it to be asked for again.

    Refused where the visit was called off or already has a result, or notes are missing for a failure.
    """
    kept = [(picture, files.store(picture.content, ".jpg")) for picture in photos]
    with transaction.atomic():
        locked = _scheduled(visit)
        reasons = rules.may_record(outcome, notes, len(photos))
        if reasons:
            raise Refused(*reasons)
        locked.state, locked.outcome, locked.notes = Visit.State.DONE, outcome, notes.strip()
        locked.done_at, locked.done_by = at, by
        locked.save(update_fields=["state", "outcome", "notes", "done_at", "done_by"])
        Photo.objects.bulk_create(
            Photo(
                visit=locked,
                path=stored.path,
                filename=picture.filename[:255],
                content_type="image/jpeg",
                sha256=stored.sha256,
                at=at,
            )
            for picture, stored in kept
        )
        _count(locked.required, outcome, at)
        verb = {"pass": "inspection.passed", "fail": "inspection.failed", "partial": "inspection.partial"}[outcome]
        facts = _facts(locked) | {"outcome": outcome, "notes": locked.notes, "failures": locked.required.failures}
        _tell(verb, locked.required.record, locked.pk, by, at, facts)
    return locked


def _count(required: Required, outcome: str, at: datetime) -> None:
    if outcome == Visit.Outcome.PASS:
        required.passed_at = at
    elif outcome == Visit.Outcome.FAIL:
        required.failures += 1
    required.save(update_fields=["passed_at", "failures"])


def _book(required: Required, day: date, window: str, contact: str, access_note: str, by: Actor, at: datetime) -> Visit:
    if window not in Visit.Window.values:
        raise Refused(Reason("Choose one of the windows offered.", field="window"))
    try:
        with transaction.atomic():
            return Visit.objects.create(
                required=required,
                day=day,
                window=window,
                contact=contact.strip()[:200],
                access_note=access_note.strip(),
                requested_by_id=by.pk,
                requested_at=at,
            )
    except IntegrityError:  # the partial unique index, should a writer ever come past the row lock
        raise Refused(Reason(f"{required.label} has just been scheduled by somebody else.")) from None


def _scheduled(visit: Visit) -> Visit:
    # The requirement first, then the visit: the order every action here takes its locks in.
    Required.objects.select_for_update().get(pk=visit.required_id)
    locked = Visit.objects.select_for_update(of=("self",)).select_related("required__record").get(pk=visit.pk)
    if locked.state == Visit.State.CANCELLED:
        raise Refused(Reason("This visit was called off."))
    if locked.state == Visit.State.DONE:
        raise Refused(Reason(f"This visit already has its result: {locked.get_outcome_display()}."))
    return locked


def _round(record: Record) -> int:
    newest = Required.objects.filter(record=record).order_by("-round").values_list("round", flat=True).first()
    return newest or 1


def _facts(visit: Visit) -> dict[str, object]:
    return {
        "label": visit.required.label,
        "key": visit.required.key,
        "day": visit.day.isoformat(),
        "said_day": rules.long_day(visit.day),
        "window": visit.get_window_display(),
        "visit": visit.pk,
    }


def _tell(verb: str, record: Record, subject: int, by: Actor, at: datetime, facts: dict[str, object]) -> None:
    tell(verb, subject="inspections.visit", subject_id=subject, record_id=record.pk, by=by, at=at, data=facts)
