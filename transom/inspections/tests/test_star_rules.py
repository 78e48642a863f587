"""Who is among the best of a trade, on plain numbers."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.inspections.rules import Place, Tally, ordinal, percent, ranking, reason, trade_of

QUARTER = Decimal(25)
TALLIES = st.lists(
    st.integers(0, 60).flatmap(lambda results: st.tuples(st.integers(0, results), st.just(results))), max_size=40
).map(lambda pairs: [Tally(number, passed, results) for number, (passed, results) in enumerate(pairs, 1)])
TOPS = st.decimals("0.01", "100", places=2)


def stars(places: tuple[Place, ...]) -> list[int]:
    return [one.tally.firm_id for one in places if one.star]


def of(*rates: int, results: int = 100) -> list[Tally]:
    """Firms 1, 2, 3 … of which so many of 100 inspections passed."""
    return [Tally(number, passed, results) for number, passed in enumerate(rates, 1)]


def test_the_best_quarter_of_eight_firms_are_two() -> None:
    assert stars(ranking(of(90, 70, 95, 60, 50, 40, 30, 20), top=QUARTER, least=10)) == [3, 1]


def test_part_of_a_place_is_a_place() -> None:
    assert stars(ranking(of(90, 80, 70, 60, 50), top=QUARTER, least=10)) == [1, 2]
    assert stars(ranking(of(90), top=QUARTER, least=10)) == [1]


def test_everyone_who_ties_with_the_last_place_shares_it() -> None:
    places = ranking(of(90, 80, 80, 80, 50, 40, 30, 20), top=QUARTER, least=10)
    assert stars(places) == [1, 2, 3, 4]
    assert [one.place for one in places] == [1, 2, 2, 2, 5, 6, 7, 8]


def test_shares_tie_exactly_whatever_they_are_made_of() -> None:
    places = ranking([Tally(1, 1, 3), Tally(2, 100, 300), Tally(3, 33, 100)], top=QUARTER, least=1)
    assert [(one.tally.firm_id, one.place) for one in places] == [(2, 1), (1, 1), (3, 3)]


def test_a_firm_with_too_few_results_has_no_place_and_takes_none() -> None:
    places = ranking([Tally(1, 9, 9), Tally(2, 10, 20), Tally(3, 0, 0)], top=QUARTER, least=10)
    assert [(one.tally.firm_id, one.place, one.ranked) for one in places] == [(2, 1, 1), (1, None, 1)]
    assert stars(places) == [2]


def test_a_firm_that_passed_nothing_is_no_star_even_alone() -> None:
    assert stars(ranking(of(0), top=QUARTER, least=1)) == []


@given(TALLIES, TOPS, st.integers(1, 30))
def test_no_star_did_worse_than_a_ranked_firm_that_is_none(tallies: list[Tally], top: Decimal, least: int) -> None:
    places = ranking(tallies, top=top, least=least)
    ranked = [one for one in places if one.place is not None]
    worst = min((one.tally.rate for one in ranked if one.star), default=None)
    assert worst is None or all(one.star for one in ranked if one.tally.rate >= worst)


@given(TALLIES, TOPS, st.integers(1, 30))
def test_there_are_as_many_stars_as_places_and_more_only_by_a_tie(
    tallies: list[Tally], top: Decimal, least: int
) -> None:
    places = ranking(tallies, top=top, least=least)
    ranked = [one for one in places if one.place is not None]
    able = [one for one in ranked if one.tally.passed]
    wanted = min(ceil(top * len(ranked) / 100), len(able))
    found = [one for one in ranked if one.star]
    assert len(found) >= wanted
    if len(found) > wanted:
        assert len({one.tally.rate for one in found[wanted - 1 :]}) == 1


@given(TALLIES, TOPS, st.integers(1, 30), st.randoms())
def test_the_order_in_which_firms_are_counted_changes_nothing(
    tallies: list[Tally], top: Decimal, least: int, random: object
) -> None:
    mixed = list(tallies)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert ranking(mixed, top=top, least=least) == ranking(tallies, top=top, least=least)


@given(TALLIES, st.integers(1, 30))
def test_a_larger_share_never_takes_a_star_away(tallies: list[Tally], least: int) -> None:
    few, many = (set(stars(ranking(tallies, top=Decimal(top), least=least))) for top in (10, 50))
    assert few <= many


@given(TALLIES, TOPS, st.integers(1, 30))
def test_passing_one_more_inspection_never_costs_a_place(tallies: list[Tally], top: Decimal, least: int) -> None:
    if not tallies:
        return
    first, *others = tallies
    better = Tally(first.firm_id, first.passed + 1, first.results + 1)
    before, after = (
        next((one.place for one in ranking([which, *others], top=top, least=least) if one.tally == which), None)
        for which in (first, better)
    )
    assert before is None or (after is not None and after <= before)


@pytest.mark.parametrize(
    ("accepted", "held", "trade"),
    [
        (["hvac", "general"], {"general", "hvac"}, "hvac"),
        (["hvac", "general"], {"general"}, "general"),
        (["plumbing"], {"general"}, ""),
        (["plumbing", "general"], {"plumbing", "general"}, "general"),
        ([], {"sign", "general"}, "general"),
        ([], set(), ""),
    ],
)
def test_a_result_counts_in_the_first_trade_the_permit_asks_for(
    accepted: list[str], held: set[str], trade: str
) -> None:
    assert trade_of(accepted, sorted(held), ["general", "hvac", "sign"]) == trade


def test_reasons_read_as_a_person_would_say_them() -> None:
    assert reason(47, 50, 3, 21, least=10) == "47 of 50 inspections passed, 3rd of 21"
    assert reason(4, 5, None, 21, least=10) == "4 of 5 inspections passed, fewer than the 10 results that count"
    assert reason(1, 1, 1, 1, least=1) == "1 of 1 inspection passed, 1st of 1"
    assert reason(0, 0, None, 3, least=1) == "no inspection results"
    assert [ordinal(number) for number in (2, 11, 12, 13, 21, 22, 101, 111)] == [
        "2nd", "11th", "12th", "13th", "21st", "22nd", "101st", "111th",
    ]  # fmt: skip
    assert (percent(2, 3), percent(1, 800), percent(0, 0)) == (Decimal("66.7"), Decimal("0.1"), Decimal("0.0"))
