"""What was applied for in two years, and what became of it: drawn from one generator, so always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from transom.rulebook.compiled import Calendar
from transom.wiring.demo import cast

FENCE, ROOF = "fence-residential", "roofing-work-only"
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
BUSY = {
    FENCE: {cast.FENCES.name: 6, "Mooseheart Fence & Deck": 3, cast.LAPSED.name: 2},
    ROOF: {cast.ROOFS.name: 6, "Blackberry Creek Roofing": 3, "Eola Road Exteriors": 3},
}
BY_THE_FIRM, BY_A_NEIGHBOR = 0.72, 0.06


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


def plans(rng: random.Random, count: int, today: date, calendar: Calendar) -> list[Plan]:
    """The applications of two years, the oldest first."""
    return sorted(_drawn(rng, count, _days(today, calendar)), key=lambda plan: plan.on)


def _drawn(rng: random.Random, count: int, days: Sequence[date]) -> Iterator[Plan]:
    weights = [SEASON[day.month - 1] for day in days]
    for day in rng.choices(days, weights, k=count):
        type_id = ROOF if rng.random() < 0.55 else FENCE
        ending = rng.choices(list(ENDINGS), list(ENDINGS.values()))[0]
        firms = BUSY[type_id]
        contractor = "" if rng.random() < 0.14 else rng.choices(list(firms), list(firms.values()))[0]
        chance = rng.random()
        applicant = contractor if chance < BY_THE_FIRM else ""
        if chance > 1 - BY_A_NEIGHBOR:
            applicant = rng.choice(cast.PEOPLE).username
        work = _roof(rng, ending) if type_id == ROOF else _fence(rng)
        answers = {**work, "who": "contractor" if contractor else "homeowner"}
        yield Plan(day, type_id, ending, applicant, contractor, answers, rng.getrandbits(64))


def _days(today: date, calendar: Calendar) -> list[date]:
    first = today - timedelta(days=365 * YEARS)
    all_days = (first + timedelta(days=n) for n in range(365 * YEARS - NEWEST_DAYS_AGO))
    return [day for day in all_days if calendar.is_open(day)]


def _fence(rng: random.Random) -> dict[str, Any]:
    material = rng.choices(("wood", "vinyl", "metal", "masonry"), (45, 35, 17, 3))[0]
    sections = [
        {
            "yard": rng.choice(("side", "rear")),
            "length": str(rng.randrange(20, 180, 5)),
            "height": str(rng.randrange(4, 7)),
        }
        for _ in range(rng.choice((1, 1, 2)))
    ]
    return {
        "material": material,
        **({"footing": "42"} if material == "masonry" else {}),
        "cost": str(rng.randrange(1500, 12000, 50)),
        "hoa": rng.choice(("yes", "no", "no", "no")),
        "sections": sections,
    }


def _roof(rng: random.Random, ending: str) -> dict[str, Any]:
    """A roof; one that somebody must have looked at has a part that is flat, else it is approved at once."""
    looked_at = ending in ("denied", "silent", "withdrawn") or rng.random() < 0.35
    layers = rng.choice((0, 1, 1, 1, 2))
    return {
        "covering": rng.choices(("shingle", "wood", "metal", "tile"), (82, 5, 10, 3))[0],
        "squares": str(rng.randrange(10, 45)),
        "layers": str(layers),
        **({"tear_off": "yes"} if layers else {}),
        "flat": "yes" if looked_at else "no",
        "cathedral": "no",
        "structural": "yes" if looked_at and rng.random() < 0.2 else "no",
        "power_vent": "no",
        "attics": str(rng.choice((0, 1, 1))),
        "cost": str(rng.randrange(5500, 32000, 100)),
        "started": "yes" if rng.random() < 0.02 else "no",
    }
