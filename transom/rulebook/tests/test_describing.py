"""A fee is said as its ordinance would say it, whatever its kind."""

from __future__ import annotations

import pytest

from transom.rulebook.describing import formula, when_charged
from transom.rulebook.tests.given import aurora, schedule

CITE = 'label = "A fee"\ncite = "Ordinance 1"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('kind = "flat"\namount = 25', "$25.00"),
        ('kind = "unit"\nquantity = "count"\nrate = 2.50', "$2.50 per count"),
        (
            'kind = "unit"\nquantity = "count"\ncalled = "ft"\nbase = 45\n'
            "included = 100\nrate = 5\nper = 50\nmax = 120",
            "$45.00 + $5.00 per started 50 ft beyond the first 100, at most $120.00",
        ),
        (
            'kind = "units"\nissue = 20\nitems = [{ label = "Sinks", quantity = "count", rate = 7 }]',
            "$20.00 + Sinks: $7.00 per count",
        ),
        ('kind = "tiers"\nof = "value"\nrows = [{ over = 0, base = 20 }]', "a table over value, 1 rows"),
        ('kind = "percent"\npercent = 1.75\nof = "value"\nmin = 50', "1.75% of value, at least $50.00"),
        ('kind = "calc"\namount = "value * 2"', "value * 2"),
        (
            'kind = "late"\ndue = "due"\nper = "month"\nfirst = 10\nthen = 5\ncap = 50',
            "after due: 10, then 5 per month, up to 50 dollars",
        ),
        (
            'kind = "late"\ndue = "due"\nof = "value"\n'
            "steps = [{ over = 0, percent = 50 }, { over = 15, percent = 100 }]",
            "by the days after due, in 2 steps of value",
        ),
        ('kind = "hourly"\nhours = "count"\nrate = 63.25\nleast = 2', "$63.25 an hour of count, at least 2 hours"),
        ('kind = "top-up"\nof = "value"\nto = 105.12', "brings value up to $105.12"),
    ],
)
def test_each_kind_has_its_words(text, said):
    book = schedule(f"[fee.a]\n{CITE}{text}\n").sound()
    assert formula(book.schedules["test"].fees.rules[0].table) == said


def test_a_percentage_names_what_it_is_of():
    text = (
        f'[fee.a]\n{CITE}kind = "flat"\namount = 5\ntags = ["city"]\n'
        f'[fee.b]\n{CITE}kind = "percent"\npercent = 65\nof = {{ fees = ["a"], tags = ["city"], but = ["b"] }}\n'
    )
    rules = {rule.id: rule.table for rule in schedule(text).sound().schedules["test"].fees.rules}
    assert formula(rules["b"]) == "65% of a + all “city” fees without b"


def test_events_are_said_as_moments():
    assert when_charged(("submit", "apply", "renew")) == "when one applies, with the renewal"
    assert when_charged(("hearing",)) == "on “hearing”"


def test_no_fee_of_the_city_is_said_by_its_kind_alone():
    for rt in aurora().types.values():
        for rule in rt.fees.rules:
            assert formula(rule.table) != rule.table.kind, (rt.id, rule.id)
