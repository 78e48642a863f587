"""The past is worked out in memory; what it leaves behind is what the real rooms would have left."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from transom.documents import actions as papers
from transom.documents.models import Document
from transom.fees import audit as books
from transom.fees.models import Charge
from transom.history.models import Event
from transom.history.queries import chronology
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.land import actions as land
from transom.land.models import Parcel
from transom.payments.audit import CHECKS as PAYMENTS
from transom.payments.models import Checkout, Receipt
from transom.records.models import Record
from transom.reviews.models import Comment
from transom.rulebook import actions as rulebook
from transom.rulebook.queries import agency, current_types
from transom.search.models import PublicRecord
from transom.wiring.audit import CHECKS
from transom.wiring.demo import cast, seeding
from transom.wiring.demo.living import Living
from transom.wiring.demo.past import load, plans, work_out
from transom.wiring.demo.places import parcels
from transom.wiring.demo.settling_in import settle_in

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 16, tzinfo=UTC)
COUNT = 600


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """A city of 250 records that all lie in the past; made once for the tests of this file, which only read."""
    with django_db_blocker.unblock(), clock.frozen(NOW), transaction.atomic():
        rulebook.load_agency(settings.AGENCIES_ROOT / "aurora-il", by=SYSTEM, at=NOW)
        town = settle_in(NOW)
        land.bulk_add(parcels(random.Random(1)), by=SYSTEM, at=NOW)
        living = Living(town, agency(), types(), TODAY, random.Random(1))
        for one in cast.COMPANIES:
            if one.kind == "contractor":
                living.license(one, NOW - timedelta(days=60))
        load(town, agency(), types(), places(), today=TODAY, count=COUNT, rng=random.Random(7))
        living.catch_up()
        yield town
        transaction.set_rollback(True)


def types():
    return {rt.id: rt for rt in current_types(TODAY)}


def places():
    return list(Parcel.objects.order_by("pin"))


def permits(**wanted):
    return Record.objects.filter(kind="permit", **wanted)


@pytest.mark.usefixtures("city")
class TestThePast:
    def test_the_books_of_the_past_hold_every_promise(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert list(books.broken((*books.CHECKS, *PAYMENTS, *CHECKS))) == []

    def test_it_has_every_ending_over_two_years(self):
        assert permits().count() == COUNT
        assert {"closed", "withdrawn", "denied", "expired", "issued"} <= set(permits().values_list("status", flat=True))
        days = permits().order_by("submitted_on").values_list("submitted_on", flat=True)
        assert TODAY - timedelta(days=731) < days.first() < days.last() < TODAY
        assert days.last() - days.first() > timedelta(days=600)

    def test_nothing_happens_in_the_future_or_before_its_cause(self):
        assert not Event.objects.filter(at__gt=NOW).exists()
        record = permits(status="closed").first()
        says = [entry.says for entry in reversed(chronology(record.pk, public_only=True))]
        assert says[0] == "Application submitted"
        assert "Status changed from Issued to Closed" in says[-2:], "the last payment may be what closes it"

    def test_numbers_run_in_the_order_of_submission_without_a_gap(self):
        series: dict[str, list[tuple[str, date]]] = defaultdict(list)
        for number, day in permits().order_by("number").values_list("number", "submitted_on"):
            series[number[:-5]].append((number, day))
        assert len(series) > 60
        for start, rows in series.items():
            assert [number for number, _ in rows] == [f"{start}{n:05}" for n in range(1, len(rows) + 1)]
            assert [day for _, day in rows] == sorted(day for _, day in rows)

    def test_it_spreads_over_the_types_as_such_a_city_would_see_them(self):
        often = Counter(permits().values_list("type_id", flat=True))
        assert len(often) >= 30
        assert often["roofing-work-only"] > often["solar-residential-rooftop"] > often["solar-commercial-grade"]
        assert set(often) <= {type_id for type_id, rt in types().items() if rt.kind == "permit"}

    def test_every_permit_names_a_firm_with_the_license_its_work_asks_for(self, city):
        held = {
            city.firms[one.name].pk: cast.LICENSES[one.trade] for one in cast.COMPANIES if one.trade in cast.LICENSES
        }
        for type_id, firm_id in permits(firm__isnull=False).values_list("type_id", "firm_id"):
            asked = {name for field in types()[type_id].fields.values() for name in field.licenses}
            assert held[firm_id] in asked, type_id

    def test_a_permit_that_was_denied_says_why(self):
        for record in permits(status="denied", type_id="fence-residential")[:5]:
            assert Comment.objects.filter(review__record=record).exists()

    def test_fees_are_those_of_the_rulebook(self):
        rt = types()["fence-residential"]
        for record in permits(type_id="fence-residential", status="closed")[:20]:
            lines = {line.fee: line.amount for line in rt.assess("issue", rt.facts_from(record.answers)).lines}
            charged = Charge.objects.get(record=record, fee="permit")
            assert charged.cents == lines["permit"] * 100
            assert charged.trace

    def test_whoever_paid_has_a_receipt_and_its_page(self):
        assert (
            Receipt.objects.filter(document=None).exclude(checkout__lines__charge__record__kind="license").count() == 0
        )
        assert Checkout.objects.filter(gateway="sandbox").exists()
        assert Checkout.objects.filter(gateway="counter", method="cash", tendered_cents__isnull=False).exists()

    def test_an_old_permit_is_printed_when_it_is_first_opened(self):
        paper = Document.objects.filter(kind="permit").order_by("id").first()
        assert paper.path == ""
        assert paper.data["number"] == paper.record.number
        assert papers.content(paper).startswith(b"%PDF")
        paper.refresh_from_db()
        assert paper.path

    def test_every_record_has_its_public_face(self):
        assert PublicRecord.objects.filter(kind="permit").count() == COUNT

    def test_a_firm_has_a_past(self, city):
        assert permits(firm=city.firms[cast.ROOFS.name]).count() > 20
        assert permits(applicant=city.logins[cast.ROOFS.name], status="closed").count() > 10


@pytest.mark.usefixtures("city")
class TestTheAudit:
    @pytest.fixture(autouse=True)
    def _as_it_was(self):
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def test_a_public_face_that_is_behind_is_found(self):
        behind = permits(status="closed").first()
        PublicRecord.objects.filter(pk=behind.pk).update(status_label="Issued")
        (said,) = books.broken(CHECKS)
        assert said.startswith("search.in_step")
        assert behind.number in said

    def test_a_number_that_was_skipped_is_found(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE kernel_numberseries SET last = last + 1 WHERE series = 'F25'")
        assert [said.split(":")[0] for said in books.broken(CHECKS)] == ["records.numbers_without_gap"]

    def test_the_face_of_what_is_no_record_is_found(self):
        face = PublicRecord.objects.first()
        face.pk, face.number = 999_999_999, "X26-00001"
        face.save(force_insert=True)
        (said,) = books.broken(CHECKS)
        assert said.startswith("search.no_more_than_records")
        assert "X26-00001" in said


def test_the_same_seed_and_day_make_the_same_past(city):
    def past():
        rng = random.Random(11)
        drawn = plans(rng, 60, TODAY, agency().calendar, types())
        world = work_out(city, agency(), types(), places(), drawn, today=TODAY, rng=rng)
        records = [(row.status, row.address, row.answers, row.marks) for row in world.shelves.of(Record)]
        return records, [(row.verb, row.at) for row in world.shelves.of(Event)]

    assert past() == past()


def test_a_second_start_keeps_what_one_did(db, monkeypatch):
    with clock.frozen(NOW):
        rulebook.load_agency(settings.AGENCIES_ROOT / "aurora-il", by=SYSTEM, at=NOW)
        land.bulk_add(parcels(random.Random(1)), by=SYSTEM, at=NOW)
        monkeypatch.setattr(seeding, "build", lambda today, past: pytest.fail("the city was there already"))
        assert seeding.seed()["records"] == {}
