"""Finding the records, reporting on each, and moving those that nothing stops, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from transom.fees.replay.recharging import differences, recharge
from transom.history.actions import tell
from transom.inspections import queries as inspections
from transom.kernel.actors import Actor
from transom.kernel.money import dollars
from transom.kernel.refusals import Reason, Refused
from transom.records.actions.pinning import pin_anew
from transom.records.models import Record
from transom.records.queries import attachments
from transom.reviews import queries as reviews
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType
from transom.rulebook.expressions import Expression, ExpressionError, compile_expression
from transom.rulebook.expressions.types import BOOL, choice
from transom.workflow.actions.case import Case, opened
from transom.workflow.actions.effects import list_inspections, start_reviews
from transom.workflow.actions.moves import come_to_rest
from transom.workflow.queries import facts
from transom.workflow.rebasing.findings import FEE, STOP, Finding, Standing, findings


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a rebase: what was found, and whether it was moved."""

    number: str
    findings: tuple[Finding, ...]
    moved: bool

    @property
    def is_stopped(self) -> bool:
        return any(each.kind == STOP for each in self.findings)


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebase did, or would do, record by record."""

    type_id: str
    bundle: str
    rows: tuple[Row, ...]


def rebase_records(
    type_id: str, *, to: str, where: str = "", recharge: bool = False, dry_run: bool = False, by: Actor, at: datetime
) -> Report:
    """Move the open records of a type to another bundle, except those that something stops; each is reported.

    `where` is a condition over a record's facts and its `status`. Money moves only with `recharge`: what the new rules
    ask more becomes new charges. A dry run writes nothing. Raises Refused for a condition that is wrong and a bundle of
    another type, NoSuchRules for a bundle that is not there.
    """
    new = rulebook.record_type(to)
    if new.id != type_id:
        raise Refused(Reason(f'This bundle is one of "{new.id}", not of "{type_id}".'))
    chosen = _Chosen(where, new)
    rows = []
    for pk in _open(type_id, new):
        with transaction.atomic():
            case = opened(pk, by=by, at=at)
            if chosen.holds(case.record, case.rt, case.today):
                rows.append(_one(case, new, recharges=recharge, dry_run=dry_run))
    return Report(type_id, new.bundle, tuple(rows))


def as_text(report: Report) -> str:
    """The report as an operator reads it."""
    return "\n".join(_lines(report))


class _Chosen:
    """Which records a condition means; checked against each edition's own questions."""

    def __init__(self, text: str, new: RecordType) -> None:
        self._text = text.strip()
        self._by_bundle: dict[str, Expression] = {}
        self._statuses = tuple(new.statuses)

    def holds(self, record: Record, rt: RecordType, today: date) -> bool:
        """Whether the condition is known to hold; without one every record is meant."""
        if not self._text:
            return True
        condition = self._by_bundle.get(rt.bundle)
        if condition is None:
            condition = self._by_bundle[rt.bundle] = self._compiled(rt)
        return condition.holds({**facts(record, rt, today), "status": record.status})

    def _compiled(self, rt: RecordType) -> Expression:
        statuses = choice(*dict.fromkeys([*rt.statuses, *self._statuses]))
        try:
            return compile_expression(self._text, {**rt.names, "status": statuses}, BOOL)
        except ExpressionError as error:
            raise Refused(Reason(f"--where: {error.sentence}.", field="where")) from None


def _open(type_id: str, new: RecordType) -> list[int]:
    rows = Record.objects.filter(type_id=type_id, closed=False, number__isnull=False)
    return list(rows.exclude(bundle__in=["", new.bundle]).order_by("pk").values_list("pk", flat=True))


def _one(case: Case, new: RecordType, *, recharges: bool, dry_run: bool) -> Row:
    found = (*findings(case.rt, new, _standing(case, new)), *_fees(case.record, new, recharges=recharges))
    row = Row(case.record.number or "", found, moved=False)
    if dry_run or row.is_stopped:
        return row
    _move(case, new, found, recharges=recharges)
    return Row(row.number, found, moved=True)


def _standing(case: Case, new: RecordType) -> Standing:
    record, known = case.record, case.facts()
    return Standing(
        status=record.status,
        answers=record.answers,
        before=known,
        after=facts(record, new, case.today),
        papers={paper.document for paper in attachments(record)},
        reviews={review.key for review in reviews.of_record(record.pk) if review.is_open},
        returned=bool(known["reviews_returned"]),
        inspections={row.required.key for row in inspections.of_record(record.pk)},
    )


def _fees(record: Record, new: RecordType, *, recharges: bool) -> Iterator[Finding]:
    for each in differences(record, new):
        if each.say:
            yield Finding(STOP if recharges else FEE, each.fee, f"{each.fee} cannot be worked out: {each.say}")
            continue
        note = "not changed unless asked"
        if recharges:
            note = "the difference is charged" if each.new > each.old else "less: refund by hand what is due back"
        yield Finding(FEE, each.fee, f"{each.fee}: {dollars(each.old)} -> {dollars(each.new)} ({note})")


def _move(case: Case, new: RecordType, found: tuple[Finding, ...], *, recharges: bool) -> None:
    """Pin, then let the new rules do what they would have done: reviews, inspections, moves that are due."""
    old = case.record.bundle
    running = any(review.is_open for review in reviews.of_record(case.record.pk))
    listed = bool(inspections.of_record(case.record.pk))
    case.record = pin_anew(case.record, new, known=facts(case.record, new, case.today), at=case.at)
    moved = Case(case.record, new, case.by, case.at)
    said = "; ".join(each.say for each in found) or "nothing differs for this record"
    tell(
        "workflow.rebased",
        subject="records.record",
        subject_id=case.record.pk,
        record_id=case.record.pk,
        by=case.by,
        at=case.at,
        data={"old": old, "new": new.bundle, "effective": new.effective.isoformat(), "said": said},
    )
    if running:
        start_reviews(moved, "")
    if listed:
        list_inspections(moved, "")
    if recharges:
        recharge(moved.record, new, by=case.by, at=case.at)
    moved.refresh()
    come_to_rest(moved)


def _lines(report: Report) -> Iterator[str]:
    for row in report.rows:
        done = "moved" if row.moved else "stays" if row.is_stopped else "would move"
        yield f"{row.number}: {done}"
        for each in row.findings:
            yield f"  {each.kind:<5} {each.say}"
    stopped = sum(row.is_stopped for row in report.rows)
    moved = sum(row.moved for row in report.rows)
    yield f"{len(report.rows)} open records of {report.type_id} looked at: {moved} moved, {stopped} stopped."
