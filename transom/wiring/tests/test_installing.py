from types import SimpleNamespace

import pytest

from transom.history import reactions
from transom.history.verbs import Verb
from transom.kernel import queue
from transom.notices import letterhead
from transom.wiring import installing
from transom.wiring.letterhead import of_agency
from transom.wiring.reactions import REACTIONS


def test_every_rooms_events_are_known_and_begin_with_its_word():
    verbs = installing.declared_verbs()
    assert {"record.submitted", "payment.settled", "review.decided", "inspection.passed"} <= set(verbs)
    assert all(verb.count(".") == 1 and verb.islower() for verb in verbs)


def test_the_table_that_runs_is_the_readable_one():
    assert reactions._installed.table == REACTIONS


def test_every_job_that_an_event_causes_is_registered():
    assert {job for reaction in REACTIONS.values() for job in reaction.later} <= queue.names()


def test_an_event_declared_twice_stops_the_start(monkeypatch):
    twice = SimpleNamespace(VERBS={"record.submitted": Verb("Submitted")})
    monkeypatch.setattr(installing, "part", lambda room, name: twice)
    with pytest.raises(RuntimeError, match=r"'record\.submitted' is declared twice"):
        installing.declared_verbs()


def test_messages_bear_the_agencys_letterhead():
    assert letterhead._provider is of_agency
