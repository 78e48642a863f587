"""Everything the office's record page shows, gathered once: the facts are worked out a single time for all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from transom.accounts.rules import may
from transom.documents import queries as documents
from transom.fees import queries as fees
from transom.history import queries as history
from transom.inspections import queries as inspections
from transom.kernel import clock
from transom.notices import queries as notices
from transom.office.records.acts import Act, acts_of
from transom.records import queries as records
from transom.records.queries.page import Answer
from transom.records.rules import said
from transom.reviews import queries as reviews
from transom.reviews.queries import ReviewView
from transom.workflow import queries as workflow

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.records.models import Record
    from transom.rulebook.compiled import RecordType
    from transom.rulebook.lifecycle import Unmet

WAITING = {"applicant": "Waits for the applicant", "city": "Waits for the city"}
TONES = {"inspection.passed": "good", "inspection.failed": "bad", "record.held": "wait"}
MESSAGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the chronology."""

    sentence: str
    at: datetime
    actor_label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Cycles:
    """One team's looks at the record, the latest first."""

    label: str
    team: str
    views: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """A page of the form as it was answered; `url` leads to changing it, empty for who may not."""

    title: str
    rows: tuple[Answer, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The record page of the office."""

    record: Record
    user: User
    today: date
    tone: str = "neutral"
    waits: str = ""
    due_cents: int = 0
    needed: tuple[Unmet, ...] = ()
    acts: tuple[Act, ...] = ()
    sections: tuple[Answers, ...] = ()
    reviews: tuple[Cycles, ...] = ()
    lists: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the work is, where that says more than the type's name."""
        title = self.record.title if self.record.title != self.record.type_label else ""
        return title[:1].upper() + title[1:]

    def allows(self, *abilities: str) -> bool:
        return any(may(self.user, ability) for ability in abilities)


def sheet(record: Record, user: User) -> Sheet:
    """The page of one record for one member of staff; the number of queries does not grow with what stands on it."""
    today = clock.today()
    rt = workflow.type_of(record, today)
    lines, views = fees.explained_lines(record.pk), reviews.of_record(record.pk)
    visits, counts = inspections.with_counts(record.pk)
    lists = _lists(record)
    common: dict[str, Any] = {
        "record": record,
        "user": user,
        "today": today,
        "due_cents": sum(line.cents for line in lines if line.is_due),
        "reviews": _cycles(views),
        "lists": lists | {"fees": lines, "inspections": visits},
    }
    if rt is None:
        return Sheet(**common)
    at_hand = workflow.AtHand(lines, reviews.standing_of(views), counts, {file.document for file in lists["files"]})
    known, holds = workflow.facts(record, rt, today, at_hand), lists["holds"]
    status = rt.status(record.status)
    asked = record.issued_on is None or any(
        workflow.has_needs(rt, record.status, rule.on) for rule in rt.lifecycle.moves if record.status in rule.from_
    )
    return Sheet(
        **common,
        tone="bad" if not status.good else "neutral" if status.closed else _tone(record, status.waits_for),
        waits="" if status.closed else WAITING.get(status.waits_for, ""),
        needed=workflow.unmet(record, rt, "issue", known, holds=holds) if asked and not status.closed else (),
        acts=tuple(acts_of(record, user, workflow.offered(record, rt, known, user, holds=holds))),
        sections=_sections(record, rt, known, may(user, "records.amend")),
    )


def _tone(record: Record, waits_for: str) -> str:
    if record.issued_on:
        return "good"
    return "wait" if waits_for == "applicant" else "progress"


def _lists(record: Record) -> dict[str, Any]:
    """What stands on the record as rows, each from its own room."""
    remarks = records.remarks(record)
    return {
        "parties": records.parties(record, private=True),
        "files": records.attachments(record),
        "papers": documents.of_record(record.pk),
        "conditions": remarks.conditions,
        "holds": remarks.holds,
        "notes": remarks.notes,
        "messages": notices.messages(record_id=record.pk, size=MESSAGES_SHOWN).rows,
        "events": [
            Told(entry.says, entry.at, entry.who, TONES.get(entry.verb, ""))
            for entry in history.chronology(record.pk, public_only=False)
        ],
    }


def _cycles(views: tuple[ReviewView, ...]) -> tuple[Cycles, ...]:
    by_key: dict[str, list[ReviewView]] = {}
    for view in views:
        by_key.setdefault(view.key, []).insert(0, view)
    return tuple(Cycles(found[0].label, found[0].team, tuple(found)) for found in by_key.values())


def _sections(record: Record, rt: RecordType, known: Mapping[str, Any], may_amend: bool) -> tuple[Answers, ...]:
    """The answers page by page, and what only staff keep."""
    base = f"/office/records/{record.number}/answers/"
    shown = [
        Answers(
            section.title,
            section.answers,
            f"{base}{section.key}/" if may_amend and not record.closed else "",
        )
        for section in records.answers_view(record, private=True, facts=known)
    ]
    if rt.staff_fields:
        kept = tuple(
            Answer(one.key, one.label, said(one, record.answers.get(one.key)), public=False) for one in rt.staff_fields
        )
        shown.append(Answers("Kept by staff", kept, f"{base}staff/" if may_amend and not record.closed else ""))
    return tuple(shown)
