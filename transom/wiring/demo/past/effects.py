"""What a move does besides the status, in memory: the same effects as `workflow` knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from transom.fees import rules as books
from transom.fees.models import Charge, ChargeRun
from transom.inspections.models import Required
from transom.kernel import money
from transom.kernel.actors import Actor
from transom.reviews import rules as reviewing
from transom.reviews.models import Review
from transom.rulebook.lifecycle import Effect
from transom.wiring.demo.past import life as lives
from transom.workflow.rules import occurrence

if TYPE_CHECKING:
    from transom.wiring.demo.past.life import Life

Do = Callable[["Life", str, Actor], None]
COLUMNS = ("submitted_on", "issued_on")


def run(life: Life, effect: Effect, by: Actor) -> None:
    """Do one effect. Raises KeyError for one that no permit of the past has."""
    EFFECTS[effect.verb](life, effect.arg, by)


def mark(life: Life, name: str, by: Actor) -> None:
    life.record.marks[name] = life.today.isoformat()
    if name in COLUMNS:
        setattr(life.record, name, life.today)


def count(life: Life, name: str, by: Actor) -> None:
    life.record.counts[name] = int(life.record.counts.get(name, 0)) + 1


def charge(life: Life, event: str, by: Actor, happening: str = "") -> None:
    """Bill what the rulebook asks on this event, once for this happening of it."""
    facts = life.facts()
    assessment = life.rt.assess(event, facts)
    if assessment.unknown:
        raise RuntimeError(f"{life.record.number}: {event}: {assessment.unknown}")
    named = happening or occurrence(event, life.runs.count(event))
    if not assessment.lines or named in life.happened:
        return
    life.happened.add(named)
    life.runs.append(event)
    shelves = life.world.shelves
    bill = ChargeRun(
        record=life.record, event=event, occurrence=named, bundle=life.rt.bundle, facts=books.facts_to_json(facts),
        by_id=by.pk, by_label=by.label[:200], at=life.at,
    )  # fmt: skip
    shelves.put(bill)
    charged = [
        shelves.put(
            Charge(
                run=bill, record=life.record, fee=line.fee, label=line.label, cents=money.to_cents(line.amount),
                cite=line.cite, account=line.account or books.UNSORTED, tags=list(line.tags), trace=list(line.trace),
                made_up=line.made_up, at=life.at,
            )
        )
        for line in assessment.lines
    ]  # fmt: skip
    life.charges += charged
    cents = sum(one.cents for one in charged)
    said = {"amount": money.dollars(cents), "labels": ", ".join(one.label for one in charged)}
    life.tell("fees.charged", by, event=event, cents=cents, **said)


def start_reviews(life: Life, _: str, by: Actor) -> None:
    """Open a cycle for every team that has not approved, due by the agency's calendar."""
    specs = life.rt.reviews(life.facts())
    for opening in reviewing.to_open(specs, life.past(), life.today, life.world.city.calendar):
        review = life.world.shelves.put(
            Review(
                record=life.record, key=opening.key, label=opening.label, team=opening.team, cycle=opening.cycle,
                due_on=opening.due_on, started_at=life.at,
            )
        )  # fmt: skip
        life.reviews.append(review)
        due = {"due_on": review.due_on.isoformat(), "due_said": reviewing.day_said(review.due_on)}
        life.tell("review.started", by, "reviews.review", review.pk, label=review.label, cycle=review.cycle, **due)


def cancel_reviews(life: Life, by: Actor) -> None:
    """A record that ended needs no review any more."""
    for review in life.reviews:
        if review.decision == Review.Decision.OPEN:
            review.decision, review.decided_at = Review.Decision.CANCELLED, life.at
            life.tell("review.cancelled", by, "reviews.review", review.pk, label=review.label)


def list_inspections(life: Life, _: str, by: Actor) -> None:
    """Write down the inspections the record needs; a last one waits for every other."""
    specs = life.rt.inspections(life.facts())
    others = tuple(spec.key for spec in specs if not spec.last)
    for place, spec in enumerate((replace(spec, after=others) if spec.last else spec for spec in specs), 1):
        row = Required(
            record=life.record, key=spec.key, label=spec.label, team=spec.team, sequence=place, after=list(spec.after),
            last=spec.last,
        )  # fmt: skip
        life.required.append(life.world.shelves.put(row))
    names = ", ".join(row.label for row in life.required)
    life.tell("inspection.listed", by, "inspections.visit", names=names)


def print_paper(life: Life, kind: str, by: Actor) -> None:
    """Ask for the permit; what it says is frozen as of now."""
    asked = life.tell("workflow.print_asked", by, kind=kind, notice="issued")
    paid = [one for one in life.charges if one.pk in life.settled]
    names = [row.label for row in life.required]
    life.world.papers.append(lives.Paper(life.record, asked, dict(life.parties), names, paid, life.facts()))


def nothing(life: Life, _: str, by: Actor) -> None:
    """People were written to at the time; the mailbox of the demonstration begins with its first day."""


EFFECTS: Mapping[str, Do] = MappingProxyType(
    {
        "charge": charge,
        "mark": mark,
        "count": count,
        "start-reviews": start_reviews,
        "list-inspections": list_inspections,
        "print": print_paper,
        "notify": nothing,
    }
)
