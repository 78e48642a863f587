"""What people did in the past: handed in, looked, paid, built, inspected. Each step is one moment of one life."""

from __future__ import annotations

from datetime import date
from typing import Any

from transom.accounts.models import User
from transom.inspections.models import Required, Visit
from transom.inspections.rules import long_day
from transom.kernel.actors import SYSTEM
from transom.records.actions.numbering import firm_party, summarize
from transom.records.models import Attachment, Link, Party
from transom.records.rules import Proof
from transom.reviews import rules as reviewing
from transom.reviews.models import Comment, Review
from transom.wiring.demo import cast, findings
from transom.wiring.demo.past import effects
from transom.wiring.demo.past.life import Life


def clerk(life: Life) -> User:
    return life.world.town.staff[cast.INTAKE.username]


def who(life: Life) -> User:
    """Who acts for the applicant: the account that applied, or the clerk for a household at the counter."""
    return life.applicant or clerk(life)


def hand_in(life: Life) -> None:
    """The application with its papers; it gets its number, its fees and its reviews."""
    record, by, shelves = life.record, who(life), life.world.shelves
    life.tell("record.drafted", by, type=life.rt.id)
    life.moments(life.rng.randrange(6, 40))
    checked = life.rt.validate(record.answers, life.facts(), None)
    if checked.errors:
        raise RuntimeError(f"{life.plan}: {checked.errors}")
    record.answers = {key: value for key, value in checked.values.items() if value not in ("", None)}
    record.snapshots["_signature"] = {"name": by.label, "at": life.at.isoformat(), "account": by.label}
    life.forget_answers()
    record.submitted_on = life.today
    effects.mark(life, "submitted_on", by)
    summarize(record, life.rt, life.facts())
    for spec in life.rt.documents(life.facts()):
        if spec.required:
            attach(life, spec.key, spec.label)
    _parties(life)
    if life.applicant:
        because = Proof.APPLICANT.value
        shelves.put(Link(record=record, user=life.applicant, tier=Link.Tier.PARTY, because=because, at=life.at))
    life.tell("record.submitted", by, number=record.number, type=record.type_label)
    life.fire("submit", by)


def attach(life: Life, document: str, label: str) -> None:
    """A file handed in, told of once the application is in."""
    stored, version = life.world.paper, life.handed_in.get(document, 0) + 1
    life.handed_in[document] = version
    row = life.world.shelves.put(
        Attachment(
            record=life.record, document=document, label=label, filename=f"{document}.pdf", path=stored.path,
            sha256=stored.sha256, size=stored.size, content_type="application/pdf", version=version, by=who(life),
            at=life.at,
        )
    )  # fmt: skip
    if version > 1:
        said = {"label": label, "filename": row.filename, "version": version}
        life.tell("record.attached", who(life), "records.attachment", row.pk, **said)


def decide(life: Life, said: str) -> None:
    """One team says this, and with what it wants corrected or why not; every other team that looks approves."""
    looking = [one for one in life.reviews if one.decision == Review.Decision.OPEN]
    strict = life.rng.choice(looking)
    for review in looking:
        by, decision = life.world.town.reviewer(review.team), said if review is strict else "approved"
        remarks = findings.said(decision, review.team, life.rng)
        for remark in remarks:
            life.world.shelves.put(
                Comment(
                    review=review, text=remark.text, sheet=remark.sheet, code_section=remark.code_section,
                    must_fix=remark.must_fix, by=by, by_label=by.label, at=life.at,
                )
            )  # fmt: skip
        review.decision, review.decided_at, review.decided_by, review.assignee = decision, life.at, by, by
        told: dict[str, Any] = {"label": review.label, "decision": decision, "cycle": review.cycle}
        told |= {"decision_label": reviewing.LABELS[decision], "comments": len(remarks)}
        life.tell("review.decided", by, "reviews.review", review.pk, **told)
        life.come_to_rest()
        life.moments(life.rng.randrange(5, 50))


