"""One application of the past in memory: what stands on its record, and what the rulebook says to each step."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from transom.accounts.models import Firm, User
from transom.fees.models import Charge
from transom.history.models import Event
from transom.inspections.models import Required, Visit
from transom.kernel.actors import SYSTEM, Actor
from transom.kernel.files import Stored
from transom.kernel.money import from_cents
from transom.land.models import Parcel
from transom.payments.models import Checkout
from transom.records.models import Record, StatusChange
from transom.records.queries.facts import parcel_facts
from transom.reviews import rules as reviewing
from transom.reviews.models import Review
from transom.rulebook.compiled import Agency, RecordType
from transom.rulebook.lifecycle import AUTO_LIMIT, Move, Refusal
from transom.wiring.demo.past import effects
from transom.wiring.demo.past.plans import Plan
from transom.wiring.demo.past.shelves import Shelves, event
from transom.wiring.demo.settling_in import Town
from transom.workflow.rules import RESUBMIT, RESUBMITTALS, side_of


@dataclass(slots=True)
class Payment:
    """Money that came in; receipts are numbered once every payment is known, in the order of time."""

    checkout: Checkout
    record: Record
    charges: Sequence[Charge]
    by: Actor
    told: Event


@dataclass(slots=True)
class Paper:
    """A permit as it stood when it was asked for."""

    record: Record
    asked: Event
    parties: Mapping[str, str]
    inspections: Sequence[str]
    paid: Sequence[Charge]
    facts: Mapping[str, Any]


@dataclass(slots=True)
class World:
    """What every life of the past shares."""

    town: Town
    city: Agency
    today: date
    shelves: Shelves
    contractors: Mapping[int, Mapping[str, Any]]
    paper: Stored
    payments: list[Payment] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)


@dataclass(slots=True)
class Life:
    """A record on its way; `at` is the moment it has reached."""

    world: World
    plan: Plan
    rt: RecordType
    parcel: Parcel
    record: Record
    at: datetime
    rng: random.Random
    firm: Firm | None = None
    applicant: User | None = None
    parties: dict[str, str] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)
    happened: set[str] = field(default_factory=set)
    charges: list[Charge] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    reviews: list[Review] = field(default_factory=list)
    required: list[Required] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    handed_in: dict[str, int] = field(default_factory=dict)
    _answered: dict[str, Any] | None = None

    # -- what is known

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def due(self) -> list[Charge]:
        return [charge for charge in self.charges if charge.pk not in self.settled and charge.cents]

    def facts(self) -> dict[str, Any]:
        """What a rule may ask today; the same names as `workflow.queries.facts`."""
        if self._answered is None:
            self._answered = self._from_the_form()
        record, standing = self.record, reviewing.standing(self.past())
        marks = {name: date.fromisoformat(day) for name, day in record.marks.items()}
        charged: dict[str, Decimal] = {}
        for charge in self.charges:
            charged[charge.fee] = charged.get(charge.fee, Decimal(0)) + from_cents(charge.cents)
        return {
            **self._answered,
            "extensions": Decimal(0),
            RESUBMITTALS: Decimal(0),
            **{name: Decimal(count) for name, count in record.counts.items()},
            **marks,
            "today": self.today,
            "documents_missing": Decimal(0),
            "balance_due": from_cents(sum(charge.cents for charge in self.due)),
            "city_past_due": Decimal(0),
            "charged": charged,
            "renewal": False,
            "reviews_open": Decimal(standing.open),
            "reviews_returned": Decimal(standing.returned),
            "reviews_denied": Decimal(standing.denied),
            "inspections_open": Decimal(sum(row.passed_at is None for row in self.required)),
            "inspections_done": Decimal(sum(row.failures + (row.passed_at is not None) for row in self.required)),
            "failed_inspections": Decimal(sum(row.failures for row in self.required)),
        }

    def forget_answers(self) -> None:
        """Read the answers anew: they were changed."""
        self._answered = None

    def _from_the_form(self) -> dict[str, Any]:
        facts = dict(self.rt.facts_from(self.record.answers))
        facts["parcel"] = parcel_facts(self.parcel)
        if self.firm:
            facts["contractor"] = dict(self.world.contractors[self.firm.pk])
        return facts

    def past(self) -> list[reviewing.Past]:
        return [reviewing.Past(review.key, review.cycle, review.decision) for review in self.reviews]

    # -- time

    def later(self, days: int) -> bool:
        """Go on so many business days, at some hour of the day; False, and no step, when that is not in the past.

        Timers that run out on the way fire.
        """
        day = self.world.city.calendar.add_business_days(self.today, days)
        if day >= self.world.today:
            self.run_out(self.world.today - timedelta(days=1))
            return False
        if self.run_out(day - timedelta(days=1)):
            return False
        opens = datetime.combine(day, time(8, 5), tzinfo=self.at.tzinfo)
        self.at = max(self.at + timedelta(minutes=3), opens + timedelta(minutes=self.rng.randrange(460)))
        return True

    def moments(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    def run_out(self, until: date) -> bool:
        """Let timers look at every day up to this one; whether one fired."""
        for timer in self.rt.timers(self.record.status):
            ends = timer.ends_on(self.facts())
            if ends is not None and ends < until:
                self.at = datetime.combine(ends + timedelta(days=1), time(1, 15), tzinfo=self.at.tzinfo)
                self.fire(timer.fire, SYSTEM, why=f"The time allowed ended on {ends.isoformat()}.")
                return True
        return False

    # -- moves

    def tell(
        self, verb: str, by: Actor, subject: str = "records.record", subject_id: object = "", **data: Any
    ) -> Event:
        self.record.updated_at = self.at
        told = event(verb, subject, subject_id or self.record.pk, self.record, by, self.at, **data)
        return self.world.shelves.tell(told)

    def fire(self, on: str, by: Actor, why: str = "") -> None:
        """A button pressed or a timer run out, and what follows by itself."""
        decision = self.rt.decide(self.record.status, on, self.facts(), side_of(by.kind))
        if isinstance(decision, Refusal):
            raise RuntimeError(f"{self.record.number}: {on}: {[one.say for one in decision.reasons]}")
        self.make(decision, by, why)
        self.come_to_rest()

    def come_to_rest(self) -> None:
        """Moves that happen by themselves, in the name of the system."""
        for _ in range(AUTO_LIMIT):
            move = self.rt.auto(self.record.status, self.facts())
            if move is None:
                return
            self.make(move, SYSTEM, "")
        raise RuntimeError(f"{self.record.number} never comes to rest")

    def make(self, move: Move, by: Actor, why: str) -> None:
        if move.to == self.record.status:
            self.tell("workflow.acted", by, label=move.label, move=move.on)
        else:
            self._change_status(move, by, why)
        if move.on == RESUBMIT:
            effects.count(self, RESUBMITTALS, by)
        for effect in move.do:
            effects.run(self, effect, by)

    def _change_status(self, move: Move, by: Actor, why: str) -> None:
        record, to = self.record, self.rt.status(move.to)
        old, old_label = record.status, record.status_label
        self.world.shelves.put(
            StatusChange(
                record=record, old=old, new=to.key, move=move.on, why=why, by_id=by.pk, by_label=by.label, at=self.at
            )
        )
        record.status, record.status_label, record.closed = to.key, to.label, to.closed
        record.closed_on = self.today if to.closed else None
        labels = {"old_label": old_label, "new_label": to.label}
        self.tell("record.status_changed", by, old=old, new=to.key, move=move.on, why=why, **labels)
        if to.closed:
            effects.cancel_reviews(self, by)
