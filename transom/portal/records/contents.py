"""What each tab shows, from the rooms for a record's parties and from the public projection for everyone else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from transom.documents import queries as documents
from transom.fees import queries as ledger
from transom.history import queries as history
from transom.inspections import queries as visits
from transom.kernel import clock
from transom.kernel.money import dollars
from transom.portal.records.faces import Face
from transom.records import queries
from transom.reviews import queries as plan_review
from transom.rulebook.fees.explaining import as_json
from transom.rulebook.vocabulary import PART_LABELS
from transom.ui import language
from transom.ui.language import told

REVISION, OTHER = "revision", "_other"
TONES = {"approved": "good", "corrections": "wait", "denied": "bad", "open": "progress"}


def answers(face: Face) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The answers page by page: label and text, or the rows of a repeating group."""
    if face.record is None:
        return [(title, [(label, text) for label, text in rows]) for title, rows in face.page.get("info", [])]
    if not face.record.bundle:
        return [(gettext_noop("Details"), [(label, text) for label, text in face.record.source_data.get("public", [])])]
    return [
        (section.title, [(answer.label, answer.text) for answer in section.answers])
        for section in queries.answers_view(
            face.record, private=True, facts=face.facts, language=language.current(), say=told
        )
    ]


def place(face: Face) -> list[tuple[str, str]]:
    """The property."""
    if face.record is None:
        return [(told(label), text) for label, text in face.page.get("site", [])]
    rows = [(_("Address"), face.record.address)]
    parcel = face.record.parcel
    if parcel:
        marked = [told(PART_LABELS.get(name, name.replace("_", " "))) for name, is_so in parcel.flags.items() if is_so]
        town = " ".join(part for part in (f"{parcel.city}," if parcel.city else "", parcel.state, parcel.zip) if part)
        rows += [
            (_("City"), town),
            (_("Parcel number (PIN)"), parcel.pin),
            (_("Subdivision"), parcel.subdivision),
            (_("Zone"), parcel.zone),
            (_("Marked as"), ", ".join(marked)),
        ]
    if face.record.valuation_cents is not None:
        rows.append((_("Valuation"), dollars(face.record.valuation_cents)))
    return [row for row in rows if row[1]]


def people(face: Face) -> list[dict[str, Any]]:
    """Who is on the record; e-mail, phone and address only for its parties."""
    if face.record is None:
        return list(face.page.get("contacts", []))
    return [
        {
            "role": party.role.replace("_", " ").capitalize(),
            "name": party.name,
            "email": party.email,
            "phone": party.phone,
            "address": party.address,
        }
        for party in queries.parties(face.record, private=True)
    ]


def fee_lines(face: Face) -> list[ledger.Line]:
    """Every charge with its explanation; the public sees only what is due."""
    return ledger.explained_lines(face.record.pk) if face.record else []


def charges_as_json(record_id: int) -> list[dict[str, Any]]:
    """Every charge for a program: when it was charged, where it stands, and its explanation. Money is text."""
    return [
        {
            **(as_json(line.explained) if line.explained else {}),
            "charged_at": line.at.isoformat(),
            "standing": line.standing,
            "is_due": line.is_due,
            "settled_at": line.settled_at.isoformat() if line.settled_at else None,
        }
        for line in ledger.explained_lines(record_id)
    ]


def reviews(face: Face) -> list[dict[str, Any]]:
    """Reviews by team and cycle; what was said only for the record's parties."""
    if face.record is None:
        return [
            {
                **each,
                "tone": TONES.get(each["decision"], "neutral"),
                "started_on": _day(each["started_on"]),
                "due_on": _day(each["due_on"]),
                "decided_on": _day(each["decided_on"]),
                "is_open": each["decision"] == "open",
                "comments": (),
            }
            for each in face.page.get("reviews", [])
        ]
    return [
        {
            "id": each.id,
            "label": each.label,
            "cycle": each.cycle,
            "decision_label": each.decision_label,
            "tone": TONES.get(each.decision, "neutral"),
            "started_on": each.started_on,
            "due_on": each.due_on,
            "decided_on": each.decided_at,
            "is_open": each.is_open,
            "latest": each.latest,
            "comments": each.comments,
        }
        for each in plan_review.of_record(face.record.pk)
    ]


