"""The sandbox as `payments` sees it: calls with short time-outs, answers checked before they are believed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

from transom.payments.gateways.base import (
    Forged,
    GatewayDown,
    GatewayRefused,
    Notification,
    Order,
    Session,
    SessionState,
)
from transom.payments.gateways.sandbox import signing

TIMEOUTS = httpx.Timeout(6.0, connect=2.0)


class Sandbox:
    """The gateway of the demonstration and of tests. The first secret is ours to ask with; any active one may sign."""

    name = "sandbox"

    def __init__(self, url: str, secrets: Sequence[str], *, transport: httpx.BaseTransport | None = None) -> None:
        self.origin = url.rstrip("/")
        self._secrets = tuple(secrets)
        self._http = httpx.Client(
            base_url=self.origin,
            headers={"Authorization": f"Bearer {self._secrets[0]}"},
            timeout=TIMEOUTS,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    def create(self, order: Order) -> Session:
        body = {
            "cents": order.cents,
            "payee": order.payee,
            "email": order.email,
            "items": [{"label": item.label, "cents": item.cents} for item in order.items],
            "return_url": order.return_url,
            "expires_at": order.expires_at.timestamp(),
        }
        return _session(self._ask("POST", "/v1/sessions", body=body, key=order.key))

    def get(self, key: UUID) -> Session:
        return _session(self._ask("GET", f"/v1/sessions/{key}"))

    def close(self, key: UUID) -> Session:
        return _session(self._ask("POST", f"/v1/sessions/{key}/close", body={}))

    def refund(self, refund: UUID, *, payment: UUID, cents: int) -> None:
        self._ask("POST", "/v1/refunds", body={"payment": str(payment), "cents": cents}, key=refund)

    def captured_since(self, moment: datetime) -> Iterable[Session]:
        answer = self._ask("GET", f"/v1/sessions?captured_since={moment.timestamp()}")
        return [_session(each) for each in answer.get("sessions", [])]

    def read_webhook(self, headers: Mapping[str, str], raw: bytes, *, at: datetime) -> Notification:
        given = {name.lower(): value for name, value in headers.items()}.get(signing.HEADER.lower(), "")
        signing.check(given, raw, secrets=self._secrets, now=int(at.timestamp()))
        try:
            body = json.loads(raw, object_pairs_hook=_no_twins)
            return Notification(event_id=str(body["id"])[:200], kind=str(body["type"]), key=UUID(body["key"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise Forged("The message cannot be read.") from problem

    def _ask(self, method: str, path: str, *, body: Any = None, key: UUID | None = None) -> dict[str, Any]:
        headers = {"Idempotency-Key": str(key)} if key else {}
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as problem:
            raise GatewayDown(f"{method} {path.split('?')[0]}: {type(problem).__name__}") from problem
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise GatewayDown(f"{method} {path.split('?')[0]}: {answer.status_code}")
        if not answer.is_success:
            raise GatewayRefused(f"The payment company refused: {answer.status_code} {answer.text[:200]}")
        try:
            found = answer.json()
        except ValueError as problem:
            raise GatewayDown("The answer cannot be read.") from problem
        if not isinstance(found, dict):
            raise GatewayDown("The answer cannot be read.")
        return found


@lru_cache(maxsize=4)
def _connected(url: str, secrets: tuple[str, ...]) -> Sandbox:
    return Sandbox(url, secrets)


def from_settings() -> Sandbox:
    """The sandbox at GATEWAY_URL; its connections are kept open."""
    return _connected(settings.GATEWAY_URL, tuple(word for word in settings.GATEWAY_SECRET.split(",") if word))


def _session(answer: Mapping[str, Any]) -> Session:
    try:
        return Session(
            key=UUID(answer["key"]),
            state=SessionState(answer["state"]),
            cents=int(answer.get("cents", 0)),
            ref=str(answer.get("ref", "")),
            url=str(answer.get("url", "")),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise GatewayDown("The answer cannot be read.") from problem


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A body in which a key stands twice means something different to each reader."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("A key stands twice.")
    return dict(pairs)
