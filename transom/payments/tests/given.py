"""Payers, and a payment company that lives in the test and fails when told to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from uuid import UUID, uuid4

from transom.accounts.models import User
from transom.accounts.tests.given import a_person
from transom.fees import queries as fees
from transom.fees.tests.given import AT, a_charge, a_record
from transom.payments import actions
from transom.payments.gateways.base import (
    Forged,
    GatewayDown,
    GatewayRefused,
    Notification,
    Order,
    Session,
    SessionState,
)
from transom.payments.models import Checkout
from transom.records.models import Record

__all__ = ["AT", "FakeGateway", "a_charge", "a_checkout", "a_payer", "a_record", "an_owing_record", "paying"]
RETURN = "http://testserver/cart/payment/x/"


@dataclass
class FakeGateway:
    """Keeps its books in memory. `down` calls fail before work; `mute` calls lose their answer after it."""

    name: str = "sandbox"
    origin: str = "http://pay.example"
    sessions: dict[UUID, Session] = field(default_factory=dict)
    refunds: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    down: int = 0
    mute: int = 0
    _lock: RLock = field(default_factory=RLock)

    def create(self, order: Order) -> Session:
        with self._call("create"):
            known = self.sessions.get(order.key)
            if known is None:
                ref = f"ref-{len(self.sessions)}"
                known = Session(order.key, SessionState.OPEN, order.cents, ref, f"{self.origin}/pay/{ref}")
                self.sessions[order.key] = known
            return self._told(known)

    def get(self, key: UUID) -> Session:
        with self._call("get"):
            return self._told(self.sessions.get(key, Session(key, SessionState.UNKNOWN, 0)))

    def close(self, key: UUID) -> Session:
        with self._call("close"):
            known = self.sessions.get(key, Session(key, SessionState.CLOSED, 0))
            if known.state is SessionState.OPEN:
                known = _as(known, SessionState.CLOSED)
            self.sessions[key] = known
            return self._told(known)

    def refund(self, refund: UUID, *, payment: UUID, cents: int) -> None:
        with self._call("refund"):
            back = sum(each for of, each in self.refunds.values() if of == payment)
            if refund not in self.refunds:
                if back + cents > self.sessions[payment].cents:
                    raise GatewayRefused("No more than was taken.")
                self.refunds[refund] = (payment, cents)
            self._told(self.sessions[payment])

    def captured_since(self, moment: datetime) -> Iterable[Session]:
        with self._call("list"):
            return [one for one in self.sessions.values() if one.state is SessionState.CAPTURED]

    def read_webhook(self, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> Notification:
        if headers.get("Signed") != "yes":
            raise Forged("The signature is not ours.")
        return Notification(event_id=f"evt-{raw.decode()}", kind="session.captured", key=UUID(raw.decode()))

    # --- what the payer does over there -------------------------------------------------------------------------
    def pay(self, key: UUID, cents: int | None = None) -> None:
        with self._lock:
            known = self.sessions[key]
            if known.state is SessionState.OPEN:
                self.sessions[key] = _as(known, SessionState.CAPTURED, known.cents if cents is None else cents)

    def decline(self, key: UUID) -> None:
        with self._lock:
            if self.sessions[key].state is SessionState.OPEN:
                self.sessions[key] = _as(self.sessions[key], SessionState.DECLINED)

    @property
    def taken(self) -> int:
        """Cents this company holds for the city now."""
        captured = sum(one.cents for one in self.sessions.values() if one.state is SessionState.CAPTURED)
        return captured - sum(cents for _, cents in self.refunds.values())

    def _call(self, name: str) -> RLock:
        self.calls.append(name)
        if self.down:
            self.down -= 1
            raise GatewayDown("down")
        return self._lock

    def _told(self, session: Session) -> Session:
        if self.mute:
            self.mute -= 1
            raise GatewayDown("the answer was lost")
        return session


def a_payer(**facts: object) -> User:
    """Somebody with an account."""
    return a_person(**facts)


def an_owing_record(cents: int = 7000, **facts: object) -> Record:
    """A record that owes this much in one line."""
    record = a_record(**facts)
    a_charge(record, cents)
    return record


def a_checkout(user: User, *records: Record, at: datetime = AT, key: UUID | None = None) -> Checkout:
    """A payment that was begun for everything these records owe."""
    shown = fees.balances([record.pk for record in records])
    return actions.begin(user, shown, key=key or uuid4(), at=at)


def paying(user: User, *records: Record, at: datetime = AT) -> Checkout:
    """A payment whose payer stands at the payment page."""
    checkout = a_checkout(user, *records, at=at)
    actions.open_page(checkout, return_url=RETURN, at=at)
    return Checkout.objects.get(pk=checkout.pk)


def _as(session: Session, state: SessionState, cents: int | None = None) -> Session:
    return Session(session.key, state, session.cents if cents is None else cents, session.ref, session.url)
