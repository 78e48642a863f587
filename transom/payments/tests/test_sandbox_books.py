"""The sandbox's books: every state, every fault, and nothing twice."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from transom.payments.gateways.sandbox.books import FAULTS, TRIES_OF_A_HOOK, Books, Conflict

TERMS = {"payee": "City", "items": [{"label": "Fence permit", "cents": 7000}], "return_url": "http://city/"}


class Clock:
    now = 1_772_467_200.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def books(tmp_path, clock):
    books = Books(tmp_path / "gateway" / "books.sqlite3", clock=clock, chance=lambda: 0.5)
    yield books
    books.shut()


def an_open(books, clock, cents=7000):
    return books.create(str(uuid4()), TERMS, cents=cents, expires_at=clock.now + 900)


def hooks(books):
    return [json.loads(body) for _, body in books.hooks_due()]


def test_the_same_key_finds_the_same_session(books, clock):
    entry = an_open(books, clock)
    assert books.create(entry.key, TERMS, cents=7000, expires_at=1) == entry


def test_the_same_key_with_other_terms_is_refused(books, clock):
    entry = an_open(books, clock)
    with pytest.raises(Conflict, match="another payment"):
        books.create(entry.key, TERMS, cents=1, expires_at=1)


def test_an_approved_card_is_charged_once_and_told(books, clock):
    entry = an_open(books, clock)
    for _ in range(3):
        assert books.pay(entry.ref, card="Visa", approved=True).state == "captured"
    (told,) = hooks(books)
    assert (told["type"], told["key"], told["cents"]) == ("session.captured", entry.key, 7000)


def test_a_declined_card_can_be_tried_three_times(books, clock):
    entry = an_open(books, clock)
    states = [books.pay(entry.ref, card="Visa", approved=False).state for _ in range(3)]
    assert states == ["open", "open", "declined"]
    assert books.pay(entry.ref, card="Visa", approved=True).state == "declined"
    assert [told["type"] for told in hooks(books)] == ["session.declined"]


def test_what_is_closed_is_never_paid(books, clock):
    entry = an_open(books, clock)
    assert books.close(entry.key).state == "closed"
    assert books.pay(entry.ref, card="Visa", approved=True).state == "closed"


def test_what_is_paid_is_never_closed(books, clock):
    entry = an_open(books, clock)
    books.pay(entry.ref, card="Visa", approved=True)
    assert books.close(entry.key).state == "captured"


def test_a_key_closed_before_it_arrives_stays_closed(books, clock):
    key = str(uuid4())
    books.close(key)
    assert books.create(key, TERMS, cents=7000, expires_at=clock.now + 900).state == "closed"


def test_past_its_time_a_session_is_not_paid(books, clock):
    entry = an_open(books, clock)
    clock.now += 901
    assert books.pay(entry.ref, card="Visa", approved=True).state == "closed"


def test_a_refund_goes_once_and_never_beyond_what_was_taken(books, clock):
    entry = an_open(books, clock)
    books.pay(entry.ref, card="Visa", approved=True)
    key = str(uuid4())
    for _ in range(2):
        books.refund(key, payment=entry.key, cents=5000)
    assert books.refunded(entry.key) == 5000
    with pytest.raises(Conflict, match="No more can be refunded"):
        books.refund(str(uuid4()), payment=entry.key, cents=2001)
    with pytest.raises(Conflict, match="another refund"):
        books.refund(key, payment=entry.key, cents=1)
    with pytest.raises(Conflict):
        books.refund(str(uuid4()), payment=str(uuid4()), cents=1)


def test_a_list_of_what_was_taken_since(books, clock):
    early, late = an_open(books, clock), an_open(books, clock)
    books.pay(early.ref, card="Visa", approved=True)
    clock.now += 100
    books.pay(late.ref, card="Visa", approved=True)
    assert [entry.key for entry in books.captured_since(clock.now - 50)] == [late.key]


def test_the_books_are_there_after_a_restart(tmp_path, books, clock):
    entry = an_open(books, clock)
    books.pay(entry.ref, card="Visa ending in 4242", approved=True)
    books.set_fault("drop", 2)
    books.shut()
    again = Books(tmp_path / "gateway" / "books.sqlite3", clock=clock)
    found = again.session(entry.key)
    assert found is not None
    assert (found.state, found.card) == ("captured", "Visa ending in 4242")
    assert len(again.hooks_due()) == 1
    assert again.faults() == {"drop": 2}
    again.shut()


def test_a_message_is_tried_again_ever_later_and_not_for_ever(books, clock):
    entry = an_open(books, clock)
    books.pay(entry.ref, card="Visa", approved=True)
    waits = []
    while books.hooks_due():
        ((hook, _),) = books.hooks_due()
        books.hook_answered(hook, well=False)
        for wait in (*range(1, 62), None):
            if wait is None or books.hooks_due():
                break
            clock.now += 1
        waits.append(wait)
    assert waits[:4] == [2, 3, 5, 9]
    assert len(waits) == TRIES_OF_A_HOOK


def test_an_answered_message_is_not_sent_again(books, clock):
    entry = an_open(books, clock)
    books.pay(entry.ref, card="Visa", approved=True)
    ((hook, _),) = books.hooks_due()
    books.hook_answered(hook, well=True)
    clock.now += 3600
    assert books.hooks_due() == []


def test_a_dropped_message_is_never_sent_and_the_fault_is_used_up(books, clock):
    books.set_fault("drop", 1)
    for _ in range(2):
        books.pay(an_open(books, clock).ref, card="Visa", approved=True)
    assert len(hooks(books)) == 1


def test_a_duplicated_message_has_one_id(books, clock):
    books.set_fault("duplicate", 1)
    books.pay(an_open(books, clock).ref, card="Visa", approved=True)
    first, second = hooks(books)
    assert first["id"] == second["id"]


@pytest.mark.parametrize(("fault", "seconds"), [("delay", 20), ("reorder", 3)])
def test_a_late_message_comes_after_the_next_one(books, clock, fault, seconds):
    first, second = an_open(books, clock), an_open(books, clock)
    books.set_fault(fault, 1)
    books.pay(first.ref, card="Visa", approved=True)
    books.pay(second.ref, card="Visa", approved=True)
    assert [told["key"] for told in hooks(books)] == [second.key]
    clock.now += seconds
    assert [told["key"] for told in hooks(books)] == [second.key, first.key]


def test_a_good_card_is_declined_when_told_to(books, clock):
    books.set_fault("decline", 1)
    entry = an_open(books, clock)
    assert books.pay(entry.ref, card="Visa", approved=True).state == "open"
    assert books.pay(entry.ref, card="Visa", approved=True).state == "captured"


def test_a_fault_can_be_a_chance(books):
    books.set_fault("down", 0.4)
    assert not books.strikes("down")
    books.set_fault("down", 0.6)
    assert books.strikes("down")


@pytest.mark.parametrize(("name", "amount"), [("earthquake", 1), ("drop", -1)])
def test_an_unknown_fault_is_refused(books, name, amount):
    with pytest.raises(Conflict, match="is not a fault"):
        books.set_fault(name, amount)


def test_every_fault_says_what_it_does():
    assert all(FAULTS.values())
