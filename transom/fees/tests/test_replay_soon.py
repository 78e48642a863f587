"""A replay is done at once where it takes a moment, and by the worker where it takes longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from transom.fees.jobs import replay_proposed
from transom.fees.replay.asking import replay_soon
from transom.fees.tests.given import AT
from transom.fees.tests.test_replay import a_bill
from transom.kernel import clock, queue
from transom.kernel.actors import SYSTEM
from transom.rulebook import queries
from transom.rulebook.actions import load_agency, propose, withdraw
from transom.rulebook.bundles import read_folder
from transom.rulebook.tests import elm

CAL = type("Official", (), {"pk": 7, "label": "Cal Brooks", "kind": "staff"})()


@pytest.fixture
def city(db, tmp_path, settings):
    settings.AGENCY = elm.KEY
    queries.forget()
    folder = elm.folder(tmp_path / "city")
    load_agency(folder, by=SYSTEM, at=AT)
    with clock.frozen(AT):
        yield folder
    queries.forget()


@pytest.fixture
def proposal(city):
    for _ in range(3):
        a_bill(AT - timedelta(days=30))
    elm.raise_the_fee(city)
    return propose(read_folder(city), effective=date(2026, 7, 1), note="More", by=CAL, at=AT)


def test_few_bills_are_replayed_while_one_waits(proposal):
    assert replay_soon(proposal, at=AT)
    assert queries.proposal(proposal.pk).replay["more"] == 3
    assert queue.run_waiting() == []


def test_many_bills_are_replayed_by_the_worker(proposal):
    assert not replay_soon(proposal, at=AT, at_once=2)
    assert queries.proposal(proposal.pk).replay is None
    assert queue.run_waiting() == ["fees.replay_proposal"]
    assert queries.proposal(proposal.pk).replay["runs"] == 3


def test_a_proposal_taken_back_meanwhile_is_left_alone(proposal):
    replay_soon(proposal, at=AT, at_once=2)
    withdraw(proposal, why="A slip", by=CAL, at=AT)
    queue.run_waiting()
    assert queries.proposal(proposal.pk).replay is None


def test_wrong_text_has_no_replay_and_is_not_tried_again(city):
    a_bill(AT - timedelta(days=30))
    elm.rewrite(city, "permits/fence.toml", ('kind = "unit"', 'kind = "unitt"'))
    wrong = propose(read_folder(city), effective=date(2026, 7, 1), note="More", by=CAL, at=AT)
    replay_proposed(wrong.pk)
    assert queries.proposal(wrong.pk).replay is None
