"""The sandbox as a process speaks to it and as a person sees it; also when it is killed."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import UUID, uuid4

import httpx
import pytest

from transom.payments.gateways.base import GatewayDown, GatewayRefused, Item, Order, SessionState
from transom.payments.gateways.sandbox import server as sandbox
from transom.payments.gateways.sandbox import signing
from transom.payments.gateways.sandbox.client import Sandbox

CARD = {"number": "4242 4242 4242 4242", "expiry": "12/34", "cvc": "123", "name": "Rosa Ortiz"}
RETURN = "http://city.example/cart/payment/1/"


class City(ThreadingHTTPServer):
    """Where the messages go; keeps what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.deaf = 0
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook/"


class _Ear(BaseHTTPRequestHandler):
    server: City

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        deaf = self.server.deaf > 0
        self.server.deaf -= deaf
        if not deaf:
            self.server.heard.append((dict(self.headers), body))
        self.send_response(500 if deaf else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def city():
    city = City()
    yield city
    city.shutdown()
    city.server_close()


@pytest.fixture
def gateway(tmp_path, city):
    chosen = argparse.Namespace(
        bind="127.0.0.1", port=0, home=tmp_path, secret="new,old", webhook_url=city.url, public_url=""
    )
    server, sender = sandbox.build(chosen)
    Thread(target=server.serve_forever, daemon=True).start()
    assert sender is not None
    sender.start()
    yield server
    sender.end()
    sender.join()
    server.shutdown()
    server.server_close()
    server.books.shut()


@pytest.fixture
def client(gateway):
    return Sandbox(gateway.public_url, ["new"])


def an_order(**facts: object) -> Order:
    return Order(
        **{
            "key": uuid4(),
            "cents": 9500,
            "payee": "Permits & licenses",
            "items": (Item("F26-00001: <b>Fence</b> permit", 9500),),
            "email": "rosa@example.com",
            "return_url": RETURN,
            "expires_at": datetime.now(UTC) + timedelta(minutes=15),
            **facts,
        }
    )


def until(reached, seconds: float = 10.0) -> None:
    """Wait for something that happens in another thread or process."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def test_a_payer_pays_and_is_sent_back_without_a_word_about_the_outcome(client):
    session = client.create(an_order())
    page = httpx.get(session.url)
    assert "Pay $95.00" in page.text
    assert "F26-00001: &lt;b&gt;Fence&lt;/b&gt; permit" in page.text
    paid = httpx.post(session.url, data=CARD)
    assert (paid.status_code, paid.headers["Location"]) == (303, RETURN)
    assert client.get(session.key).state is SessionState.CAPTURED
    assert client.get(session.key).cents == 9500


def test_the_page_can_send_its_form_home_and_nowhere_else(client):
    policy = httpx.get(client.create(an_order()).url).headers["Content-Security-Policy"]
    assert "form-action 'self' http://city.example" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_every_field_has_a_label_and_each_mistake_a_sentence_at_its_field(client):
    session = client.create(an_order())
    page = httpx.post(session.url, data={"number": "4242424242424241", "expiry": "13/34", "cvc": "1", "name": ""})
    for name in ("number", "expiry", "cvc", "name"):
        assert f'<label for="{name}">' in page.text
        assert re.search(rf'id="{name}"[^>]*aria-describedby="[^"]*{name}-error"[^>]*aria-invalid="true"', page.text)
        assert f'href="#{name}"' in page.text
    assert "a digit is wrong" in page.text
    assert "<title>Error: Pay" in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "5555555555554444"}, "Only test cards work here."),
        ({"expiry": "12/20"}, "This card has expired."),
        ({"number": "abc"}, "12 to 19 digits"),
        ({"number": ""}, "Enter a card number."),
    ],
)
def test_what_was_typed_wrong_is_said_and_no_real_number_is_shown_again(client, typed, said):
    session = client.create(an_order())
    page = httpx.post(session.url, data=CARD | typed)
    assert said in page.text
    assert "5555555555554444" not in page.text
    assert 'value="123"' not in page.text
    assert client.get(session.key).state is SessionState.OPEN


def test_a_declined_card_is_said_and_another_can_be_tried(client):
    session = client.create(an_order())
    page = httpx.post(session.url, data=CARD | {"number": "4000000000000002"})
    assert "Your card was declined. Nothing was taken." in page.text
    assert httpx.post(session.url, data=CARD).status_code == 303
    assert client.get(session.key).state is SessionState.CAPTURED


def test_cancel_ends_it_and_goes_back(client):
    session = client.create(an_order())
    answer = httpx.post(f"{session.url}/cancel")
    assert (answer.status_code, answer.headers["Location"]) == (303, RETURN)
    assert client.get(session.key).state is SessionState.CLOSED
    assert "This payment page has ended" in httpx.get(session.url).text


def test_a_paid_page_is_not_paid_again(client):
    session = client.create(an_order())
    httpx.post(session.url, data=CARD)
    again = httpx.post(session.url, data=CARD)
    assert "This payment is done" in again.text
    assert "charged once" in again.text


def test_asking_twice_with_one_key_is_one_session(client):
    order = an_order()
    assert client.create(order) == client.create(order)
    with pytest.raises(GatewayRefused, match="409"):
        client.create(an_order(key=order.key, cents=1))


def test_refunds_and_the_list_of_what_was_taken(client):
    session = client.create(an_order())
    httpx.post(session.url, data=CARD)
    refund = uuid4()
    for _ in range(2):
        client.refund(refund, payment=session.key, cents=9500)
    with pytest.raises(GatewayRefused):
        client.refund(uuid4(), payment=session.key, cents=1)
    taken = list(client.captured_since(datetime.now(UTC) - timedelta(minutes=1)))
    assert [one.key for one in taken] == [session.key]


def test_a_key_it_never_heard_of_is_unknown_until_it_is_closed(client):
    key = uuid4()
    assert client.get(key).state is SessionState.UNKNOWN
    assert client.close(key).state is SessionState.CLOSED
    assert client.create(an_order(key=key)).state is SessionState.CLOSED


def test_only_who_holds_a_secret_may_ask(gateway):
    for secret in ("new", "old"):
        assert Sandbox(gateway.public_url, [secret]).get(uuid4()).state is SessionState.UNKNOWN
    with pytest.raises(GatewayRefused, match="401"):
        Sandbox(gateway.public_url, ["guess"]).get(uuid4())
    assert httpx.post(f"{gateway.public_url}/admin/faults", json={"drop": 1}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"cents": 0},
        {"cents": "70"},
        {"cents": 70.5},
        {"cents": 7000, "return_url": "javascript:alert(1)"},
        {"cents": 7000, "return_url": "/cart/"},
    ],
)
def test_nonsense_is_refused(gateway, body):
    asked = {"return_url": RETURN, "expires_at": time.time() + 900} | body
    headers = {"Authorization": "Bearer new", "Idempotency-Key": str(uuid4())}
    assert httpx.post(f"{gateway.public_url}/v1/sessions", json=asked, headers=headers).status_code == 400
    assert httpx.post(f"{gateway.public_url}/v1/sessions", content=b"[]", headers=headers).status_code == 400
    del headers["Idempotency-Key"]
    fine = asked | {"cents": 7000, "return_url": RETURN}
    assert httpx.post(f"{gateway.public_url}/v1/sessions", json=fine, headers=headers).status_code == 400


def test_a_message_is_signed_and_tried_until_it_is_heard(client, city):
    city.deaf = 1
    session = client.create(an_order())
    httpx.post(session.url, data=CARD)
    until(lambda: city.heard)
    headers, body = city.heard[0]
    signing.check(headers[signing.HEADER], body, secrets=["new"], now=int(time.time()))
    assert client.read_webhook(headers, body, at=datetime.now(UTC)).key == session.key
    assert json.loads(body)["type"] == "session.captured"


def test_a_browser_that_gets_no_answer_after_the_charge(client, gateway):
    httpx.post(
        f"{gateway.public_url}/admin/faults", json={"time_out_after_charge": 1}, headers=auth()
    ).raise_for_status()
    session = client.create(an_order())
    with pytest.raises(httpx.HTTPError):
        httpx.post(session.url, data=CARD)
    assert client.get(session.key).state is SessionState.CAPTURED


def test_a_lost_answer_is_work_that_was_done(client, gateway):
    httpx.post(f"{gateway.public_url}/admin/faults", json={"lose_answer": 1}, headers=auth()).raise_for_status()
    order = an_order()
    with pytest.raises(GatewayDown):
        client.create(order)
    assert client.get(order.key).state is SessionState.OPEN


def test_nobody_there_is_said_as_such(client, gateway):
    httpx.post(f"{gateway.public_url}/admin/faults", json={"down": 1}, headers=auth()).raise_for_status()
    with pytest.raises(GatewayDown):
        client.create(an_order())
    with pytest.raises(GatewayDown):
        Sandbox("http://127.0.0.1:9", ["new"]).get(uuid4())


def test_an_answer_that_is_no_session_is_not_believed():
    for answer in (b"<html>", b"[]", b'{"key": "x"}', b'{"key": "' + str(uuid4()).encode() + b'", "state": "gold"}'):
        transport = httpx.MockTransport(lambda _request, answer=answer: httpx.Response(200, content=answer))
        with pytest.raises(GatewayDown):
            Sandbox("http://pay.example", ["new"], transport=transport).get(uuid4())


def auth() -> dict[str, str]:
    return {"Authorization": "Bearer new"}


@pytest.mark.faults
def test_killed_at_any_moment_its_books_know_what_was_taken(tmp_path, city):
    """kill -9 right after the charge was answered: the session is captured and the message still goes out."""
    port = _free_port()
    process = _started(tmp_path, port, "http://127.0.0.1:9/")
    client = Sandbox(f"http://localhost:{port}", ["new"])
    try:
        sessions = [client.create(an_order()) for _ in range(5)]
        for session in sessions:
            httpx.post(session.url, data=CARD)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        process = _started(tmp_path, port, city.url)
        states = {Sandbox(f"http://localhost:{port}", ["new"]).get(session.key).state for session in sessions}
        assert states == {SessionState.CAPTURED}
        until(lambda: len(city.heard) >= 5, 30)
        assert {UUID(json.loads(body)["key"]) for _, body in city.heard} == {session.key for session in sessions}
    finally:
        process.kill()
        process.wait(10)


def test_without_a_secret_it_does_not_start(capsys):
    with pytest.raises(SystemExit):
        sandbox.options(["--port", "1"], {})
    assert "a secret is needed" in capsys.readouterr().err


def _free_port() -> int:
    probe = City()
    port = int(probe.server_address[1])
    probe.shutdown()
    probe.server_close()
    return port


def _started(home, port: int, webhook_url: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "transom.payments.gateways.sandbox.server", "--port", str(port), "--home", str(home)],
        env={**os.environ, "GATEWAY_SECRET": "new", "GATEWAY_WEBHOOK_URL": webhook_url, "GATEWAY_URL": ""},
    )
    until(lambda: _answers(port), 20)
    return process


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/healthz").is_success
    except httpx.HTTPError:
        return False
