"""Last year's bills under other rules."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.fees.models import Charge, ChargeRun
from transom.fees.replay import Run, Tally, as_json, as_text
from transom.fees.replay.running import replay, replay_proposal
from transom.fees.replay.sharing import count_together
from transom.fees.replay.tally import SHOWN, counted
from transom.fees.rules import facts_to_json
from transom.fees.tests.given import AT, a_record
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.rulebook import queries
from transom.rulebook.actions import load_agency, propose, withdraw
from transom.rulebook.bundles import read_folder
from transom.rulebook.proofs import sound_book
from transom.rulebook.tests import elm

FILES = read_folder(elm.ELM)
RAISED = {
    **FILES,
    "permits/fence.toml": FILES["permits/fence.toml"].replace("base = 45.00", "base = 46.00"),
}


def billed(n: int = 1, length: int = 80, **cents: int) -> Run:
    facts = facts_to_json({"length": Decimal(length), "cost": Decimal(0)})
    return Run(f"F26-{n:05}", "fence", "issue", json.dumps(facts), json.dumps(cents or {"permit": 4500, "state": 110}))


def under(files, *runs: Run) -> Tally:
    return counted(runs, sound_book(files).types)


def test_the_rules_they_were_billed_by_change_nothing():
    tally = under(FILES, billed(), billed(2, 160, permit=5500, state=110))
    assert (tally.runs, tally.same, tally.more, tally.less, tally.old, tally.new) == (2, 2, 0, 0, 10220, 10220)
    assert tally.changes == []


def test_a_raised_fee_is_counted_by_fee_and_in_all():
    tally = under(RAISED, billed(), billed(2, 160, permit=5500, state=110), billed(3, 80, permit=4700, state=110))
    assert (tally.more, tally.less, tally.same) == (2, 1, 0)
    permit = tally.fees["fence", "permit"]
    assert (permit.label, permit.old, permit.new, permit.more, permit.less) == ("Fence permit", 14700, 14800, 2, 1)
    assert tally.fees["fence", "state"].same == 3


def test_a_fee_that_is_new_and_one_that_is_gone_count_from_and_to_nothing():
    tally = under(FILES, billed(1, 80, permit=4500, archive=500))
    assert (tally.fees["fence", "archive"].new, tally.fees["fence", "state"].old) == (0, 0)
    assert (tally.old, tally.new) == (5000, 4610)


def test_the_largest_changes_come_first_whichever_way():
    runs = [billed(n, 80, permit=4500 + (n if n % 2 else -n), state=110) for n in range(1, 60)]
    changes = under(FILES, *runs).changes
    assert len(changes) == SHOWN
    assert [abs(change.change) for change in changes] == list(range(59, 39, -1))


def test_a_bill_that_would_be_refused_or_lacks_a_fact_is_in_no_sum():
    grid = """[table.size]
columns = ["fee"]
rows = { wood = [10.00], vinyl = ["NP"] }

[fee.size]
kind = "lookup"
label = "Size"
cite = "x"
on = ["issue"]
table = "size"
keys = ["material"]

