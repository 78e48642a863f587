"""Draws the plans, lives them, numbers what has to be numbered, and loads it all in one transaction."""

from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from transom.accounts.models import Firm
from transom.kernel import clock, files
from transom.kernel.numbers import next_numbers
from transom.land.models import Parcel
from transom.payments import rules as paying
from transom.payments.models import Receipt
from transom.records.actions.answering import holder_answer
from transom.records.models import Record
from transom.records.queries.facts import contractor_facts
from transom.rulebook.compiled import Agency, RecordType
from transom.search import actions as search
from transom.wiring.demo.living import PAPER
from transom.wiring.demo.past import endings, papers
from transom.wiring.demo.past.life import Life, World
from transom.wiring.demo.past.plans import Plan, plans
from transom.wiring.demo.past.shelves import Shelves
from transom.wiring.demo.places import fitting
from transom.wiring.demo.settling_in import Town

# Lives worked out before they are written: as many as memory holds with ease.
BATCH = 4000


def load(
    town: Town,
    city: Agency,
    types: dict[str, RecordType],
    places: Sequence[Parcel],
    *,
    today: date,
    count: int,
    rng: random.Random,
) -> int:
    """Load `count` records of the two years before `today`, in the caller's transaction; how many there are.

    Numbers of records and receipts are drawn from the same counters as everybody's, so load before the living begin.
    """
    count_public, drawn = 0, plans(rng, count, today, city.calendar, types)
    for first in range(0, count, BATCH):
        world = work_out(town, city, types, places, drawn[first : first + BATCH], today=today, rng=rng)
        world.shelves.load()
        count_public += search.republish_many([record.pk for record in world.shelves.of(Record)], at=clock.now())
    return count_public


def work_out(
    town: Town,
    city: Agency,
    types: dict[str, RecordType],
    places: Sequence[Parcel],
    drawn: Sequence[Plan],
    *,
    today: date,
    rng: random.Random,
) -> World:
    """Every life of the past with all that it leaves behind, numbered and in memory."""
    firms = {firm.pk: contractor_facts(firm, today) for firm in town.firms.values()}
    world = World(town, city, today, Shelves(), firms, files.store(PAPER, ".pdf"))
    for plan, number in zip(drawn, _numbers(drawn, types), strict=True):
        endings.live(_begin(world, plan, types[plan.type_id], number, rng.choice(fitting(plan.type_id, places))))
    _number_receipts(world)
    world.shelves.number_events()
    papers.write(world)
    return world


def _numbers(drawn: Sequence[Plan], types: dict[str, RecordType]) -> Iterator[str]:
    """A number for each plan, in the order of submission, from the series of its type and year."""
    often: dict[str, int] = defaultdict(int)
    for plan in drawn:
        often[types[plan.type_id].series(plan.on)] += 1
    series = {name: iter(next_numbers(name, times)) for name, times in often.items()}
    return (types[plan.type_id].number(next(series[types[plan.type_id].series(plan.on)]), plan.on) for plan in drawn)


def _begin(world: World, plan: Plan, rt: RecordType, number: str, parcel: Parcel) -> Life:
    """A draft as it stood when its applicant pressed the button."""
    town, rng = world.town, random.Random(plan.seed)
    firm = town.firms[plan.firm] if plan.firm else None
    applicant = town.logins.get(plan.applicant) or town.people.get(plan.applicant)
    opens = datetime.combine(plan.on, time(8, 0), tzinfo=ZoneInfo(world.city.time_zone))
    at = opens + timedelta(minutes=rng.randrange(420))
    start = rt.status(rt.lifecycle.start)
    record = Record(
        number=number, agency=world.city.key, kind=rt.kind, type_id=rt.id, type_label=rt.label, bundle=rt.bundle,
        status=start.key, status_label=start.label, parcel=parcel, address=str(parcel),
        address_norm=parcel.address_norm, applicant=applicant, firm=firm, created_at=at, updated_at=at,
        answers=_answers(plan, parcel, firm, rng), snapshots=_snapshots(parcel, firm),
    )  # fmt: skip
    world.shelves.put(record)
    return Life(world, plan, rt, parcel, record, at, rng, firm, applicant)


def _answers(plan: Plan, parcel: Parcel, firm: Firm | None, rng: random.Random) -> dict[str, Any]:
    phone = f"630-555-{rng.randrange(200, 10000):04}"
    return {
        "parcel": {
            "key": str(parcel.pk),
            "number": parcel.pin,
            "address": str(parcel),
            "city": parcel.city,
            "zip": parcel.zip,
            "zone": parcel.zone,
        },
        "owner": {"name": parcel.owner_name, "phone": phone},
        **plan.answers,
        **({"contractor": holder_answer(firm)} if firm else {}),
    }


def _snapshots(parcel: Parcel, firm: Firm | None) -> dict[str, Any]:
    place = {
        "pin": parcel.pin,
        "address": str(parcel),
        "city": parcel.city,
        "state": parcel.state,
        "zip": parcel.zip,
        "zone": parcel.zone,
        "subdivision": parcel.subdivision,
        "flags": parcel.flags,
    }
    return {"parcel": place, **({"contractor": {"name": firm.name}} if firm else {})}


def _number_receipts(world: World) -> None:
    """A receipt for every payment, numbered in the order of time within its year."""
    in_order = sorted(world.payments, key=lambda payment: payment.told.at)
    for _, group in groupby(in_order, key=lambda payment: payment.told.at.year):
        paid = list(group)
        on = paid[0].told.at.date()
        for payment, n in zip(paid, next_numbers(paying.receipt_series(on), len(paid)), strict=True):
            receipt = world.shelves.put(
                Receipt(
                    number=paying.receipt_number(on, n), secret=secrets.token_urlsafe(32), checkout=payment.checkout,
                    cents=payment.checkout.cents, at=payment.told.at,
                )
            )  # fmt: skip
            payment.told.subject_id = str(receipt.pk)
            payment.told.data["receipt"] = receipt.number
