"""About a hundred records that live through the real actions: who applies for what, and how far it has come."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from transom.rulebook.compiled import Calendar

Step = tuple[int, str, str]
"""(business days before the first day, what is done, with what)"""

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
}  # fmt: skip
HOW_OFTEN = {
    "draft": 5, "in_review": 12, "overdue": 3, "corrections": 9, "resubmitted": 5, "approved": 12, "ready": 8,
    "issued": 12, "scheduled": 9, "today": 6, "failed": 5, "closed": 9, "denied": 2, "withdrawn": 3,
}  # fmt: skip


@dataclass(slots=True)
class Story:
    """One application: its type, who applies, who builds (a firm's name or nobody), and how it ends for now."""

    no: int
    type_id: str
    ending: str
    applicant: str
    firm: str = ""
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    section: dict[str, str] = field(default_factory=dict)


def told(
    rng: random.Random, people: Sequence[str], fences: Sequence[str], roofs: Sequence[str], owner: str, builder: str
) -> Iterator[Story]:
    """The stories, shuffled; of `owner`, a homeowner, and of `builder`, a fence company, one stands in every state."""
    endings = [ending for ending, times in HOW_OFTEN.items() for _ in range(times)]
    rng.shuffle(endings)
    told_before: Counter[str] = Counter()
    for no, ending in enumerate(endings):
        ours = (owner, builder)[told_before[ending]] if told_before[ending] < 2 else ""
        told_before[ending] += 1
        # Fences issue themselves when they are paid: what waits for staff to issue it is a roof.
        if ending == "ready" or (ending != "denied" and not ours and rng.random() < 0.45):
            yield _roof(rng, no, ending, ours or rng.choice(people), roofs)
        else:
            yield _fence(rng, no, ending, ours or rng.choice(people), [builder] if ours == builder else fences)


def day_of(step: Step, today: date, calendar: Calendar) -> date:
    """The day a step happened on, or is to happen on: the first day itself, or the next one the city works."""
    return calendar.add_business_days(today, -step[0]) if step[0] else calendar.next_open(today)


def _fence(rng: random.Random, no: int, ending: str, applicant: str, firms: Sequence[str]) -> Story:
    by_firm = applicant in firms or rng.random() < 0.6
    return Story(
        no,
        "fence-residential",
        ending,
        applicant,
        rng.choice(firms) if by_firm else "",
        {
            "work": {
                "cost": str(rng.randrange(1800, 9500, 50)),
                "material": rng.choice(("wood", "vinyl", "metal")),
                "hoa": "no",
            },
            "who": {"who": "contractor" if by_firm else "homeowner"},
        },
        {
            "yard": rng.choice(("side", "rear")),
            "length": str(rng.randrange(40, 220, 5)),
            "height": str(rng.randrange(4, 7)),
        },
    )


def _roof(rng: random.Random, no: int, ending: str, applicant: str, firms: Sequence[str]) -> Story:
    return Story(
        no,
        "roofing-work-only",
        ending,
        applicant,
        rng.choice(firms),
        {
            "work": {
                "covering": rng.choice(("shingle", "shingle", "metal")),
                "squares": str(rng.randrange(12, 40)),
                "layers": "1",
                "tear_off": "yes",
                "flat": rng.choice(("yes", "no")) if ending in ("approved", "issued", "closed") else "yes",
                "cathedral": "no",
                "structural": "no",
                "power_vent": "no",
                "attics": "0",
                "cost": str(rng.randrange(6000, 24000, 100)),
                "started": "no",
            },
            "who": {"who": "contractor"},
        },
    )
