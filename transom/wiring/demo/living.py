"""Lives the stories: every step is a real action at its own time, in the order of time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from transom.accounts.models import User
from transom.fees import queries as fees
from transom.history.models import Event
from transom.inspections import actions as inspections
from transom.inspections import queries as visits
from transom.kernel import clock, queue
from transom.kernel.actors import SYSTEM
from transom.land.models import Parcel
from transom.payments import actions as payments
from transom.payments.gateways.base import Session, SessionState
from transom.records import actions as records
from transom.records import queries
from transom.records.models import Record
from transom.reviews import actions as reviews
from transom.reviews.models import Review
from transom.rulebook.compiled import Agency, RecordType
from transom.search import actions as search
from transom.wiring.demo import cast, findings, forms
from transom.wiring.demo.places import fitting
from transom.wiring.demo.settling_in import Town
from transom.wiring.demo.stories import ENDINGS, Story, day_of
from transom.workflow import actions as workflow
from transom.workflow.queries import missing

PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(slots=True)
class Life:
    """A story with its record, once it has begun."""

    story: Story
    parcel: Parcel
    record: Record | None = None


class Living:
    """The made-up city at work: its people, its calendar, and one generator for every chance."""

    def __init__(self, town: Town, city: Agency, types: dict[str, RecordType], today: date, rng: random.Random) -> None:
        self.town, self.city, self.types, self.today, self.rng = town, city, types, today, rng
        self.zone = ZoneInfo(city.time_zone)

    def live(self, stories: Sequence[Story], parcels: Sequence[Parcel]) -> list[Life]:
        """Play every step of every story in the order of time; `catch_up` does the jobs they ask for."""
        lives = [Life(story, self.rng.choice(fitting(story.type_id, parcels))) for story in stories]
        steps = sorted(
            (
                (day_of(step, self.today, self.city.calendar), place, life.story.no, step[1], step[2], life)
                for life in lives
                for place, step in enumerate(ENDINGS[life.story.ending])
            ),
            key=lambda one: one[:3],
        )
        for count, (day, place, _, verb, what, life) in enumerate(steps):
            with clock.frozen(self._at(day, place, count)) as at:
                STEPS[verb](self, life, what, at)
        return lives

    def catch_up(self) -> None:
        """Do what waits; a record's public face is drawn once, however often its events have asked for it."""
        asked = [job["event_id"] for job in queue.take_waiting("search.republish")]
        queue.run_waiting(20_000)
        records = Event.objects.filter(pk__in=asked, record_id__isnull=False).values_list("record_id", flat=True)
        search.republish_many(sorted({one for one in records if one is not None}), at=clock.now())

    def license(self, company: cast.Company, at: datetime) -> Record:
        """The license of a firm's trade as staff set one up: handed in, reviewed, paid at the counter."""
        clerk, rt = self.town.staff[cast.INTAKE.username], self.types[cast.LICENSES[company.trade]]
        with clock.frozen(at):
            draft = records.start_draft(rt, by=clerk, at=at)
            draft = records.fill(draft, self._said_of(company, rt, at.date()), by=clerk, at=at)
            self._hand_in_all(draft, clerk, at)
            Record.objects.filter(pk=draft.pk).update(firm=self.town.firms[company.name])
            record = workflow.submit(draft, by=clerk, at=at)
            self._decide(record, "approved", at)
            self._pay(record, "counter", clerk, at)
            record = queries.record_by_id(record.pk)
            if record.expires_on and record.expires_on < self.today:
                workflow.fire(record, "renewal-opens", by=SYSTEM, at=at)
                self._pay(record, "counter", clerk, at)
        return queries.record_by_id(record.pk)

    def _said_of(self, company: cast.Company, rt: RecordType, on: date) -> dict[str, Any]:
        insured = self.today + timedelta(days=-20 if company.license == "uninsured" else 200)
        said: dict[str, Any] = {"business": company.name, "main_email": company.email, "main_phone": company.phone}
        if company.trade == cast.ROOFING:
            said |= {"trades": ["roofing"], "roofer": f"104-0{company.phone[-4:]}1"}
        if company.trade == cast.STREETS:
            said["bond_until"] = date(on.year + 2, 2, 28).isoformat()
        if company.trade == cast.PLUMBING:
            said["state_until"] = date(on.year + 1, 9, 30).isoformat()
        return forms.answers(rt, on) | said | {"insured_until": insured.isoformat()}

    def renew(self, record: Record, at: datetime) -> None:
        """Open a license's renewal, so that its fee is due."""
        with clock.frozen(at):
            workflow.fire(record, "renewal-opens", by=SYSTEM, at=at)

    def _at(self, day: date, place: int, count: int) -> datetime:
        minutes = 8 * 60 + 10 + place * 75 + count % 61
        return datetime.combine(day, time(), tzinfo=self.zone) + timedelta(minutes=minutes)

    def _applicant(self, life: Life) -> User:
        name = life.story.applicant
        return self.town.logins.get(name) or self.town.people.get(name) or self.town.staff[name]

    def _hand_in(self, record: Record, document: str, by: User, at: datetime) -> None:
        label = {spec.key: spec.label for spec in self.types[record.type_id].documents({})}.get(document, document)
        upload = SimpleUploadedFile(f"{document}.pdf", PAPER, "application/pdf")
        records.attach(record, upload, document=document, label=label, by=by, at=at)

    def _hand_in_all(self, draft: Record, by: User, at: datetime) -> None:
        rt = self.types[draft.type_id]
        for spec in rt.documents(queries.facts_of_draft(draft, rt, at)):
            if spec.required:
                self._hand_in(draft, spec.key, by, at)

    def _decide(self, record: Record, decision: str, at: datetime) -> None:
        """One team says so, with what it wants corrected or why not; every other team approves."""
        for place, review in enumerate(Review.objects.filter(record=record, decision=Review.Decision.OPEN)):
            said = decision if place == 0 else "approved"
            remarks = findings.said(said, review.team, self.rng)
            reviews.decide(review, said, remarks=remarks, by=self.town.reviewer(review.team), at=at)

    def _pay(self, record: Record, how: str, payer: User, at: datetime) -> None:
        charges = fees.due(record.pk)
        if not charges:
            return
        if how == "counter":
            cashier = self.town.staff[cast.CASHIER.username]
            method = self.rng.choice(("cash", "check"))
            payments.take_at_counter(
                charges,
                method=method,
                reference="1042" if method == "check" else "",
                tendered_cents=sum(charge.cents for charge in charges) if method == "cash" else None,
                payer=payer.label,
                by=cashier,
                at=at,
            )
            return
        key = UUID(int=self.rng.getrandbits(128), version=4)
        checkout = payments.begin(payer, {record.pk: sum(charge.cents for charge in charges)}, key=key, at=at)
        session = Session(key, SessionState.CAPTURED, checkout.cents)
        payments.settle(checkout.pk, session, via="return", at=at)

    # The steps of a story.
    def start(self, life: Life, what: str, at: datetime) -> None:
        story, who = life.story, self._applicant(life)
        draft = records.start_draft(self.types[story.type_id], by=who, at=at)
        life.record = records.pick_parcel(draft, "parcel", life.parcel, by=who, at=at)

    def submit(self, life: Life, what: str, at: datetime) -> None:
        self.start(life, what, at)
        story, who, draft = life.story, self._applicant(life), self._record(life)
        said = story.answers or self._example(story, at)
        owner = {"name": life.parcel.owner_name, "email": "", "phone": "630-555-0199"}
        draft = records.fill(draft, {"owner": owner, **said}, by=who, at=at)
        if story.firm:
            draft = records.pick_firm(draft, "contractor", self.town.firms[story.firm], by=who, at=at)
        self._hand_in_all(draft, who, at)
        records.sign(draft, who.label, by=who, at=at)
        life.record = workflow.submit(Record.objects.get(pk=draft.pk), by=who, at=at)

    def _example(self, story: Story, at: datetime) -> dict[str, Any]:
        whole = forms.answers(self.types[story.type_id], at.date())
        return {key: value for key, value in whole.items() if key != "owner"} | dict(story.partly)

    def act(self, life: Life, what: str, at: datetime) -> None:
        workflow.fire(self._record(life), what, by=self.town.staff[cast.SUPERVISOR.username], at=at)

    def amend(self, life: Life, what: str, at: datetime) -> None:
        by, kept = self.town.staff[cast.SUPERVISOR.username], {key: life.story.kept[key] for key in what.split()}
        records.amend(self._record(life), kept, why="As it was found.", by=by, at=at)

    def send_back(self, life: Life, what: str, at: datetime) -> None:
        self._decide(self._record(life), "corrections", at)

    def resubmit(self, life: Life, what: str, at: datetime) -> None:
        record = self._record(life)
        if record.status == "corrections":
            workflow.fire(record, "resubmit", by=self._applicant(life), at=at)

    def approve(self, life: Life, what: str, at: datetime) -> None:
        self._decide(self._record(life), "approved", at)

    def deny(self, life: Life, what: str, at: datetime) -> None:
        self._decide(self._record(life), "denied", at)

    def withdraw(self, life: Life, what: str, at: datetime) -> None:
        workflow.fire(self._record(life), "withdraw", by=self._applicant(life), at=at, why="Plans have changed.")

    def pay(self, life: Life, what: str, at: datetime) -> None:
        self._pay(self._record(life), what, self._applicant(life), at)

    def issue(self, life: Life, what: str, at: datetime) -> None:
        record = self._record(life)
        clerk = self.town.staff[cast.INTAKE.username]
        if record.status == "approved" and not missing(record, today=at.date()):
            workflow.fire(record, "issue", by=clerk, at=at)

    def schedule(self, life: Life, what: str, at: datetime) -> None:
        record = self._record(life)
        wanted = day_of((int(what) if at.date() < self.today else 0, "", ""), self.today, self.city.calendar)
        days = visits.bookable_days(record, at)
        row = next((row for row in visits.of_record(record.pk) if row.may_schedule), None)
        if row is None or not days:
            return
        day = wanted if wanted in days else days[0]
        who = self._applicant(life)
        contact = f"{who.label}, {who.phone or '630-555-0199'}"
        inspections.request(row.required, day, contact=contact, access_note="Gate code 4711", by=who, at=at)

    def assign(self, life: Life, what: str, at: datetime) -> None:
        supervisor = self.town.staff[cast.SUPERVISOR.username]
        for row in visits.of_record(self._record(life).pk):
            if row.visit:
                inspections.assign(row.visit, self.town.inspector(row.required.team), by=supervisor, at=at)

    def inspect(self, life: Life, what: str, at: datetime) -> None:
        for row in visits.of_record(self._record(life).pk):
            if row.visit:
                team = row.required.team
                notes = findings.found(team, self.rng) if what == "fail" else ""
                inspections.record_result(row.visit, what, notes=notes, by=self.town.inspector(team), at=at)

    def _record(self, life: Life) -> Record:
        if life.record is None:
            raise RuntimeError(f"story {life.story.no} acts before it begins")
        life.record = queries.record_by_id(life.record.pk)
        return life.record


STEPS: dict[str, Callable[[Living, Life, str, datetime], None]] = {
    "start": Living.start,
    "submit": Living.submit,
    "return": Living.send_back,
    "resubmit": Living.resubmit,
    "approve": Living.approve,
    "deny": Living.deny,
    "withdraw": Living.withdraw,
    "pay": Living.pay,
    "issue": Living.issue,
    "act": Living.act,
    "amend": Living.amend,
    "schedule": Living.schedule,
    "assign": Living.assign,
    "inspect": Living.inspect,
}
