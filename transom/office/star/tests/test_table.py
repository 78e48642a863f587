"""Staff read who is a StAR contractor and why."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from transom.kernel.actors import SYSTEM
from transom.workflow import actions
from transom.workflow.tests import given
from transom.workflow.tests.stars import NEW_YEAR, four_firms, visits

TABLE, SHEET = "/office/star/2027/", "/office/star/2027/table.csv"


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def browser(role: str = "intake") -> Client:
    client = Client()
    client.force_login(given.staff(role, username=role))
    return client


def test_the_table_says_who_is_in_and_why() -> None:
    four_firms()
    said = page(browser().get("/office/star/"))
    assert "StAR contractors 2027" in said
    assert "Not fixed yet" in said
    assert "HVAC contractor license 1 StAR contractor of 3 ranked companies" in said
    assert "Alder Heating 1 95.0 % StAR 19 of 20 inspections passed, 1st of 3" in said
    assert "Birch Heating 2 75.0 % Regular 15 of 20 inspections passed, 2nd of 3" in said
    assert "Dogwood Heating – 100.0 % Not ranked 3 of 3 inspections passed, fewer than the 10 results" in said
    assert "top 25 percent by the share that was passed or partially approved" in said


def test_a_fixed_table_says_when_and_stays_as_it_was() -> None:
    alder, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    visits(alder, fail=50)
    said = page(browser().get(TABLE))
    assert "This standing was fixed on Fri, Jan 1, 2027 and holds for the whole of 2027" in said
    assert "Alder Heating 1 95.0 % StAR" in said


def test_next_year_is_shown_as_it_would_be_so_far() -> None:
    four_firms()
    client = browser()
    assert "No inspection of 2027 has a result that counts" in page(client.get("/office/star/2028/"))
    assert [client.get(f"/office/star/{year}/").status_code for year in (1999, 2029)] == [404, 404]


def test_the_spreadsheet_holds_the_same_rows_and_no_formulas() -> None:
    four_firms()
    visits(given.contractor(name="=HYPERLINK(evil)"), fail=10)
    answer = browser().get(SHEET)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0] == ["Trade", "Place", "Of", "Company", "Passed", "Results", "Percent", "StAR", "Why"]
    assert rows[1] == ["HVAC contractor license", "1", "4", "Alder Heating", "19", "20", "95.0", "yes",
                       "19 of 20 inspections passed, 1st of 4"]  # fmt: skip
    assert [row[3] for row in rows if "HYPERLINK" in row[3]] == ["'=HYPERLINK(evil)"]


def test_a_firms_page_says_how_it_stood() -> None:
    alder, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    client = browser()
    assert "2027 , HVAC contractor license: 19 of 20 inspections passed, 1st of 3 StAR" in page(
        client.get(f"/office/firms/{alder.pk}/")
    )
    assert 'href="/office/star/"' in client.get("/office/firms/").content.decode()


@pytest.mark.parametrize("role", ["intake", "reviewer", "inspector", "cashier", "supervisor"])
def test_staff_who_see_firms_see_it(role: str) -> None:
    client = browser(role)
    assert [client.get(address).status_code for address in (TABLE, SHEET)] == [200, 200]


def test_nobody_else_does() -> None:
    applicant = Client()
    applicant.force_login(given.person("maria"))
    writer = browser("rule-writer")
    for address in (TABLE, SHEET, "/office/star/"):
        assert applicant.get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert writer.get(address).status_code == 403


def test_a_long_table_asks_as_much_as_a_short_one(django_assert_max_num_queries) -> None:
    for number in range(25):
        visits(given.contractor(name=f"Firm {number}"), **{"pass": 10})
    client = browser()
    client.get(TABLE)
    with django_assert_max_num_queries(8):
        client.get(TABLE)
