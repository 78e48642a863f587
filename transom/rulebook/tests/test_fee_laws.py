"""What must hold of a whole schedule of many shapes, whatever is known of a record."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from transom.rulebook.books import compile_book
from transom.rulebook.fees import Assessment, FeeBook
from transom.rulebook.tests.given import FILES, SCHEDULE_HEAD, schedule, slips
from transom.rulebook.tests.test_fees import fee

BUILDING = (FILES / "building.toml").read_text()
SHAPES = """
[input]
value = { type = "money" }
area = { type = "number" }
hours = { type = "number" }
kind = { type = "choice", options = ["a", "b"] }
begun = { type = "bool" }
star = { type = "bool" }
due = { type = "date" }
[table.sizes]
bands = "up-to"
columns = ["a", "b"]
rows = { 100 = [10, 20], 500 = [30, 40], above = [50, "NP"] }
""" + "".join(
    (
        fee("percent", 'of = "value"\npercent = 1.75\nmin = 50\nmax = "area * 2 + 60"\ntags = ["city"]', "permit"),
        fee("lookup", 'table = "sizes"\nkeys = ["area", "kind"]\ntags = ["city"]', "size"),
        fee("hourly", 'hours = "hours"\nrate = 63.25\nleast = 2\nstep = 0.5', "hourly"),
        fee("top-up", 'of = { tags = ["city"] }\nto = "value / 50"', "lacking"),
        fee("flat", 'amount = 40\nrefuse = [{ when = "hours > 60", say = "Not more." }]', "refusing"),
        fee("percent", 'when = "begun"\nof = { fees = ["permit", "size"] }\npercent = 100', "penalty"),
        fee(
            "percent",
            'of = { tags = ["city"], but = ["size"] }\npercent = 4\n'
            'waive = [{ when = "star", percent = 50, say = "StAR", cite = "x" }, '
            '{ when = "begun", amount = 3, say = "why", cite = "x" }]',
            "technology",
        ),
        fee("credit", 'amount = "hours"\nof = { fees = ["permit"] }', "held"),
    )
)


def book(text: str) -> FeeBook:
    return next(iter(compile_book({"a.toml": text}).sound().schedules.values())).fees


WHOLE = book(SCHEDULE_HEAD + SHAPES)
MONEY = st.integers(0, 900_000_00).map(lambda cents: Decimal(cents) / 100)
FACTS = st.fixed_dictionaries(
    {
        "value": MONEY,
        "area": st.integers(0, 5000).map(Decimal),
        "hours": st.integers(0, 4000).map(lambda n: Decimal(n) / 50),
        "kind": st.sampled_from("ab"),
        "begun": st.booleans(),
        "star": st.booleans(),
    }
)


def amounts(result: Assessment) -> dict[str, Decimal]:
    return {line.fee: line.amount for line in result.lines}


@given(FACTS, st.sets(st.sampled_from(["value", "area", "hours", "kind", "begun", "star"])))
def test_what_is_not_known_makes_a_fee_unknown_and_changes_no_other(facts, forgotten):
    known = WHOLE.assess("submit", facts)
    partly = WHOLE.assess("submit", {name: value for name, value in facts.items() if name not in forgotten})
    waiting = {each.fee for each in partly.unknown}
    assert amounts(partly).items() <= amounts(known).items()
    assert set(amounts(known)) <= set(amounts(partly)) | waiting
    assert {each.fee for each in known.unknown} <= waiting


@given(FACTS, st.sets(st.sampled_from(["value", "area", "hours", "kind", "begun", "star"]), min_size=1))
def test_what_a_fee_still_needs_is_something_nobody_has_said(facts, forgotten):
    partly = WHOLE.assess("submit", {name: value for name, value in facts.items() if name not in forgotten})
    assert {name for each in partly.unknown if not each.say for name in each.needs} <= forgotten
    assert all(each.say or each.needs for each in partly.unknown)


@given(FACTS)
def test_no_fee_is_negative_but_a_credit_and_lines_add_up_to_the_total_in_whole_cents(facts):
    result = WHOLE.assess("submit", facts)
    assert all(line.amount >= 0 for line in result.lines if line.fee != "held")
    assert result.total == sum(line.amount for line in result.lines)
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in result.lines)


@given(FACTS)
def test_every_line_says_how_it_came_about(facts):
    for line in WHOLE.assess("submit", facts).lines:
        assert line.trace
        assert f"{abs(line.amount):,.2f}" in line.trace[-1] or "waived" in line.trace[-1]
        assert line.explained().steps == line.trace


@settings(max_examples=25)
@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_the_fees_in_the_file_changes_no_amount(facts, random):
    head, *fees = re.split(r"(?m)^(?=\[fee\.)", SHAPES)
    random.shuffle(fees)
    shuffled = book(SCHEDULE_HEAD + head + "".join(fees))
    assert amounts(shuffled.assess("submit", facts)) == amounts(WHOLE.assess("submit", facts))


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), MONEY, st.integers(1, 9))
def test_the_order_of_inputs_tables_and_settings_changes_no_amount_either(random, price, units):
    head, *tables = re.split(r"(?m)^(?=\[(?:fee|table|input)\b)", BUILDING.split("[[example]]")[0])
    tables = [_settings_shuffled(table, random) for table in tables]
    random.shuffle(tables)
    facts = {
        "price": price, "area": Decimal(1800), "occupancy": "R-3", "structure": "VB", "sector": "home",
        "units": Decimal(units), "begun": True, "city_owned": False, "held": Decimal(600),
    }  # fmt: skip
    written = book(BUILDING).assess("issue", facts)
    assert amounts(book(head + "".join(tables)).assess("issue", facts)) == amounts(written)


def _settings_shuffled(table: str, random) -> str:
    """A table with its one-line settings in another order; what takes several lines stays where it is."""
    title, *lines = [line for line in table.split("\n") if line.strip() and not line.strip().startswith("#")]
    if any(line.rstrip().endswith("[") for line in lines):
        return table
    random.shuffle(lines)
    return "\n".join([title, *lines, ""])


RATES = st.tuples(st.integers(1, 40), st.integers(0, 4000), st.integers(0, 2000))


@settings(max_examples=60)
@given(st.lists(RATES, min_size=1, max_size=5), st.lists(MONEY, min_size=2, max_size=8))
def test_a_table_that_the_checker_finds_no_fall_in_never_falls(rows, values):
    edge, text = 0, []
    for width, base, rate in rows:
        text.append(f"{{ over = {edge}, base = {base / 10}, rate = {rate / 100}, per = 100 }}")
        edge += width * 1000
    found = schedule(fee("tiers", f'of = "value"\nrows = [{", ".join(text)}]'))
    if any("the fee falls" in sentence for sentence in slips(found)):
        return
    fees = found.schedules["test"].fees
    totals = [fees.assess("submit", {"value": value}).total for value in sorted(values)]
    assert all(cheap <= dear for cheap, dear in pairwise(totals))


def test_the_head_of_these_schedules_is_read_as_one_file():
    assert slips(compile_book({"a.toml": SCHEDULE_HEAD + SHAPES})) == []