def inspections(face: Face) -> list[dict[str, Any]]:
    """The inspections of the current round with their visits."""
    if face.record is None:
        return [
            {**each, "visits": [{**visit, "day": _day(visit["day"])} for visit in each["visits"]]}
            for each in face.page.get("inspections", [])
        ]
    at = clock.now()
    return [_inspection(row, face, at) for row in visits.of_record(face.record.pk)]


def _inspection(row: visits.Row, face: Face, at: datetime) -> dict[str, Any]:
    url, label = "", ""
    if row.visit:
        url, label = reverse("portal:inspections:visit", args=[row.visit.pk]), gettext_noop("Reschedule or cancel")
    elif row.may_schedule and face.record and not face.record.closed:
        url, label = (
            reverse("portal:inspections:schedule", args=[face.number, row.required.key]),
            gettext_noop("Schedule"),
        )
    return {
        "label": row.required.label,
        "standing": row.standing,
        "waits_for": row.waits_for,
        "schedule_url": url,
        "schedule_label": label,
        "contact": _inspector(row, face, at),
        "visits": [
            {
                "day": visit.day,
                "window": visit.get_window_display(),
                "result": visit.get_outcome_display() or visit.get_state_display(),
                "notes": visit.notes,
                "url": reverse("portal:inspections:visit", args=[visit.pk]),
                "photos": row.photos[visit.pk],
            }
            for visit in row.visits
        ],
    }


def files(face: Face) -> list[dict[str, Any]]:
    """Files handed in, each with its address; none for the public."""
    if face.record is None:
        return []
    return [
        {
            "label": one.label,
            "filename": one.filename,
            "version": one.version,
            "size": one.size,
            "at": one.at,
            "by": one.by.label if one.by else "",
            "url": reverse("portal:records:download", args=[face.number, one.pk]),
        }
        for one in queries.attachments(face.record)
    ]


def document_kinds(face: Face) -> list[tuple[str, str]]:
    """What a file handed in now may be: a document of the rulebook, an answer to corrections, something else."""
    if face.record is None:
        return []
    specs = face.rt.documents(face.facts) if face.rt else ()
    return [(spec.key, told(spec.label)) for spec in specs] + [
        (REVISION, _("Revision or response to corrections")),
        (OTHER, _("Other document")),
    ]


def some_expire(face: Face) -> bool:
    """Whether a document of this type runs out, as an insurance certificate does."""
    return any(spec.expires for spec in face.rt.documents(face.facts)) if face.rt else False


def papers(face: Face) -> list[dict[str, Any]]:
    """What the city issued: permit, receipts; for the record's parties."""
    if face.record is None:
        return []
    return [
        {
            "title": paper.title,
            "number": paper.number,
            "at": paper.issued_at,
            "replaced": paper.replaced_at is not None,
            "revoked": paper.revoked_at is not None,
            "url": reverse("portal:documents:open", args=[paper.code]),
        }
        for paper in documents.of_record(face.record.pk)
    ]


def conditions(face: Face) -> list[dict[str, Any]]:
    """Conditions, open ones first."""
    if face.record is None:
        return [
            {"text": each["text"], "due_on": _day(each["due_on"]), "met_on": _day(each["met_on"])}
            for each in face.page.get("conditions", [])
        ]
    return [
        {"text": each.text, "due_on": each.due_on, "met_on": each.cleared_at}
        for each in queries.conditions(face.record)
    ]


def holds(face: Face) -> list[dict[str, str]]:
    """What holds the record up and whom to ask; for its parties."""
    if face.record is None:
        return []
    return [
        {"level": hold.get_level_display(), "reason": hold.reason, "ask": hold.ask}
        for hold in queries.holds(face.record)
    ]


def events(face: Face) -> list[dict[str, Any]]:
    """The chronology as the timeline draws it."""
    if face.record is None:
        return [
            {"sentence": each["says"], "at": datetime.fromisoformat(each["at"]), "actor_label": each["who"]}
            for each in face.page.get("chronology", [])
        ]
    return [
        {"sentence": entry.says, "at": entry.at, "actor_label": entry.who}
        for entry in history.chronology(face.record.pk, public_only=False)
        if entry.verb not in INTERNAL
    ]


INTERNAL = frozenset({"record.noted", "record.linked", "record.unlinked", "review.assigned", "workflow.print_asked"})
"""What stands in the office's chronology alone: notes, who follows, who works on it."""


def _inspector(row: visits.Row, face: Face, at: datetime) -> str:
    if row.visit is None or face.record is None:
        return ""
    row.required.record = face.record
    return visits.contact(row.visit, at)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
