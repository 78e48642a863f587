"""Rosa applies in Spanish: from the front page to a submitted application, and nothing on the way is English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.journeys.applicant import Applicant
from tests.journeys.licensed import LicensedCity, licensed_city
from transom.accounts.models import User
from transom.kernel import clock, queue
from transom.land.models import Parcel
from transom.notices.models import Message
from transom.records.models import Record
from transom.rulebook.queries import agency
from transom.ui.tests.english import english_left
from transom.wiring.demo import forms

pytestmark = pytest.mark.django_db
TYPES = ("fence-residential", "furnace-replacement", "solar-residential-rooftop", "temporary-vendor")


@dataclass
class Reader:
    """A browser whose owner reads Spanish and minds every English word."""

    browser: Client
    names: list[str] = field(default_factory=list)
    english: dict[str, list[str]] = field(default_factory=dict)
    pages: int = 0

    def get(self, address: str, *args: Any, **more: Any) -> HttpResponse:
        return self._read(self.browser.get(address, *args, **more))

    def post(self, address: str, *args: Any, **more: Any) -> HttpResponse:
        return self._read(self.browser.post(address, *args, **more))

    def _read(self, answer: HttpResponse) -> HttpResponse:
        if answer["Content-Type"].startswith("text/html") and answer.content:
            page = answer.content.decode()
            here = answer.request["PATH_INFO"]
            self.pages += 1
            assert '<html lang="es"' in page, here
            phrases = [english for english, said in agency().words["es"].items() if english != said]
            if left := english_left(page, phrases, self.names):
                self.english[here] = left
        return answer


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker) -> Iterator[LicensedCity]:
    with django_db_blocker.unblock(), licensed_city() as city:
        User.objects.filter(pk=city.town.people["rosa"].pk).update(language="es")
        yield city


def spanish_reader(city: LicensedCity, user: User | None = None) -> Reader:
    browser = Client(headers={"accept-language": "es-MX,es;q=0.9,en;q=0.5"})
    if user is not None:
        browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    place = agency()
    names = [place.name, *(firm.name for firm in city.firms.values()), city.town.people["rosa"].label, "Will"]
    return Reader(browser, names)


def look_around(rosa: Applicant, record: Record) -> None:
    """Every part of the record's page, and the dashboard."""
    for part in ("site", "contacts", "fees", "reviews", "inspections", "attachments", "conditions", "chronology"):
        rosa.look(f"/records/{record.number}/{part}/")
    assert record.number in rosa.look("/dashboard/").words
    rosa.look("/dashboard/permits/")
    rosa.browser.post(f"/cart/items/{record.number}/")
    assert record.number in rosa.look("/cart/").words
    rosa.browser.post("/cart/checkout/", {"then": ""})
    rosa.look(f"/cart/checkout/?pay={record.number}")
    rosa.look("/cart/paid/")


def typed(value: Any) -> list[str]:
    """Everything that the applicant writes in her own words."""
    if isinstance(value, dict | list):
        return [text for each in (value.values() if isinstance(value, dict) else value) for text in typed(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("type_id", TYPES)
def test_a_permit_is_applied_for_in_spanish_and_nothing_on_the_way_is_english(city: LicensedCity, type_id: str):
    rt = city.types[type_id].in_language("es")
    said = forms.place(rt)
    flags = {name: value for name, value in said.items() if isinstance(value, bool)}
    place = Parcel.objects.create(
        pin="15-22-100-001", address=said["address"], address_norm=said["address"].lower(), city="Aurora", flags=flags
    )
    firms = {key: city.firms[one["license_type"]] for key, one in forms.holders(rt).items()}
    with clock.frozen(datetime(2026, 4, 7, 15, tzinfo=UTC)):
        reader = spanish_reader(city, city.town.people["rosa"])
        answers = forms.answers(rt, forms.written_on(rt))
        reader.names += typed(answers)
        rosa = Applicant(reader, rt, answers, place, firms)
        review = rosa.prepare()
        sheet = rosa.look(review)
        assert "Lo que falta antes de poder enviar" not in sheet.words, sheet
        reader.post(review, {"then": "submit"})
        shown = rosa.look(rosa.submit(review))
        record = Record.objects.get(type_id=type_id)
        assert f"Su número es {record.number}." in shown.words
        look_around(rosa, record)
        queue.run_waiting()
        letter = Message.objects.get(to_email=city.town.people["rosa"].email, kind="received", record_id=record.pk)
        assert letter.subject == f"{rt.label} {record.number}: recibimos su solicitud"
        assert not english_left(f"<p>{letter.body}</p>", (), reader.names)
    assert reader.pages > 8
    left = {text for texts in reader.english.values() for text in texts}
    assert left == set(), reader.english