def resubmit(life: Life) -> None:
    """New drawings, an answer beside each comment, and another look."""
    for review in life.reviews:
        asked = [one for one in life.world.shelves.of(Comment)[-8:] if one.review_id == review.pk and one.must_fix]
        for comment in asked if life.applicant else ():
            _answer(life, review, comment)
    for spec in life.rt.documents(life.facts())[:1]:
        attach(life, spec.key, spec.label)
    life.moments(2)
    life.fire("resubmit", who(life))


def visit(life: Life, row: Required, days_ahead: int, outcome: str, notes: str) -> bool:
    """Ask for a visit, and what the inspector found on the day; False when that day is not in the past."""
    calendar = life.world.city.calendar
    day = calendar.add_business_days(life.today, days_ahead)
    while not calendar.is_inspection_day(day):
        day = calendar.add_business_days(day, 1)
    if day >= life.world.today:
        return False
    made = _requested(life, row, day)
    inspector = _inspector(life, row.team)
    supervisor = life.world.town.staff[cast.SUPERVISOR.username]
    life.moments(9)
    made.inspector = inspector
    life.tell("inspection.assigned", supervisor, "inspections.visit", made.pk, inspector=inspector.label, **_said(made))
    if not life.later(calendar.business_days_between(life.today, day)):
        raise RuntimeError(f"{life.record.number} ran out before its visit")
    made.state, made.outcome, made.notes = Visit.State.DONE, outcome, notes
    made.done_at, made.done_by = life.at, inspector
    if outcome == Visit.Outcome.PASS:
        row.passed_at = life.at
    elif outcome == Visit.Outcome.FAIL:
        row.failures += 1
    verb = {"pass": "inspection.passed", "fail": "inspection.failed"}[outcome]
    found = _said(made) | {"outcome": outcome, "notes": notes, "failures": row.failures}
    life.tell(verb, inspector, "inspections.visit", made.pk, **found)
    if outcome == Visit.Outcome.PASS:
        effects.mark(life, "last_progress", SYSTEM)
    else:
        effects.charge(life, "inspection-failed", SYSTEM, f"inspection-failed:{made.pk}")
    life.come_to_rest()
    return True


def _parties(life: Life) -> None:
    record, shelves, one = life.record, life.world.shelves, life.applicant
    if one:
        shelves.put(
            Party(
                record=record, role="applicant", name=one.label, email=one.email, phone=one.phone, address=one.address,
                user=one, firm=one.firm,
            )
        )  # fmt: skip
        life.parties["applicant"] = one.label
    owner = record.answers["owner"]
    shelves.put(Party(record=record, role="owner", name=owner["name"], phone=owner.get("phone", "")))
    if life.firm:
        shelves.put(firm_party(record, "contractor", life.firm))
        life.parties["contractor"] = life.firm.name


def _inspector(life: Life, team: str) -> User:
    """Whoever inspects for the team; buildings are shared by two."""
    town = life.world.town
    if team == "building":
        return town.staff[life.rng.choice((cast.INSPECTOR, cast.SECOND_INSPECTOR)).username]
    return town.inspector(team)


def _answer(life: Life, review: Review, comment: Comment) -> None:
    by = who(life)
    reply = Comment(
        review=review, answers=comment, text="Corrected on the new sheet.", by=by, by_label=by.label, at=life.at
    )
    life.world.shelves.put(reply)
    said = {"label": review.label, "comment": comment.pk, "reply": reply.pk}
    life.tell("review.answered", by, "reviews.review", review.pk, **said)


def _requested(life: Life, row: Required, day: date) -> Visit:
    by, owner = who(life), life.record.answers["owner"]
    made = Visit(
        required=row, day=day, contact=f"{owner['name']}, {owner.get('phone', '')}", requested_by=by,
        requested_at=life.at,
    )  # fmt: skip
    life.visits.append(life.world.shelves.put(made))
    life.tell("inspection.requested", by, "inspections.visit", made.pk, **_said(made))
    return made


def _said(made: Visit) -> dict[str, Any]:
    return {
        "label": made.required.label,
        "key": made.required.key,
        "day": made.day.isoformat(),
        "said_day": long_day(made.day),
        "window": made.get_window_display(),
        "visit": made.pk,
    }
