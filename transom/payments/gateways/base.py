"""What every gateway can do, and the words both sides use. Nothing here knows Django or a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from transom.kernel.sentences import Sentence

UNREACHABLE = Sentence("The payment page cannot be reached right now. Nothing was taken.")


class SessionState(StrEnum):
    """Where a try to pay stands at the gateway; all but `open` and `unknown` are final there."""

    OPEN = "open"
    CAPTURED = "captured"
    DECLINED = "declined"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of what is paid for, as the payment page shows it."""

    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class Order:
    """What the gateway is asked to take. `key` is ours and older than the first call: it never charges twice."""

    key: UUID
    cents: int
    payee: str
    items: tuple[Item, ...]
    email: str
    return_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """What the gateway says about a key: its own reference, where to send the payer, the state, and cents captured."""

    key: UUID
    state: SessionState
    cents: int
    ref: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """A signed message of a gateway. It is a hint to look at `key`; the gateway is asked before money moves."""

    event_id: str
    kind: str
    key: UUID


class GatewayDown(Exception):
    """The gateway could not be asked, or its answer was lost: what happened there is not known here."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or UNREACHABLE)


class GatewayRefused(Exception):
    """The gateway understood and said no; asking again the same way is no use."""


class Forged(Exception):
    """A message claims to come from a gateway and does not prove it."""


class Gateway(Protocol):
    """A hosted payment page somewhere else. Every call may raise GatewayDown or GatewayRefused."""

    @property
    def name(self) -> str: ...

    @property
    def origin(self) -> str:
        """Scheme, host and port of its pages, for the one page that sends the payer there."""
        ...

    def create(self, order: Order) -> Session:
        """Open a payment page, or find the one this key opened before."""
        ...

    def get(self, key: UUID) -> Session:
        """How it stands; UNKNOWN for a key it never heard of."""
        ...

    def close(self, key: UUID) -> Session:
        """Make sure nobody can pay it any more, also when its `create` is still on the way; what it was then."""
        ...

    def refund(self, refund: UUID, *, payment: UUID, cents: int) -> None:
        """Send money back, once for each refund id. Returns when the gateway has booked it."""
        ...

    def captured_since(self, moment: datetime) -> Iterable[Session]:
        """Everything it took since then, to compare with our books."""
        ...

    def read_webhook(self, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> Notification:
        """Who wrote this and what about. Raises Forged."""
        ...
