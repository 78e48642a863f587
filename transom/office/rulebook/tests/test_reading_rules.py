"""Staff read the rules in force: the form, the fees, the lifecycle as a picture and in words, the proof."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from transom.kernel import clock
from transom.records.tests.given import person, staff
from transom.ui.tests.markup import problems
from transom.workflow.tests import given

PAGES = ["", "fees/", "lifecycle/", "checks/", "text/"]


@pytest.fixture(autouse=True)
def _city(db):
    with clock.frozen(given.noon(given.MONDAY)):
        given.city()
        yield


@pytest.fixture
def page():
    client = Client()
    client.force_login(staff("intake"))

    def get(address):
        answer = client.get(f"/office/rules/{address}")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert problems(text) == []
        return text

    return get


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_every_type_in_force_stands_in_its_group(page):
    text = words(page(""))
    assert "Zoning Accessory Structures" in text
    assert "Fence Residential F26-00001 Online" in text
    assert "HVAC contractor license HVAC-00001 Counter" in text


@pytest.mark.parametrize("part", PAGES)
def test_each_part_of_a_type_can_be_read(page, part):
    assert "Fence Residential" in page(f"fence-residential/{part}")


def test_the_form_shows_each_question_with_when_it_is_asked(page):
    text = words(page("fence-residential/"))
    assert "Footing depth number, in, from 1, up to 96" in text
    assert "Asked only if material == &#39;masonry&#39;" in text
    assert "Certificate of appropriateness – required if parcel.historic" in text
    assert "Historic preservation Historic preservation 10, 5 parcel.historic" in text


def test_what_a_question_asks_for_is_said_in_words(page):
    text = words(page("commercial-new/"))
    assert "Will there be fire sprinklers? yes or no" in text
    assert "Floor area number, sq ft, from 50, up to 3,000,000" in text
    assert "Contract price money, from $1,000.00, up to $500,000,000.00" in text


def test_no_two_lines_of_a_picture_leave_a_box_at_the_same_height(page):
    html = page("code-case/lifecycle/")
    starts = re.findall(r'class="t-flow__line[^"]*" d="M(\d+) (\d+)H', html)
    assert len(starts) == len(set(starts)) > 20
    assert html.rindex("t-flow__line") < html.index("t-flow__dot"), "numbers are drawn after every line"


def test_each_fee_says_its_formula_its_event_and_its_ordinance(page):
    text = words(page("fence-residential/fees/"))
    assert "at approval" in text
    assert "$45.00 + $5.00 per started 50 ft of fence beyond the first 100, at most $120.00" in text
    assert "80% of all “refundable” fees" in text


def test_fees_that_read_other_fees_call_them_by_their_labels(page):
    text = words(page("commercial-new/fees/"))
    assert "65% of “Permit fee by value”, at least $75.00" in text
    assert "a table over “Value of the building”, 5 rows" in text


def test_each_table_is_printed_in_full(page):
    text = words(page("commercial-new/fees/"))
    assert "Over 5,000 up to 50,000 $75.00 + $9.00 for each started 1,000 over 5,000" in text
    assert "Over 1,000,000 up to 2,000,000 0.04% of what is over 1,000,000" in text
    assert "Each amount is multiplied by “" in text


def test_the_picture_and_the_words_of_a_lifecycle_number_the_same_ways(page):
    html = page("fence-residential/lifecycle/")
    drawn = re.findall(r'class="t-flow__number"[^>]*>(\d+)<', html)
    said = re.findall(r'data-label="No." class="t-num">(\d+)<', html)
    assert sorted(set(drawn), key=int) == sorted(set(said), key=int)
    assert "10 statuses of Fence Residential" in html
    text = words(html)
    assert "Issue Approved, not yet issued Issued staff" in text
    assert "Pay the fees due." in text
    assert "180 days after the last progress, while “Issued”: expire; warned of 30 days and 7 days before." in text


def test_the_proof_is_run_when_the_page_is_asked_for(page):
    text = words(page("fence-residential/checks/"))
    assert "5 examples and 4 scenarios, run as this page was asked for: every one holds." in text
    assert "160 ft of fence, 100 included: $45.00 + 2 × $5.00 per 50 or fraction = $55.00" in text


def test_the_text_is_what_was_published(page):
    text = page("fence-residential/text/")
    assert "lifecycles/permit.toml" in text
    assert "schema = &#34;record-type/1&#34;" in text


def test_a_type_that_is_not_in_force_is_not_found():
    client = Client()
    client.force_login(staff("intake"))
    assert client.get("/office/rules/no-such-type/").status_code == 404


def test_the_rules_pages_are_the_staffs():
    client = Client()
    assert client.get("/office/rules/").status_code == 302
    client.force_login(person("pat"))
    assert client.get("/office/rules/").status_code == 404
