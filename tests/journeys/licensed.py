"""The city with its cast and a firm for every license a permit may ask for, in a transaction that is taken back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction

from transom.accounts.models import Firm
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.rulebook import actions as rulebook
from transom.rulebook.compiled import RecordType
from transom.rulebook.queries import agency, current_types
from transom.wiring.demo import cast
from transom.wiring.demo.living import Living
from transom.wiring.demo.settling_in import Town, settle_in

SETTLED = datetime(2026, 1, 5, 15, tzinfo=UTC)


@dataclass(slots=True)
class LicensedCity:
    """The cast, the rules of every type, and a firm for each license there is."""

    town: Town
    types: dict[str, RecordType]
    firms: dict[str, Firm]


@contextmanager
def licensed_city() -> Iterator[LicensedCity]:
    """The city as it stood on the morning of SETTLED; nothing of it stays."""
    with clock.frozen(SETTLED), transaction.atomic():
        rulebook.load_agency(settings.AGENCIES_ROOT / settings.AGENCY, by=SYSTEM, at=SETTLED)
        town = settle_in(SETTLED)
        types = {rt.id: rt for rt in current_types(SETTLED.date())}
        living = Living(town, agency(), types, date(2026, 6, 30), random.Random(1))
        licensed = {cast.LICENSES[one.trade]: one for one in cast.COMPANIES if one.kind == "contractor"}
        for one in licensed.values():
            living.license(one, SETTLED)
        yield LicensedCity(town, types, {type_id: town.firms[one.name] for type_id, one in licensed.items()})
        transaction.set_rollback(True)
