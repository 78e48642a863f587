"""Records that live through the real actions: who applies for what, and how far it has come."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from transom.rulebook.compiled import Calendar, RecordType
from transom.wiring.demo import cast
from transom.wiring.demo.drawing import PLAIN_PARCEL, Drawing
from transom.wiring.demo.popularity import HOW_OFTEN, firms_for

Step = tuple[int, str, str]
"""(business days before the first day, what is done, with what)"""

INSPECTED: tuple[Step, ...] = ((26, "schedule", "24"), (25, "assign", ""), (24, "inspect", "pass"))
ENDINGS: dict[str, tuple[Step, ...]] = {
    "draft": ((1, "start", ""),),
    "in_review": ((2, "submit", ""),),
    "overdue": ((9, "submit", ""),),
    "corrections": ((7, "submit", ""), (3, "return", "")),
    "resubmitted": ((9, "submit", ""), (6, "return", ""), (2, "resubmit", "")),
    "approved": ((6, "submit", ""), (3, "approve", "")),
    "ready": ((6, "submit", ""), (4, "approve", ""), (2, "pay", "online")),
    "issued": ((8, "submit", ""), (6, "approve", ""), (5, "pay", "online"), (5, "issue", "")),
    "scheduled": (
        (9, "submit", ""), (7, "approve", ""), (6, "pay", "counter"), (6, "issue", ""), (1, "schedule", "2"),
    ),
    "today": (
        (9, "submit", ""), (7, "approve", ""), (6, "pay", "online"), (6, "issue", ""), (2, "schedule", "0"),
        (1, "assign", ""),
    ),
    "failed": (
        (12, "submit", ""), (10, "approve", ""), (9, "pay", "online"), (9, "issue", ""), (6, "schedule", "4"),
        (5, "assign", ""), (4, "inspect", "fail"),
    ),
    "closed": (
        (16, "submit", ""), (13, "approve", ""), (12, "pay", "counter"), (12, "issue", ""), (9, "schedule", "6"),
        (8, "assign", ""), (6, "inspect", "pass"),
    ),
    "denied": ((10, "submit", ""), (5, "deny", "")),
    "withdrawn": ((8, "submit", ""), (4, "withdraw", "")),
    # What is no permit.
    "licensed": ((12, "submit", ""), (9, "approve", ""), (8, "pay", "counter")),
    "certified": ((33, "submit", ""), (30, "approve", ""), (29, "pay", "counter"), *INSPECTED, *INSPECTED),
    "renewing": (
        (33, "submit", ""), (30, "approve", ""), (29, "pay", "counter"), *INSPECTED, *INSPECTED,
        (3, "act", "renewal-opens"),
    ),
    "staff review": ((12, "submit", ""), (9, "amend", "route"), (8, "act", "dst")),
    "hearing": ((32, "submit", ""), (30, "amend", "route"), (29, "act", "dst"), (9, "approve", "")),
    "case": ((5, "submit", ""), (4, "amend", "reporter_name"), (4, "act", "assign"), (1, "schedule", "0")),
    "violation": (
        (14, "submit", ""), (13, "act", "assign"), (12, "schedule", "10"), (11, "assign", ""), (10, "inspect", "fail"),
        (9, "amend", "section remedy"), (9, "act", "send-notice"),
    ),
}  # fmt: skip
HOW_MANY = {
    "draft": 5, "in_review": 12, "overdue": 3, "corrections": 9, "resubmitted": 5, "approved": 12, "ready": 8,
    "issued": 12, "scheduled": 9, "today": 6, "failed": 5, "closed": 9, "denied": 2, "withdrawn": 3,
}  # fmt: skip
REVIEWED = frozenset({"in_review", "overdue", "corrections", "resubmitted", "denied"})
LOOKED_AT = frozenset({"issued", "scheduled", "today", "failed"})
FENCE, ROOF = "fence-residential", "roofing-work-only"
# Of the types of every day there is more to see than of one of them twenty times.
MOST, TRIES = 90, 60


@dataclass(slots=True)
class Story:
    """One application: its type, who applies, who builds (a firm's name or nobody), and how it ends for now.

    `answers` are those of the form as typed, all of them, or with `partly` those that are not the first example's;
    `kept` is what staff write down later.
    """

    no: int
    type_id: str
    ending: str
    applicant: str
    firm: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    partly: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)


def told(rng: random.Random, types: Mapping[str, RecordType], today: date) -> Iterator[Story]:
    """The stories of permits, shuffled; of Rosa, a homeowner, and of a fence company, one stands in every state."""
    endings = [ending for ending, times in HOW_MANY.items() for _ in range(times)]
    rng.shuffle(endings)
    drawings = {type_id: Drawing(types[type_id], rng) for type_id in HOW_OFTEN if types[type_id].online}
    often = {type_id: min(HOW_OFTEN[type_id], MOST) for type_id in drawings}
    told_before: Counter[str] = Counter()
    for no, ending in enumerate(endings):
        # Fences issue themselves when they are paid: what waits for staff to issue it is a roof.
        known = ROOF if ending == "ready" else FENCE
        ours = (cast.ROSA.username, cast.FENCES.name, "")[min(told_before[ending], 2)]
        told_before[ending] += 1
        for _ in range(TRIES):
            type_id = known if ours else rng.choices(list(often), list(often.values()))[0]
            story = _drawn(rng, drawings[type_id], no, ending, ours, today)
            if story and fits(types[type_id], story):
                yield story
                break


def fits(rt: RecordType, story: Story) -> bool:
    """Whether an application can come to this ending: somebody reviews it, somebody inspects it."""
    facts = rt.facts_from(story.answers) | {"parcel": PLAIN_PARCEL}
    if story.ending in REVIEWED:
        return bool(rt.reviews(facts))
    if story.ending == "ready":
        return rt.auto_issue.fails(facts)
    if story.ending == "closed":
        return len(rt.inspections(facts)) == 1
    return story.ending not in LOOKED_AT or bool(rt.inspections(facts))


def _drawn(rng: random.Random, drawing: Drawing, no: int, ending: str, ours: str, today: date) -> Story | None:
    by_contractor = ours != cast.ROSA.username if ours and drawing.rt.id == FENCE else rng.random() < 0.75
    answers = drawing.form(today, by_contractor=by_contractor)
    if answers is None:
        return None
    firms = firms_for(drawing.rt)
    firms.pop(cast.HEATING.name, None)
    if ours == cast.FENCES.name and ours in firms:
        firms = {ours: 1}
    named = bool(firms) and drawing.names_a_firm(answers)
    firm = rng.choices(list(firms), list(firms.values()))[0] if named else ""
    if drawing.names_a_firm(answers) and not firm:
        return None
    somebody = firm if firm and rng.random() < 0.6 else rng.choice(cast.PEOPLE).username
    return Story(no, drawing.rt.id, ending, ours or somebody, firm, answers)


def of_every_kind() -> list[Story]:
    """What a city keeps besides permits, in several states, and the permits that the cast tells of."""
    june, sam, li, ann, hal = (one.username for one in cast.PEOPLE if one is not cast.ROSA)
    told_in = [
        Story(0, "wall-signage", "in_review", cast.LETTERS.name, cast.LETTERS.name),
        Story(0, "solar-residential-rooftop", "approved", cast.PANELS.name, cast.PANELS.name),
        Story(0, "driveway-right-of-way", "issued", "Butterfield Street Works", "Butterfield Street Works"),
        Story(0, "conveyance", "licensed", june),
        Story(0, "conveyance", "certified", june, partly={"building": "Leland Tower, north car"}),
        Story(0, "conveyance", "renewing", ann, partly={"building": "Hobbs Building, freight elevator"}),
        Story(0, "rental-license", "in_review", sam),
        Story(0, "rental-license", "licensed", sam),
        Story(0, "rental-license", "renewing", li),
        Story(0, "business-registration", "in_review", hal, partly={"business": "Broadway Optical", "trade_name": ""}),
        Story(0, "business-registration", "licensed", li),
        Story(0, "rezoning", "hearing", cast.DEVELOPER.name, kept={"route": "council"}),
        Story(0, "engineering-plan", "staff review", cast.DEVELOPER.name, kept={"route": "staff"}),
        Story(0, "special-use", "in_review", ann),
        Story(0, "code-case", "case", cast.INTAKE.username, kept={"reporter_name": "A neighbor"}),
        Story(
            0, "code-case", "violation", cast.INTAKE.username,
            kept={"section": "IPMC 302.4", "remedy": "Cut the grass and weeds to less than 8 inches."},
        ),
    ]  # fmt: skip
    return [replace(story, no=1000 + place) for place, story in enumerate(told_in)]


def day_of(step: Step, today: date, calendar: Calendar) -> date:
    """The day a step happened on, or is to happen on: the first day itself, or the next one the city works."""
    return calendar.add_business_days(today, -step[0]) if step[0] else calendar.next_open(today)
