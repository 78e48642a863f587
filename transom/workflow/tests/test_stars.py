"""StAR contractors, from inspection results to half the renewal fee."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from transom.fees.queries import lines
from transom.history.queries import chronology
from transom.inspections.models import StarStanding
from transom.inspections.queries import star_table, star_years, stars_of_firm
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.records.models import Record
from transom.records.queries.facts import contractor_facts
from transom.workflow import actions, jobs
from transom.workflow.tests import given
from transom.workflow.tests.stars import NEW_YEAR, ROOF, four_firms, visits

pytestmark = pytest.mark.usefixtures("city")


def table(year: int = 2027) -> list[tuple[Any, ...]]:
    found = star_table(year, NEW_YEAR)
    return [(row.firm.name.split()[0], row.passed, row.results, row.place, row.star) for row in found.rows]


def test_the_best_quarter_of_a_trade_is_read_from_last_years_results() -> None:
    four_firms()
    assert table() == [
        ("Alder", 19, 20, 1, True),
        ("Birch", 15, 20, 2, False),
        ("Cedar", 10, 20, 3, False),
        ("Dogwood", 3, 3, None, False),
    ]
    (trade,) = star_table(2027, NEW_YEAR).trades
    assert (trade.id, trade.label, trade.stars) == ("hvac-contractor", "HVAC contractor license", 1)


def test_only_results_of_the_year_before_count() -> None:
    firm = given.contractor()
    visits(firm, year=2025, **{"pass": 12})
    visits(firm, year=2027, **{"pass": 12})
    visits(firm, state="cancelled", **{"pass": 12})
    assert table() == []
    assert [row[1:] for row in table(2026)] == [(12, 12, 1, True)]


def test_each_trade_is_ranked_by_itself_and_a_result_counts_once() -> None:
    heating, roofer = (
        given.contractor(name="Alder Heating"),
        given.contractor(name="Birch Roofing", license_type="general-contractor"),
    )
    visits(heating, **{"pass": 10, "fail": 10})
    visits(roofer, type_id=ROOF, **{"pass": 20})
    found = star_table(2027, NEW_YEAR)
    assert [(trade.id, [row.firm.name for row in trade.rows]) for trade in found.trades] == [
        ("general-contractor", ["Birch Roofing"]),
        ("hvac-contractor", ["Alder Heating"]),
    ]
    assert sum(row.results for row in found.rows) == 40


def test_results_of_a_firm_without_a_license_of_the_trade_do_not_count() -> None:
    firm = given.contractor(name="Fences Only", license_type="fence-contractor")
    visits(firm, **{"pass": 20})
    closed = given.contractor(name="Gone Heating")
    visits(closed, **{"pass": 20})
    Record.objects.filter(pk=given.license_of(closed).pk).update(closed=True)
    assert table() == []


def test_the_table_takes_as_many_queries_for_many_firms_as_for_one(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        visits(given.contractor(name=f"Firm {number}"), **{"pass": 10, "fail": number})
    star_table(2027, NEW_YEAR)
    with django_assert_max_num_queries(4):
        assert len(star_table(2027, NEW_YEAR).rows) == 12
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    with django_assert_max_num_queries(1):
        assert len(star_table(2027, NEW_YEAR).rows) == 12


def test_fixing_a_year_writes_the_standing_on_licenses_with_its_reason() -> None:
    alder, birch, *_ = four_firms()
    fixed = actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    license_ = given.license_of(alder)
    assert (fixed.firms, fixed.given, fixed.ended) == (4, (license_.number,), ())
    said = chronology(license_.pk, public_only=False)[0].says
    assert said == "StAR contractor of 2027: 19 of 20 inspections passed, 1st of 3"
    assert contractor_facts(alder, date(2027, 1, 2))["star"] is True
    assert contractor_facts(birch, date(2027, 1, 2))["star"] is False
    assert chronology(given.license_of(birch).pk, public_only=False) == []


def test_the_renewal_of_a_star_contractor_costs_half() -> None:
    alder, birch, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    bills = []
    for firm in (alder, birch):
        record = actions.fire(given.license_of(firm), "renewal-opens", by=SYSTEM, at=given.noon(date(2027, 11, 1)))
        bills.append([(line.fee, Decimal(line.cents) / 100, line.trace[-1]) for line in lines(record.pk)])
    assert [(fee, dollars) for fee, dollars, _ in bills[0]] == [("registration", Decimal(100))]
    assert "StAR contractor" in bills[0][0][2]
    assert [(fee, dollars) for fee, dollars, _ in bills[1]] == [("registration", Decimal(200))]


def test_who_is_no_star_any_more_pays_the_whole_fee_again() -> None:
    alder, birch, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    visits(birch, year=2027, **{"pass": 20})
    visits(alder, year=2027, **{"pass": 10, "fail": 10})
    fixed = actions.fix_stars(2028, by=SYSTEM, at=given.noon(date(2028, 1, 1)))
    assert fixed.given == (given.license_of(birch).number,)
    assert fixed.ended == (given.license_of(alder).number,)
    says = [entry.says for entry in chronology(given.license_of(alder).pk, public_only=False)]
    assert says[0] == "No StAR contractor in 2028: 10 of 20 inspections passed, 2nd of 2"
    assert [(row.year, row.star) for row in stars_of_firm(alder.pk)] == [(2028, False), (2027, True)]


def test_a_firm_without_any_result_loses_its_standing_and_reads_why() -> None:
    alder, birch, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    visits(birch, year=2027, **{"pass": 20})
    actions.fix_stars(2028, by=SYSTEM, at=given.noon(date(2028, 1, 1)))
    says = chronology(given.license_of(alder).pk, public_only=False)[0].says
    assert says == "No StAR contractor in 2028: no results in last year's table"


def test_a_year_is_fixed_once_and_results_written_later_change_nothing() -> None:
    alder, *_ = four_firms()
    actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    visits(alder, fail=40)
    with pytest.raises(Refused, match="The standing of 2027 is fixed already"):
        actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
    assert table()[0] == ("Alder", 19, 20, 1, True)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE inspections_starstanding SET star = true")


@pytest.mark.parametrize(("year", "said"), [
    (2028, "The standing of 2028 is fixed on January 1, 2028"), (2027, "No inspection of 2026 has a result"),
])  # fmt: skip
def test_a_year_that_has_not_begun_or_has_no_results_is_not_fixed(year: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.fix_stars(year, by=SYSTEM, at=NEW_YEAR)
    assert star_years() == []


def test_the_first_night_of_a_year_fixes_it_once() -> None:
    alder, *_ = four_firms()
    with clock.frozen(NEW_YEAR):
        jobs.fix_stars()
        jobs.fix_stars()
    assert star_years() == [2027]
    assert StarStanding.objects.filter(firm=alder).count() == 1


def test_a_city_without_a_program_has_no_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    four_firms()
    monkeypatch.setattr("transom.inspections.queries.stars.star_program", lambda: None)
    monkeypatch.setattr("transom.workflow.jobs.star_program", lambda: None)
    monkeypatch.setattr("transom.inspections.queries.star_program", lambda: None)
    with clock.frozen(NEW_YEAR):
        jobs.fix_stars()
    assert table() == []
    with pytest.raises(Refused, match="no StAR program"):
        actions.fix_stars(2027, by=SYSTEM, at=NEW_YEAR)
