"""What the checker says of oddities in a schedule: falls, leaps, counters, citations that cite nothing."""

from __future__ import annotations

import pytest

from transom.rulebook.tests.given import schedule, slips
from transom.rulebook.tests.test_fees import UBC, fee


def tiers(rows: str, more: str = "") -> list[str]:
    return slips(schedule(fee("tiers", f'of = "value"\n{more}rows = [{rows}]')))


LEAP = "{ over = 0, base = 50, rate = 6, per = 1000 }, { over = 500000, base = 3330, rate = 5, per = 1000 }"


def test_a_fee_that_leaps_at_an_edge_is_warned_of_unless_it_was_adopted_so():
    (warning,) = tiers(LEAP)
    assert "fee.fee.rows[1]: the fee leaps from $3,050.00 to $3,335.00 just over 500,000" in warning
    assert 'add accept = "as adopted"' in warning
    assert tiers(LEAP, 'accept = "as adopted"\n') == []


@pytest.mark.parametrize(
    "rows",
    [
        "{ over = 0, base = 50 }, { over = 100, base = 75 }, { over = 200, base = 500 }",
        "{ over = 0, base = 50 }, { over = 1000, base = 50, rate = 8, per = 1000 }",
        "{ over = 0, rate = 0.006787, per = 1 }, { over = 100000, base = 679.20, rate = 0.006, per = 1 }",
    ],
    ids=["flat bands", "the first step", "a base printed in round cents"],
)
def test_steps_and_flat_bands_are_no_leap(rows):
    assert tiers(rows, 'fraction = "exact"\n' if "0.006787" in rows else "") == []


def test_the_uniform_building_code_table_has_no_oddity():
    assert slips(schedule(fee("tiers", f'of = "value"\n{UBC}'))) == []


def test_a_leap_at_the_number_itself_is_said_so():
    (warning,) = tiers("{ from = 0, base = 10, rate = 1 }, { from = 10, base = 200, rate = 1 }")
    assert "the fee leaps from $20.00 to $200.00 at 10" in warning


def test_a_rate_times_a_running_count_is_warned_of():
    text = fee("unit", 'on = ["inspection-failed"]\nquantity = "failed_inspections - 1"\nrate = 40')
    (warning,) = slips(schedule(text))
    assert (
        'fee.fee.quantity: "failed_inspections" counts all so far, so each time bills the earlier ones again' in warning
    )
    assert slips(schedule(text + 'accept = "once a year"\n')) == []
    items = 'items = [{ label = "visits", quantity = "inspections_done", rate = 4 }]'
    assert "items[0].quantity" in slips(schedule(fee("units", items)))[0]


@pytest.mark.parametrize("cite", ["TBD", "n/a", "?", "none."])
def test_a_citation_that_cites_nothing_is_warned_of(cite):
    text = fee("flat", "amount = 5").replace("Ordinance", cite)
    assert f'"{cite}" cites nothing; name the ordinance, or add made_up = true' in slips(schedule(text))[0]


def test_an_amount_that_is_made_up_must_say_so():
    text = fee("flat", "amount = 5").replace("Ordinance", "made up")
    assert "the amount is made up, so add made_up = true" in slips(schedule(text))[0]
    assert slips(schedule(text + "made_up = true\n")) == []
