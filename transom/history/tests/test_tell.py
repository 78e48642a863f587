from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from transom.history.actions import tell
from transom.history.models import Event
from transom.history.reactions import Reaction, UnknownVerb
from transom.history.tests import given
from transom.history.tests.given import AT, Somebody, installed
from transom.kernel.actors import SYSTEM


def opened(**changes):
    told = {"subject": "gates.gate", "subject_id": 3, "record_id": 12, "by": Somebody(), "at": AT}
    return tell("gate.opened", **{**told, "data": {"color": "red"}, **changes})


@pytest.mark.django_db
def test_an_event_keeps_who_what_and_when():
    with installed({}):
        event = Event.objects.get(pk=opened().pk)
    assert (event.verb, event.subject, event.subject_id, event.record_id) == ("gate.opened", "gates.gate", "3", 12)
    assert (event.actor_id, event.actor_label, event.actor_kind) == (7, "Dana Reyes", "public")
    assert (event.at, event.data) == (AT, {"color": "red"})


@pytest.mark.django_db
def test_the_system_is_an_actor_without_an_account():
    with installed({}):
        event = opened(by=SYSTEM)
    assert (event.actor_id, event.actor_label, event.actor_kind) == (None, "System", "system")


@pytest.mark.django_db
def test_amounts_and_days_are_kept_as_text():
    with installed({}):
        event = opened(data={"color": "red", "fee": Decimal("12.50"), "on": AT.date()})
    assert event.data == {"color": "red", "fee": "12.50", "on": "2026-03-02"}


@pytest.mark.django_db
def test_what_happens_at_once_sees_the_event_and_what_comes_later_is_a_job(run_jobs):
    seen = []
    table = {"gate.opened": Reaction(at_once=[seen.append], later=["history.tests.later"])}
    with installed(table):
        event = opened()
        assert seen == [event]
        assert given.done == []
        run_jobs()
        assert given.done == [event.pk]


@pytest.mark.django_db
def test_a_reaction_that_fails_takes_the_event_with_it(run_jobs):
    def fails(event):
        raise ZeroDivisionError

    with installed({"gate.opened": Reaction(at_once=[fails], later=["history.tests.later"])}):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            opened()
        assert run_jobs() == []
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_event_that_no_room_declares_is_refused():
    with installed({}), pytest.raises(UnknownVerb, match=r"gate\.painted"):
        tell("gate.painted", subject="gates.gate", subject_id=3, by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_facts_that_the_sentence_needs_must_be_given():
    with installed({}), pytest.raises(KeyError, match="color"):
        opened(data={"colour": "red"})


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused():
    with installed({}), pytest.raises(RuntimeError, match="in the transaction of the change"):
        opened()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE history_event SET actor_label = 'Nobody'", "DELETE FROM history_event WHERE id > 0"]
)
def test_the_database_refuses_to_change_history(change):
    with installed({}):
        opened()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Event.objects.get().actor_label == "Dana Reyes"


@pytest.mark.django_db
def test_the_database_refuses_to_empty_history():
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE history_event")