[fee.application]"""
    text = FILES["permits/fence.toml"].replace("[fee.application]", grid, 1)
    facts = {"length": Decimal(80), "cost": Decimal(0)}
    runs = [
        billed()._replace(facts=json.dumps(facts_to_json({**facts, **more})))
        for more in ({"material": "wood"}, {"material": "vinyl"}, {})
    ]
    tally = under({**FILES, "permits/fence.toml": text}, *runs)
    assert (tally.runs, tally.more, tally.refused, tally.unknown, tally.old) == (3, 1, 1, 1, 4610)
    assert [each.fee for each in tally.unworkable] == ["size", "size"]
    assert "material" in tally.unworkable[1].say


def test_a_type_that_is_gone_is_counted_apart():
    tally = under(FILES, billed()._replace(type_id="pool"))
    assert (tally.not_sold, tally.old) == (1, 0)
    assert tally.unworkable[0].say == "There is no such record type any more."


def test_the_table_says_it_in_words():
    text = as_text(under(RAISED, billed(), billed(2)._replace(type_id="pool")))
    assert text.splitlines() == [
        "2 bills worked out again: 1 more, 0 less, 0 the same",
        "  fence permit            $45.00            $46.00            +$1.00",
        "  all                     $46.10            $47.10            +$1.00",
        "  +$1.00  F26-00001 fence issue: $46.10 -> $47.10",
        "1 bills are of a type that is no longer there (in no sum)",
        "  F26-00002 pool issue : There is no such record type any more.",
    ]


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 9000)), max_size=40), st.integers(0, 40))
def test_two_halves_counted_apart_make_the_whole(bills, cut):
    runs = [billed(n, length, permit=cents) for n, (length, cents) in enumerate(bills)]
    halves = under(FILES, *runs[:cut])
    halves.add(under(FILES, *runs[cut:]))
    whole = under(FILES, *runs)
    assert as_json(halves) | {"unworkable": []} == as_json(whole) | {"unworkable": []}
    assert whole.new - whole.old == sum(change.new - change.old for change in whole.fees.values())
    assert whole.runs == whole.more + whole.less + whole.same


def test_two_processes_count_what_one_counts():
    runs = [billed(n, 80 + n, permit=4500, state=110) for n in range(1200)]
    assert as_json(count_together(RAISED, runs, 2)) == as_json(count_together(RAISED, runs, 1))


def test_memory_does_not_grow_with_the_bills():
    def most(count: int) -> int:
        tracemalloc.start()
        count_together(RAISED, (billed(n % 9000, 80 + n % 50) for n in range(count)), 1)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(500)
    assert most(6000) < most(1500) * 1.25


# -- out of the database


@pytest.fixture
def city(db, tmp_path, settings):
    settings.AGENCY = elm.KEY
    queries.forget()
    folder = elm.folder(tmp_path / "city")
    load_agency(folder, by=SYSTEM, at=AT)
    yield folder
    queries.forget()


def a_bill(at=AT, length=80, agency=elm.KEY, **cents):
    record = a_record(agency=agency, type_id="fence")
    facts = facts_to_json({"length": Decimal(length), "cost": Decimal(0), "today": date(2026, 3, 2)})
    run = ChargeRun.objects.create(
        record=record, event="issue", occurrence="issue", bundle="0" * 64, facts=facts, by_label="System", at=at
    )
    for fee, amount in (cents or {"permit": 4500, "state": 110}).items():
        Charge.objects.create(run=run, record=record, fee=fee, label=fee, cents=amount, account="x", at=at)
    return record


def test_the_bills_of_a_period_are_read_with_what_was_billed(city):
    record = a_bill(length=160, permit=5400, state=110)
    a_bill(AT - timedelta(days=400))
    a_bill(agency="elsewhere-il")
    tally = replay(FILES, since=AT - timedelta(days=365), until=AT + timedelta(days=1), processes=1)
    assert tally.runs == 1
    assert tally.changes[0] == (record.number, "fence", "issue", 5510, 5610)


def test_a_bill_that_charged_nothing_is_read_too(city):
    a_bill(permit=0)
    assert replay(FILES, since=AT, until=AT + timedelta(days=1), processes=1).old == 0


def test_many_bills_cost_no_more_queries_than_few(city, django_assert_max_num_queries):
    for _ in range(30):
        a_bill()
    with django_assert_max_num_queries(4):
        assert replay(FILES, since=AT, until=AT + timedelta(days=1), processes=1).runs == 30


def test_the_result_stays_with_the_proposal_until_it_is_decided(city):
    a_bill(AT - timedelta(days=30))
    elm.raise_the_fee(city)
    cal = type("Official", (), {"pk": 7, "label": "Cal Brooks", "kind": "staff"})()
    proposal = propose(read_folder(city), effective=date(2026, 7, 1), note="More", by=cal, at=AT)
    replay_proposal(proposal, at=AT, processes=1)
    kept = queries.proposal(proposal.pk).replay
    assert (kept["runs"], kept["more"], kept["new_cents"] - kept["old_cents"]) == (1, 1, 100)
    assert kept["since"] == (AT - timedelta(days=365)).isoformat()
    withdraw(proposal, why="A slip", by=cal, at=AT)
    with pytest.raises(Refused, match="withdrawn already"):
        replay_proposal(queries.proposal(proposal.pk), at=AT, processes=1)
