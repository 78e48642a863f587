"""Moving a record from its page."""

from __future__ import annotations

import pytest

from transom.office.records.tests import given
from transom.office.records.tests.given import cases
from transom.records.models import Record

pytestmark = pytest.mark.usefixtures("city")
MASONRY = cases.FENCE | {"material": "masonry", "footing": 42, "who": "contractor"}


def fresh(record):
    return Record.objects.get(pk=record.pk)


def test_issuing_is_refused_with_the_list_of_what_is_missing():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.approved(maria, team=desk, said=MASONRY, firm=cases.fence_builder(given.MONDAY.replace(month=1)))
    client = given.browser(desk)
    answer = client.post(f"/office/records/{record.number}/moves/issue/", follow=True)
    html = answer.content.decode()
    assert "Pay the fees due." in html
    assert "insurance has run out." in html
    assert fresh(record).status == "approved"


def test_issuing_says_so_and_leads_on_to_the_next_in_the_queue():
    maria, desk = cases.person(), given.clerk("supervisor")
    firm = cases.fence_builder()
    first, second = (
        cases.pay(cases.approved(maria, team=desk, said=MASONRY, firm=firm, place=cases.parcel(str(n))), by=desk)
        for n in range(2)
    )
    client = given.browser(desk)
    answer = client.post(f"/office/records/{first.number}/moves/issue/", {"queue": "ready"}, follow=True)
    assert answer.redirect_chain == [(f"/office/records/{second.number}/?queue=ready", 302)]
    assert f"{first.number} is now “Issued”." in answer.content.decode()
    assert fresh(first).status == "issued"


def test_after_the_last_record_of_a_queue_comes_its_list():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.pay(cases.approved(maria, team=desk, said=MASONRY, firm=cases.fence_builder()), by=desk)
    answer = given.browser(desk).post(f"/office/records/{record.number}/moves/issue/", {"queue": "ready"})
    assert answer["Location"] == "/office/queues/ready/"


def test_returning_asks_why_and_the_applicant_reads_it():
    maria, desk = cases.person(), given.clerk("intake")
    record = cases.submitted(maria)
    url = f"/office/records/{record.number}/moves/return/"
    client = given.browser(desk)
    assert "The applicant reads this" in client.get(url).content.decode()
    refused = client.post(url, {"why": "  "})
    assert refused.status_code == 422
    assert "Say why: the applicant reads it." in refused.content.decode()
    assert fresh(record).status == "in_review"
    client.post(url, {"why": "The plat is not readable."})
    assert fresh(record).status == "corrections"
    assert "The plat is not readable." in cases.letter(record, "corrections").body


def test_a_move_that_is_not_possible_now_is_refused_in_words():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.submitted(maria)
    answer = given.browser(desk).post(f"/office/records/{record.number}/moves/issue/", follow=True)
    assert "This is not possible while the status is “In review”" in answer.content.decode()


def test_a_queue_that_does_not_exist_leads_back_to_the_record():
    maria, desk = cases.person(), given.clerk("supervisor")
    record = cases.pay(cases.approved(maria, team=desk, said=MASONRY, firm=cases.fence_builder()), by=desk)
    answer = given.browser(desk).post(
        f"/office/records/{record.number}/moves/issue/", {"queue": "https://evil.example/"}
    )
    assert answer["Location"] == f"/office/records/{record.number}/"
