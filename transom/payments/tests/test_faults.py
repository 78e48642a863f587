"""A state machine of payers, clerks and a failing gateway, with the program killed between any two statements.

After every step the books must balance and nobody may have paid twice; when the storm is over, every cent the gateway
holds must be in the books and nothing may be stuck.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from transom.fees import actions as books
from transom.fees import audit as books_audit
from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.kernel.refusals import Refused
from transom.payments import actions, audit, rules
from transom.payments.gateways import registry
from transom.payments.gateways.base import SessionState
from transom.payments.models import Checkout, Receipt
from transom.payments.tests.given import AT, RETURN, FakeGateway, a_charge, a_payer, a_record

CHECKS = [check for check in (*books_audit.CHECKS, *audit.CHECKS) if check.key != "payments.nothing_stuck"]
AFTER = some.none() | some.integers(0, 25)


class Killed(BaseException):
    """The process is gone between two statements; no handler of ours may catch it."""


def until_killed(work: Callable[[], Any], after: int | None) -> Any:
    """Do the work as a process that dies before its `after`-th statement; a refusal is an answer like any other."""
    left = after

    def count(execute: Any, *args: Any) -> Any:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                left = None
                raise Killed
        return execute(*args)

    try:
        with connection.execute_wrapper(count):
            return work()
    except (Killed, Refused):
        return None


class Counter(RuleBasedStateMachine):
    """Three records, three payers, one gateway."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.gateway = FakeGateway()
        self.usual = registry.GATEWAYS["sandbox"]
        registry.GATEWAYS["sandbox"] = lambda: self.gateway
        self.at = AT
        self.keys: list[UUID] = []
        self.paid_out: set[int] = set()

    @initialize()
    def begin(self) -> None:
        self.records = [a_record() for _ in range(3)]
        self.payers = [a_payer() for _ in range(3)]
        for record in self.records:
            a_charge(record, 7000)

    @rule(which=some.integers(0, 2), cents=some.integers(1, 9999))
    def a_fee_is_charged(self, which: int, cents: int) -> None:
        a_charge(self.records[which], cents)

    @rule(payer=some.integers(0, 2), which=some.sets(some.integers(0, 2), min_size=1), after=AFTER)
    def somebody_goes_to_pay(self, payer: int, which: set[int], after: int | None) -> None:
        shown = fees.balances([self.records[n].pk for n in which])
        key = uuid4()

        def work() -> None:
            checkout = actions.begin(self.payers[payer], shown, key=key, at=self.at)
            actions.open_page(checkout, return_url=RETURN, at=self.at)

        until_killed(work, after)
        if Checkout.objects.filter(pk=key).exists():
            self.keys.append(key)

    @rule(data=some.data(), way=some.sampled_from(["pay", "pay", "pay", "decline", "cancel", "other amount"]))
    def somebody_decides_at_the_gateway(self, data: some.DataObject, way: str) -> None:
        here = [key for key, one in self.gateway.sessions.items() if one.state is SessionState.OPEN]
        if not here:
            return
        key = data.draw(some.sampled_from(here))
        if way == "decline":
            self.gateway.decline(key)
        elif way == "cancel":
            self.gateway.sessions[key] = self._closed(key)
        else:
            self.gateway.pay(key, cents=5 if way == "other amount" else None)

    @rule(data=some.data(), by=some.sampled_from(["return", "webhook", "webhook twice"]), after=AFTER)
    def word_comes_back(self, data: some.DataObject, by: str, after: int | None) -> None:
        if not self.keys:
            return
        key = data.draw(some.sampled_from(self.keys))
        if by == "return":
            until_killed(lambda: actions.return_from(key, at=self.at), after)
            return
        for _ in range(1 + (by == "webhook twice")):
            actions.receive_webhook("sandbox", {"Signed": "yes"}, str(key).encode(), at=self.at)
        until_killed(lambda: actions.take_webhooks(at=self.at), after)

    @rule(which=some.integers(0, 2), after=AFTER)
    def a_clerk_takes_cash(self, which: int, after: int | None) -> None:
        due = fees.due(self.records[which].pk)
        clerk = self.payers[0]
        until_killed(
            lambda: actions.take_at_counter(due, method="cash", tendered_cents=10**6, by=clerk, at=self.at), after
        )

    @rule(which=some.integers(0, 2))
    def a_fee_is_waived(self, which: int) -> None:
        for charge in fees.due(self.records[which].pk)[:1]:
            books.waive(charge, reason="test", by=self.payers[0], at=self.at)

    @rule(after=AFTER)
    def the_worker_passes_by(self, after: int | None) -> None:
        until_killed(lambda: actions.reconcile(at=self.at), after)
        until_killed(lambda: actions.send_refunds(at=self.at), after)

    @rule(minutes=some.integers(1, 9))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(down=some.integers(0, 2), mute=some.integers(0, 2))
    def the_gateway_fails(self, down: int, mute: int) -> None:
        self.gateway.down, self.gateway.mute = down, mute

    @invariant()
    def the_books_hold(self) -> None:
        assert list(books_audit.broken(CHECKS)) == []

    @invariant()
    def who_was_told_paid_stays_paid(self) -> None:
        told = set(Receipt.objects.values_list("pk", flat=True))
        assert told >= self.paid_out
        self.paid_out = told

    def teardown(self) -> None:
        try:
            self.gateway.down = self.gateway.mute = 0
            self.at += timedelta(minutes=30)
            for key in self.keys:
                actions.receive_webhook("sandbox", {"Signed": "yes"}, str(key).encode(), at=self.at)
            actions.take_webhooks(at=self.at)
            actions.reconcile(at=self.at)
            actions.send_refunds(at=self.at)
            self._everything_is_settled()
        finally:
            registry.GATEWAYS["sandbox"] = self.usual
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def _everything_is_settled(self) -> None:
        assert list(books_audit.broken(CHECKS)) == []
        assert not Checkout.objects.filter(state__in=["created", "pending"]).exists()
        assert fees.account_balance(accounts.REFUNDS_DUE) == 0
        assert fees.account_balance(accounts.CASH_ONLINE) == self.gateway.taken
        captured = {key for key, one in self.gateway.sessions.items() if one.state is SessionState.CAPTURED}
        assert set(Receipt.objects.exclude(checkout__gateway="counter").values_list("checkout", flat=True)) == captured

    def _closed(self, key: UUID) -> Any:
        return self.gateway.close(key) if not (self.gateway.down or self.gateway.mute) else self.gateway.sessions[key]


@pytest.mark.django_db
def test_no_storm_loses_or_doubles_a_cent():
    run_state_machine_as_test(Counter, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))


@pytest.mark.full
@pytest.mark.django_db
def test_no_long_storm_loses_or_doubles_a_cent():
    storm = settings(max_examples=300, stateful_step_count=50, deadline=None, derandomize=False)
    run_state_machine_as_test(Counter, settings=storm)


@pytest.mark.parametrize(
    ("place", "bug"),
    [
        ("transom.payments.actions.settling._give_back", lambda *_args, **_more: None),
        ("transom.payments.rules.outcome", lambda _state, _session: rules.Outcome.EXPIRE),
    ],
    ids=["what settled nothing is kept", "everything ends unpaid"],
)
@pytest.mark.django_db
def test_the_storm_finds_a_planted_bug(monkeypatch: pytest.MonkeyPatch, place: str, bug: Callable[..., Any]) -> None:
    """A test that cannot fail proves nothing."""
    monkeypatch.setattr(place, bug)
    found = settings(max_examples=40, stateful_step_count=25, deadline=None, phases=[Phase.generate])
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        run_state_machine_as_test(Counter, settings=found)
