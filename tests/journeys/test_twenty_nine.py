"""Every type that can be applied for online is: over HTTP, page by page, from the list of permits to its end.

Each form is filled from the first example beside its rules; the types come from the city's menu.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.journeys.applicant import Applicant
from tests.journeys.licensed import LicensedCity, licensed_city
from tests.journeys.sheet import Sheet
from transom.accounts.models import User
from transom.fees import queries as fees
from transom.fees.models import Charge
from transom.inspections.models import Required, Visit
from transom.kernel import clock, queue
from transom.kernel.money import from_cents
from transom.land.models import Parcel
from transom.notices.models import Message
from transom.records.models import Record
from transom.reviews.models import Review
from transom.rulebook.compiled import RecordType
from transom.rulebook.tests.given import aurora_agency, aurora_type
from transom.wiring.demo import cast, forms
from transom.workflow.queries import facts

pytestmark = pytest.mark.django_db
MENU = [entry.type_id for group in aurora_agency().groups for entry in group.entries if entry.type_id]
ONLINE = [type_id for type_id in MENU if aurora_type(type_id).online]
COUNTER = [type_id for type_id in MENU if not aurora_type(type_id).online]
PERMITS = [type_id for type_id in ONLINE if aurora_type(type_id).kind == "permit"]
ZONE = ZoneInfo("America/Chicago")


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[LicensedCity]:
    with django_db_blocker.unblock(), licensed_city() as city:
        queue.run_waiting()
        yield city


def test_the_menu_has_29_permits_that_are_applied_for_online():
    assert len(PERMITS) == 29


@pytest.mark.parametrize("type_id", PERMITS)
def test_a_permit_is_applied_for_online_and_finished(city: LicensedCity, type_id: str):
    rt = city.types[type_id]
    with clock.frozen(morning(forms.written_on(rt))):
        rosa = an_applicant(city, rt)
        record = apply(rosa)
        approve(city, record)
        pay(city, record)
        issue(city, record)
        assert status(record) == "issued"
    inspect(city, record, rosa)
    assert status(record) == "closed"


@pytest.mark.parametrize("type_id", [type_id for type_id in ONLINE if type_id not in PERMITS])
def test_what_is_no_permit_but_online_is_applied_for_too(city: LicensedCity, type_id: str):
    rt = city.types[type_id]
    with clock.frozen(morning(forms.written_on(rt))):
        rosa = an_applicant(city, rt)
        record = apply(rosa)
        approve(city, record)
        pay(city, record)
    inspect(city, record, rosa)
    assert status(record) == ("intake" if rt.kind == "project" else "active")


@pytest.mark.parametrize("type_id", COUNTER)
def test_what_is_taken_at_the_counter_is_not_started_online_but_says_what_to_bring(city: LicensedCity, type_id: str):
    rt = city.types[type_id]
    browser = signed_in(city.town.people["rosa"])
    page = Sheet(browser.get(f"/apply/new/{type_id}/"))
    assert "This is applied for at the counter" in page.words
    assert "Start application" not in page.words
    for document in rt.documents({}):
        assert document.label in page.words
    refused = Sheet(browser.post(f"/apply/new/{type_id}/", follow=True))
    assert f"{rt.label} is applied for at the counter, not online." in refused.words
    assert not Record.objects.filter(type_id=type_id, number=None).exists()


# --- the applicant


def an_applicant(city: LicensedCity, rt: RecordType) -> Applicant:
    """Rosa with the answers of the first example, at a property and with companies like its own."""
    said = forms.place(rt)
    flags = {name: value for name, value in said.items() if isinstance(value, bool)}
    place = Parcel.objects.create(
        pin="15-22-100-001", address=said["address"], address_norm=said["address"].lower(), city="Aurora", flags=flags
    )
    firms = {key: city.firms[one["license_type"]] for key, one in forms.holders(rt).items()}
    browser = signed_in(city.town.people["rosa"])
    return Applicant(browser, rt, forms.answers(rt, forms.written_on(rt)), place, firms)


def apply(rosa: Applicant) -> Record:
    """Fill in, review, sign, submit: with a number, an e-mail, and the fees that the rules ask for."""
    review = rosa.prepare()
    page = rosa.look(review)
    assert "Still to do" not in page.words, page
    shown = rosa.look(rosa.submit(review))
    record = Record.objects.get(type_id=rosa.rt.id)
    assert f"Its number is {record.number}. We sent you an e-mail." in shown.words
    queue.run_waiting()
    assert Message.objects.filter(to_email=cast.ROSA.email, subject__contains=record.number).exists()
    assert_charged(rosa, record, page)
    return record


def assert_charged(rosa: Applicant, record: Record, review: Sheet) -> None:
    """What submitting charged is what the rules say, was announced on the review, and stands on the record."""
    move = next(move for move in rosa.rt.lifecycle.moves if move.on == "submit")
    events = [effect.arg for effect in move.do if effect.verb == "charge"]
    asked = [line for event in events for line in rosa.rt.assess(event, facts(record, rosa.rt, clock.today())).lines]
    charged = Charge.objects.filter(record=record, run__event__in=events).order_by("pk")
    assert [(one.fee, from_cents(one.cents)) for one in charged] == [(line.fee, line.amount) for line in asked]
    fees_page = rosa.look(f"/records/{record.number}/fees/")
    for line in asked:
        assert line.label in review.words, review
        assert f"${line.amount:,.2f}" in review.words
        assert line.label in fees_page.words


def inspect(city: LicensedCity, record: Record, rosa: Applicant) -> None:
    """Every inspection in its order: asked for by the applicant, given to an inspector, passed."""
    while row := _next_inspection(record):
        with clock.frozen(morning(_today(record))):
            address = f"/inspections/{record.number}/{row.key}/"
            day = rosa.look(address).offers["day"][0]
            answer = rosa.browser.post(address, {"day": day, "contact": "Rosa, 630-555-0161", "access_note": ""})
            assert answer.status_code == 302, Sheet(answer)
        visit = Visit.objects.get(required=row, state="scheduled")
        inspector = city.town.inspector(row.team)
        with clock.frozen(morning(visit.day)):
            assigning = signed_in(city.town.staff[cast.SUPERVISOR.username])
            assigning.post(f"/office/inspections/{visit.pk}/inspector/", {"inspector": inspector.pk})
            answer = signed_in(inspector).post(f"/office/inspections/{visit.pk}/result/", {"outcome": "pass"})
            assert answer.status_code == 302, Sheet(answer)
            pay(city, record)


def _next_inspection(record: Record) -> Required | None:
    left = Required.objects.filter(record=record, passed_at=None).order_by("sequence")
    passed = set(Required.objects.filter(record=record).exclude(passed_at=None).values_list("key", flat=True))
    return next((row for row in left if set(row.after) <= passed), None)


def _today(record: Record) -> date:
    """The day the record was last touched on, where the next step goes on."""
    record.refresh_from_db()
    return record.updated_at.astimezone(ZONE).date()


# --- staff


def approve(city: LicensedCity, record: Record) -> None:
    """Every team that looks at it has no objection."""
    while review := Review.objects.filter(record=record, decision="open").first():
        reviewer = signed_in(city.town.reviewer(review.team))
        assert record.number in Sheet(reviewer.get(f"/office/reviews/{review.pk}/")).words
        answer = reviewer.post(f"/office/reviews/{review.pk}/", {"decision": "approved"})
        assert answer.status_code == 302, Sheet(answer)


def pay(city: LicensedCity, record: Record) -> None:
    """What is due is paid in cash."""
    if not fees.due(record.pk):
        return
    cashier = signed_in(city.town.staff[cast.CASHIER.username])
    address = f"/office/cashier/{record.number}/"
    sent = Sheet(cashier.get(address)).ticked
    answer = cashier.post(address, sent | {"method": "cash", "tendered": "100000", "payer": "Rosa Delgado"})
    assert answer.status_code == 302, Sheet(answer)
    assert not fees.due(record.pk)


def issue(city: LicensedCity, record: Record) -> None:
    """Issued by staff where it has not issued itself."""
    if status(record) == "approved":
        answer = signed_in(city.town.staff[cast.INTAKE.username]).post(f"/office/records/{record.number}/moves/issue/")
        assert answer.status_code == 302, Sheet(answer)


def status(record: Record) -> str:
    return Record.objects.get(pk=record.pk).status


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return browser


def morning(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZONE) + timedelta(minutes=5)
