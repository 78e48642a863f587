"""Changing what a record says, at the desk."""

from __future__ import annotations

from datetime import date

import pytest

from transom.history.models import Event
from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records.models import Record

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def desk():
    return given.browser(given.clerk("intake"))


def work(**said):
    return {"material": "wood", "cost": "4200", "hoa": "no", "why": "Seen on the contract."} | said


def test_an_answer_is_changed_with_its_reason_in_the_chronology(desk):
    record = cases.submitted(cases.person())
    url = f"/office/records/{record.number}/answers/work/"
    assert 'value="4200"' in desk.get(url).content.decode()
    answer = desk.post(url, work(cost="5,100"), follow=True)
    assert "The answers are changed." in answer.content.decode()
    assert "$5,100.00" in answer.content.decode()
    told = Event.objects.get(verb="record.amended")
    assert (told.data["keys"], told.data["why"]) == (["cost"], "Seen on the contract.")


def test_a_wrong_answer_stands_at_its_field_with_what_was_typed(desk):
    record = cases.submitted(cases.person())
    answer = desk.post(f"/office/records/{record.number}/answers/work/", work(cost="a lot"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“Total cost of the fence” must be an amount of money" in html
    assert 'value="a lot"' in html


def test_a_reason_is_asked_for(desk):
    record = cases.submitted(cases.person())
    answer = desk.post(f"/office/records/{record.number}/answers/work/", work(cost="5100", why=""))
    assert "Say why the answers change." in answer.content.decode()


def test_insurance_seen_at_the_desk_lets_the_firms_permit_go(desk):
    maria, boss = cases.person(), given.clerk("supervisor", username="boss")
    firm = cases.fence_builder(date(2026, 3, 1))
    said = cases.FENCE | {"who": "contractor"}
    record = cases.pay(cases.approved(maria, team=boss, said=said, firm=firm), by=boss)
    license_ = cases.license_of(firm)
    url = f"/office/records/{license_.number}/answers/proof/"
    html = desk.get(url).content.decode()
    assert 'value="2026-03-01"' in html
    posted = {"test": "icc-master-mechanical", "insured_until": "2027-03-01", "why": "Certificate seen."}
    posted |= {"qualifier.name": "Quinn Qualifier"}
    answer = desk.post(url, posted)
    assert answer.status_code == 302, answer.content.decode()
    assert Record.objects.get(pk=record.pk).status == "issued"
