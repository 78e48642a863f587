from datetime import timedelta

import pytest

from transom.history import queries
from transom.history.actions import tell
from transom.history.tests.given import AT, VERBS, Somebody, installed
from transom.history.verbs import Verb

pytestmark = pytest.mark.django_db
STAFF = Somebody(pk=9, label="Ira Holt", kind="staff")
FIRM = Somebody(pk=8, label="Fox Valley Fence Co.", kind="firm")


@pytest.fixture(autouse=True)
def _room():
    with installed({}):
        yield


def happened(verb="gate.opened", *, by=STAFF, minutes=0, record_id=12, **data):
    data = data or {"color": "red", "text": "dog in yard"}
    at = AT + timedelta(minutes=minutes)
    return tell(verb, subject="gates.gate", subject_id=3, record_id=record_id, by=by, at=at, data=data)


def test_the_chronology_reads_newest_first_with_its_facts():
    happened(color="red")
    happened(color="blue", minutes=5)
    happened(color="green", record_id=13)
    lines = queries.chronology(12, public_only=False)
    assert [(line.says, line.who) for line in lines] == [
        ("The blue gate was opened", "Ira Holt"),
        ("The red gate was opened", "Ira Holt"),
    ]


def test_the_public_reads_public_events_without_peoples_names():
    happened(by=STAFF)
    happened("gate.noted", by=STAFF)
    happened(by=Somebody(), minutes=1)
    happened(by=FIRM, minutes=2)
    lines = queries.chronology(12, public_only=True)
    assert [line.who for line in lines] == ["Fox Valley Fence Co.", "Applicant", "City staff"]
    assert all(line.public for line in lines)


def test_events_of_one_moment_keep_their_order():
    first, second = happened(color="red"), happened(color="blue")
    assert first.at == second.at
    assert [line.says for line in queries.chronology(12, public_only=True)] == [
        "The blue gate was opened",
        "The red gate was opened",
    ]


def test_an_old_event_that_lacks_a_fact_is_still_told():
    event = happened(color="red")
    with installed({}, {**VERBS, "gate.opened": Verb("The {color} gate was opened by {means}", public=True)}):
        assert queries.sentence(event) == "Gate opened"


def test_what_happened_to_one_thing():
    happened()
    assert [line.verb for line in queries.of_subject("gates.gate", 3)] == ["gate.opened"]
    assert queries.of_subject("gates.gate", 4) == []


def test_the_audit_is_paged_and_narrowed():
    for minute in range(5):
        happened(minutes=minute)
    happened("gate.noted", by=FIRM)
    first = queries.audit(verb="gate.opened", size=3)
    assert len(first.rows) == 3
    assert len(queries.audit(verb="gate.opened", size=3, mark=first.older).rows) == 2
    assert [event.verb for event in queries.audit(actor_id=FIRM.pk).rows] == ["gate.noted"]


@pytest.mark.parametrize("events", [1, 40])
def test_a_chronology_is_one_query_however_long(events, django_assert_num_queries):
    for minute in range(events):
        happened(minutes=minute)
    with django_assert_num_queries(1):
        assert len(queries.chronology(12, public_only=True)) == events
