"""What the cast is told to have, it has: a record of every kind, each where its story left it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction

from transom.fees import queries as fees
from transom.inspections.models import Required
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.land import actions as land
from transom.land.models import Parcel
from transom.records.models import Record
from transom.rulebook import actions as rulebook
from transom.rulebook.queries import agency, current_types
from transom.search.models import PublicRecord
from transom.wiring.demo import cast, stories
from transom.wiring.demo.living import Living
from transom.wiring.demo.places import parcels
from transom.wiring.demo.settling_in import settle_in

TODAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 11, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """The firms with their licenses, and one story of every kind."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.frozen(NOW - timedelta(days=60)) as began:
            rulebook.load_agency(settings.AGENCIES_ROOT / settings.AGENCY, by=SYSTEM, at=began)
            town = settle_in(began)
            land.bulk_add(parcels(random.Random(1)), by=SYSTEM, at=began)
            types = {rt.id: rt for rt in current_types(TODAY)}
            living = Living(town, agency(), types, TODAY, random.Random(1))
            for one in cast.COMPANIES:
                if one.kind == "contractor":
                    living.license(one, began)
        living.live(stories.of_every_kind(), list(Parcel.objects.order_by("pin")))
        with clock.frozen(NOW):
            living.catch_up()
        yield town
        transaction.set_rollback(True)


@pytest.mark.usefixtures("city")
class TestEveryKind:
    def test_each_stands_where_its_story_left_it(self):
        found = set(Record.objects.exclude(kind="license", firm__isnull=False).values_list("type_id", "status"))
        assert found >= {
            ("wall-signage", "in_review"), ("solar-residential-rooftop", "approved"),
            ("driveway-right-of-way", "issued"), ("conveyance", "inspection"), ("conveyance", "active"),
            ("conveyance", "renewing"),
            ("rental-license", "in_review"), ("rental-license", "inspection"), ("rental-license", "renewing"),
            ("business-registration", "active"), ("rezoning", "commission"), ("engineering-plan", "in_review"),
            ("special-use", "intake"), ("code-case", "assigned"), ("code-case", "notice_7"),
        }  # fmt: skip

    def test_the_solar_roof_is_approved_and_not_paid(self):
        roof = Record.objects.get(type_id="solar-residential-rooftop")
        assert fees.due(roof.pk)

    def test_the_elevator_is_paid_and_waits_for_its_inspection(self):
        elevator = Record.objects.get(type_id="conveyance", status="inspection")
        assert not fees.due(elevator.pk)
        assert Required.objects.filter(record=elevator, passed_at=None).exists()

    def test_a_code_case_tells_nobody_who_reported_it(self):
        reported = Record.objects.get(type_id="code-case", status="assigned")
        name = reported.answers["reporter_name"]
        face = PublicRecord.objects.filter(pk=reported.pk).values().first()
        assert name not in str(face)

    def test_each_firm_holds_the_license_of_its_trade(self, city):
        for one in cast.COMPANIES:
            if one.kind == "contractor":
                held = Record.objects.get(firm=city.firms[one.name], kind="license")
                assert (held.type_id, held.status) == (cast.LICENSES[one.trade], "active")


def test_every_ending_of_a_permit_is_told_of_rosa_and_of_a_fence_company():
    types = {rt.id: rt for rt in current_types(TODAY)}
    told = list(stories.told(random.Random(5), types, TODAY))
    assert len(told) == sum(stories.HOW_MANY.values())
    for applicant in (cast.ROSA.username, cast.FENCES.name):
        assert {one.ending for one in told if one.applicant == applicant} == set(stories.HOW_MANY)
    assert len({one.type_id for one in told}) > 15
    assert cast.HEATING.name not in {one.firm for one in told}
