"""A message proves who wrote it and when, or it is nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from transom.payments.gateways.base import Forged
from transom.payments.gateways.sandbox import signing
from transom.payments.gateways.sandbox.client import Sandbox

NOW = 1_772_467_200
RAW = b'{"id": "evt_1", "type": "session.captured", "key": "00000000-0000-0000-0000-000000000007"}'


def check(header: str, raw: bytes = RAW, secrets=("new", "old"), now: int = NOW) -> None:
    signing.check(header, raw, secrets=secrets, now=now)


@pytest.mark.parametrize("secret", ["new", "old"])
def test_either_active_secret_will_do(secret):
    check(signing.signature(secret, RAW, moment=NOW))


@pytest.mark.parametrize("moment", [NOW - 301, NOW + 301, 0])
def test_an_old_message_is_refused_though_its_signature_is_good(moment):
    with pytest.raises(Forged, match="too old"):
        check(signing.signature("new", RAW, moment=moment))


def test_five_minutes_are_not_too_old():
    check(signing.signature("new", RAW, moment=NOW - 300))


def test_another_secret_is_refused():
    with pytest.raises(Forged, match="not ours"):
        check(signing.signature("guess", RAW, moment=NOW))


def test_an_empty_secret_signs_nothing():
    with pytest.raises(Forged):
        check(signing.signature("", RAW, moment=NOW), secrets=("",))


@given(some.binary(max_size=200).filter(lambda raw: raw != RAW))
def test_a_changed_body_is_refused(raw):
    with pytest.raises(Forged):
        check(signing.signature("new", RAW, moment=NOW), raw)


def test_a_moment_moved_to_now_is_refused():
    header = signing.signature("new", RAW, moment=NOW - 3600).replace(f"t={NOW - 3600}", f"t={NOW}")
    with pytest.raises(Forged):
        check(header)


@given(some.text(max_size=100))
def test_no_header_breaks_the_reader(header):
    with pytest.raises(Forged):
        check(header)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'"text"',
        b"{}",
        b"\xff",
        b'{"id": "evt_1", "type": "x", "key": "no uuid"}',
        b'{"id": "evt_1", "id": "evt_2", "type": "x", "key": "00000000-0000-0000-0000-000000000007"}',
        b"[" * 100_000,
    ],
)
def test_a_signed_message_that_cannot_be_read_is_refused_too(raw):
    headers = {signing.HEADER: signing.signature("new", raw, moment=NOW)}
    with pytest.raises(Forged):
        Sandbox("http://pay.example", ["new"]).read_webhook(headers, raw, at=datetime.fromtimestamp(NOW, UTC))


def test_a_good_message_names_its_payment():
    raw = json.dumps({"id": "evt_1", "type": "session.captured", "key": str(uuid4())}).encode()
    headers = {"TRANSOM-SIGNATURE": signing.signature("old", raw, moment=NOW)}
    told = Sandbox("http://pay.example", ["new", "old"]).read_webhook(headers, raw, at=datetime.fromtimestamp(NOW, UTC))
    assert (told.event_id, told.kind) == ("evt_1", "session.captured")
