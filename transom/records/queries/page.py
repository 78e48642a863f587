"""What the pages of one record show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from transom.kernel.clock import local_date, now
from transom.records.models import Attachment, Condition, Hold, Note, Party, Record, StatusChange
from transom.records.queries.facts import base_facts, rulebook_of
from transom.records.queries.remarks import stop_holds
from transom.records.rules import Said, said
from transom.rulebook.forms import Field
from transom.rulebook.values import Facts

HIDDEN_TYPES = ("info", "file")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question; `text` is a sentence, or the rows of a repeating group."""

    key: str
    label: str
    text: Said
    public: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form with its answers."""

    key: str
    title: str
    answers: tuple[Answer, ...]


def answers_view(
    record: Record,
    *,
    private: bool,
    facts: Facts | None = None,
    language: str = "en",
    say: Callable[[object], str] = str,
) -> list[Section]:
    """The answers of a record as people read them, page by page.

    Without `private` only questions the rulebook calls public, and of a person only the name. `facts` saves reading
    them again where they are at hand. Labels are in `language` where the city speaks it; `say` says our own words so.
    """
    rt = rulebook_of(record, now()).in_language(language)
    known = base_facts(record, rt, local_date(now())) if facts is None else facts
    visible = {field.key for field in rt.visible_fields(None, known)}
    sections = []
    for page in rt.pages:
        shown = [field for field in page.fields if field.key in visible and field.type not in HIDDEN_TYPES]
        answers = tuple(_answer(record, field, private, say) for field in shown if private or field.public)
        if answers:
            sections.append(Section(key=page.key, title=page.title, answers=answers))
    return sections


def parties(record: Record, *, private: bool) -> list[Party]:
    """Who stands on a record; without `private` the names of applicant and companies only, no ways to reach them."""
    rows = list(Party.objects.filter(record=record).select_related("firm").order_by("id"))
    if private:
        return rows
    public = [row for row in rows if row.firm_id or row.role == "applicant"]
    return [Party(record=record, role=row.role, name=row.name, firm=row.firm) for row in public]


def attachments(record: Record, *, public_only: bool = False) -> list[Attachment]:
    """Files of a record, newest version first within each document. One query."""
    rows = record.attachments.filter(removed_at=None).select_related("by")
    if public_only:
        rows = rows.filter(public=True)
    return list(rows.order_by("document", "label", "-version", "id"))


def attachment_counts(record_ids: Iterable[int]) -> dict[int, int]:
    """How many files each of these records has. One query."""
    rows = Attachment.objects.filter(record__in=list(record_ids), removed_at=None)
    return {row["record"]: row["files"] for row in rows.values("record").annotate(files=Count("pk")).order_by()}


def conditions(record: Record) -> list[Condition]:
    """Conditions of a record, open ones first. One query."""
    return list(
        record.conditions.select_related("by", "cleared_by").order_by(F("cleared_at").asc(nulls_first=True), "id")
    )


def holds(record: Record, *, lifted: bool = False) -> list[Hold]:
    """Holds that bear on a record: its own, its parcel's and its company's. One query."""
    about = Q(record=record)
    if record.parcel_id:
        about |= Q(parcel=record.parcel_id)
    if record.firm_id:
        about |= Q(firm=record.firm_id)
    rows = Hold.objects.filter(about).select_related("by")
    return list(rows.order_by("-id") if lifted else rows.filter(lifted_at=None).order_by("-id"))


def stops(record: Record) -> tuple[str, ...]:
    """Why a stop bars this record now, each with whom to ask; empty when nothing does. One query."""
    return tuple(f"{hold.reason} Ask: {hold.ask}" if hold.ask else hold.reason for hold in stop_holds(record))


def notes(record: Record) -> list[Note]:
    """Internal notes of a record, newest first; never for the public. One query."""
    return list(record.notes.select_related("by").order_by("-id"))


def status_changes(record: Record) -> list[StatusChange]:
    """Every move of a record's status, oldest first. One query."""
    return list(record.status_changes.order_by("at", "id"))


def _answer(record: Record, field: Field, private: bool, say: Callable[[object], str]) -> Answer:
    value = record.answers.get(field.key)
    if field.type == "person" and not private and isinstance(value, dict):
        value = {"name": value.get("name", "")}
    return Answer(field.key, field.label, said(field, value, record.snapshots.get(field.key), say=say), field.public)
