"""What was applied for in two years, and what became of it: drawn from one generator, so always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from transom.rulebook.compiled import Calendar, RecordType
from transom.wiring.demo import cast
from transom.wiring.demo.drawing import Drawing
from transom.wiring.demo.popularity import HOW_OFTEN, firms_for

YEARS = 2
# The last ones were handed in so long ago that the city has had time to look at them.
NEWEST_DAYS_AGO = 30

# How often each ending came, of a thousand.
ENDINGS = {
    "closed": 835, "idle": 60, "unpaid": 25, "silent": 15, "withdrawn": 25, "denied": 22, "reinstated": 10,
    "revoked": 8,
}  # fmt: skip
# Fences are built in spring and summer, roofs after the hail: applications of each month, as weights.
SEASON = (3, 4, 8, 11, 13, 12, 11, 10, 9, 8, 5, 3)
BY_THE_FIRM, BY_A_NEIGHBOR, BY_THE_HOMEOWNER = 0.72, 0.06, 0.14


@dataclass(frozen=True, slots=True)
class Plan:
    """One application of the past.

    `applicant` is a firm's name, a username, or blank for a household that came to the counter. `seed` is the plan's
    own chance, so that one life never changes another.
    """

    on: date
    type_id: str
    ending: str
    applicant: str
    firm: str
    answers: Mapping[str, Any]
    seed: int


def plans(
    rng: random.Random, count: int, today: date, calendar: Calendar, types: Mapping[str, RecordType]
) -> list[Plan]:
    """The applications of two years, the oldest first."""
    return sorted(_drawn(rng, count, _days(today, calendar), types), key=lambda plan: plan.on)


def _drawn(rng: random.Random, count: int, days: Sequence[date], types: Mapping[str, RecordType]) -> Iterator[Plan]:
    weights = [SEASON[day.month - 1] for day in days]
    drawings = {type_id: Drawing(types[type_id], rng) for type_id in HOW_OFTEN if type_id in types}
    firms = {type_id: firms_for(types[type_id]) for type_id in drawings}
    often = [HOW_OFTEN[type_id] for type_id in drawings]
    made = 0
    while made < count:
        on, (type_id, drawing) = rng.choices(days, weights)[0], rng.choices(list(drawings.items()), often)[0]
        answers = drawing.form(on, by_contractor=rng.random() >= BY_THE_HOMEOWNER)
        if answers is None:
            continue
        firm = ""
        if firms[type_id] and drawing.names_a_firm(answers):
            firm = rng.choices(list(firms[type_id]), list(firms[type_id].values()))[0]
        yield Plan(
            on=on,
            type_id=type_id,
            ending=rng.choices(list(ENDINGS), list(ENDINGS.values()))[0],
            applicant=_applicant(rng, firm) if types[type_id].online else "",
            firm=firm,
            answers=answers,
            seed=rng.getrandbits(64),
        )
        made += 1


def _applicant(rng: random.Random, firm: str) -> str:
    chance = rng.random()
    if chance > 1 - BY_A_NEIGHBOR:
        return rng.choice(cast.PEOPLE).username
    return firm if chance < BY_THE_FIRM else ""


def _days(today: date, calendar: Calendar) -> list[date]:
    first = today - timedelta(days=365 * YEARS)
    all_days = (first + timedelta(days=n) for n in range(365 * YEARS - NEWEST_DAYS_AGO))
    return [day for day in all_days if calendar.is_open(day)]
