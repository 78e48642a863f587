"""The city of the journeys: the demonstration's cast, a street of its parcels, and papers to hand in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from PIL import Image

from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.land import actions as land
from transom.land.models import Parcel
from transom.records.models import Record
from transom.rulebook.actions import load_agency
from transom.rulebook.queries import agency, current_types
from transom.wiring.demo import cast
from transom.wiring.demo.living import PAPER, Life, Living
from transom.wiring.demo.places import parcels
from transom.wiring.demo.seeding import SEED
from transom.wiring.demo.settling_in import Town, settle_in
from transom.wiring.demo.stories import Story

PLAT = ("plat-of-survey.pdf", "application/pdf", PAPER)
HOUSES = 40


@dataclass(slots=True)
class City:
    """Everybody of the cast, parcels without a special flag, and ready-made records."""

    town: Town
    living: Living
    places: list[Parcel]

    def fence(self, applicant: str, *steps: str, owner: tuple[str, str] = ("Otto Owner", "")) -> Record:
        """A fence somebody applied for, taken through steps such as "approve" by the same actions as always.

        `owner` is the name and e-mail of whose house it is.
        """
        answers = FENCE | {"owner": {"name": owner[0], "email": owner[1]}}
        story = Story(0, "fence-residential", "", applicant, "", answers)
        life = Life(story, self.places.pop())
        for step in ("submit", *steps):
            verb, _, what = step.partition(":")
            getattr(self.living, verb)(life, what, clock.now())
        assert life.record is not None
        return Record.objects.select_related("parcel").get(pk=life.record.pk)


SECTION = {"yard": "rear", "length": "100", "height": "6"}
FENCE: dict[str, Any] = {"cost": "3800", "material": "wood", "hoa": "no", "who": "homeowner", "sections": [SECTION]}


def a_city() -> City:
    """The cast and its houses; licenses of two companies, so that permits can name them."""
    at, rng = clock.now(), random.Random(SEED)
    load_agency(settings.AGENCIES_ROOT / settings.AGENCY, by=SYSTEM, at=at)
    town = settle_in(at)
    plain = [one for one in parcels(rng) if not any(one.flags.values())]
    land.bulk_add(plain[:HOUSES], by=SYSTEM, at=at)
    types = {rt.id: rt for rt in current_types(clock.today())}
    living = Living(town, agency(), types, clock.today(), rng)
    for company in (cast.HEATING, cast.ROOFS):
        living.license(company, at - timedelta(minutes=1))
    return City(town, living, list(Parcel.objects.order_by("pin")))


def a_photo() -> tuple[str, str, bytes]:
    """A small picture as a phone takes it."""
    content = BytesIO()
    Image.new("RGB", (640, 480), (120, 140, 90)).save(content, "JPEG")
    return ("gate-post.jpg", "image/jpeg", content.getvalue())
