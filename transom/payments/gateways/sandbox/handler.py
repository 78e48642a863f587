"""What the sandbox answers: an interface for the city that holds the secret, a payment page for people."""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from transom.payments.gateways.sandbox import cards, pages
from transom.payments.gateways.sandbox.books import FAULTS, Books, Conflict, Entry

LARGEST_BODY = 64 * 1024
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
API_SESSION = re.compile(r"/v1/sessions/([0-9a-f-]{36})(/close)?")
PAY = re.compile(r"/pay/([\w-]{20,60})(/cancel)?")


class Silence(Exception):
    """The connection ends without an answer, as a fault asked for."""


class BadRequest(Exception):
    """The caller's fault, in a sentence."""


class Gateway(ThreadingHTTPServer):
    """The server with its books; one thread a connection."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], *, books: Books, secrets: tuple[str, ...], public_url: str) -> None:
        super().__init__(address, Handler)
        self.books, self.secrets = books, secrets
        self.public_url = public_url or f"http://localhost:{self.server_address[1]}"

    def as_json(self, entry: Entry) -> dict[str, Any]:
        """A session as the interface shows it; cents are what was captured, or asked for."""
        return {
            "key": entry.key,
            "ref": entry.ref,
            "state": entry.state,
            "cents": entry.cents,
            "refunded": self.books.refunded(entry.key),
            "url": f"{self.public_url}/pay/{entry.ref}",
        }


class Handler(BaseHTTPRequestHandler):
    """Reads a request, asks the books, answers. Bodies and card details are never logged."""

    server: Gateway
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "SandboxPay", ""
    timeout = 20

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        logging.getLogger(__name__).debug("%s %s", self.command, urlsplit(self.path).path.split("/")[1:2])

    def _answer(self, work: Any) -> None:
        try:
            work(urlsplit(self.path).path)
        except Silence:
            self.close_connection = True
        except BadRequest as wrong:
            self._json({"error": str(wrong)}, HTTPStatus.BAD_REQUEST)
        except Conflict as wrong:
            self._json({"error": str(wrong)}, HTTPStatus.CONFLICT)

    def _get(self, path: str) -> None:
        if path == "/healthz":
            return self._json({"ok": True})
        if path == "/style.css":
            return self._send(pages.STYLE, "text/css; charset=utf-8", cache="max-age=3600")
        page = PAY.fullmatch(path)
        if page and not page[2]:
            return self._page(self.server.books.by_ref(page[1]))
        if path == "/":
            return self._html(pages.missing(), None)
        if path.startswith(("/v1/", "/admin/")):
            return self._api_get(path)
        return self._html(pages.missing(), None, HTTPStatus.NOT_FOUND)

    def _post(self, path: str) -> None:
        body = self._body()
        page = PAY.fullmatch(path)
        if page:
            return self._cancel(page[1]) if page[2] else self._pay(page[1], body)
        if path.startswith(("/v1/", "/admin/")):
            return self._api_post(path, body)
        return self._html(pages.missing(), None, HTTPStatus.NOT_FOUND)

    # --- for the city ---------------------------------------------------------------------------------------------
    def _api_get(self, path: str) -> None:
        if not self._authorized():
            return None
        books = self.server.books
        if path == "/admin/faults":
            return self._json({"set": books.faults(), "known": FAULTS})
        self._maybe_down()
        session = API_SESSION.fullmatch(path)
        if session and not session[2]:
            entry = books.session(session[1])
            return self._done({"key": session[1], "state": "unknown"} if entry is None else self.server.as_json(entry))
        if path == "/v1/sessions":
            since = float(parse_qs(urlsplit(self.path).query).get("captured_since", ["0"])[0])
            return self._done({"sessions": [self.server.as_json(entry) for entry in books.captured_since(since)]})
        return self._json({"error": "There is nothing at this address."}, HTTPStatus.NOT_FOUND)

    def _api_post(self, path: str, body: bytes) -> None:
        if not self._authorized():
            return None
        asked, books = _object(body), self.server.books
        if path == "/admin/faults":
            for name, amount in asked.items():
                books.set_fault(name, float(amount))
            return self._json({"set": books.faults()})
        self._maybe_down()
        session = API_SESSION.fullmatch(path)
        if session and session[2]:
            return self._done(self.server.as_json(books.close(session[1])))
        if path == "/v1/sessions":
            return self._done(self.server.as_json(self._create(asked)))
        if path == "/v1/refunds":
            books.refund(self._key(), payment=str(asked["payment"]), cents=_whole(asked, "cents"))
            return self._done({"refunded": asked["cents"]})
        return self._json({"error": "There is nothing at this address."}, HTTPStatus.NOT_FOUND)

    def _create(self, asked: dict[str, Any]) -> Entry:
        back = urlsplit(str(asked.get("return_url", "")))
        if back.scheme not in ("http", "https") or not back.netloc:
            raise BadRequest("return_url must be a full web address.")
        items = asked.get("items", [])
        cents = _whole(asked, "cents")
        terms = {name: asked.get(name, "") for name in ("payee", "email", "return_url")} | {"items": items}
        return self.server.books.create(self._key(), terms, cents=cents, expires_at=float(asked["expires_at"]))

    def _key(self) -> str:
        key = self.headers.get("Idempotency-Key", "")
        if not KEY.fullmatch(key):
            raise BadRequest("The Idempotency-Key header must be a UUID.")
        return key

    def _authorized(self) -> bool:
        given = self.headers.get("Authorization", "").encode()
        matches = [hmac.compare_digest(given, f"Bearer {secret}".encode()) for secret in self.server.secrets]
        if any(matches):
            return True
        self._json({"error": "The secret is wrong."}, HTTPStatus.UNAUTHORIZED)
        return False

    def _maybe_down(self) -> None:
        if self.server.books.strikes("down"):
            raise Silence

    def _done(self, answer: Mapping[str, Any]) -> None:
        if self.server.books.strikes("lose_answer"):
            raise Silence
        self._json(answer)

    # --- for people -----------------------------------------------------------------------------------------------
    def _page(self, entry: Entry | None) -> None:
        if entry is None:
            return self._html(pages.missing(), None, HTTPStatus.NOT_FOUND)
        if entry.state != "open":
            return self._html(pages.over(entry), entry)
        return self._html(pages.payment(entry, typed={}, errors={}, declined=False), entry)

    def _pay(self, ref: str, body: bytes) -> None:
        entry = self.server.books.by_ref(ref)
        if entry is None or entry.state != "open":
            return self._page(entry)
        typed = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        card, errors = cards.read(typed, today=datetime.now(UTC).date())
        if card is None:
            return self._html(pages.payment(entry, typed=typed, errors=errors, declined=False), entry)
        entry = self.server.books.pay(ref, card=card.shown, approved=card.approved)
        if entry.state == "open":
            return self._html(pages.payment(entry, typed=typed, errors={}, declined=True), entry)
        if entry.state == "captured" and self.server.books.strikes("time_out_after_charge"):
            raise Silence
        return self._back(entry)

    def _cancel(self, ref: str) -> None:
        entry = self.server.books.by_ref(ref)
        if entry is None:
            return self._page(None)
        return self._back(self.server.books.close(entry.key))

    def _back(self, entry: Entry) -> None:
        """To where the payer came from; the address says nothing about the outcome, the city asks for it."""
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", str(entry.terms["return_url"]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    # --- bytes ----------------------------------------------------------------------------------------------------
    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self.close_connection = True
            raise BadRequest("The request is too long.")
        return self.rfile.read(int(length))

    def _json(self, answer: Mapping[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(answer).encode(), "application/json", status)

    def _html(self, page: bytes, entry: Entry | None, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(page, "text/html; charset=utf-8", status, policy=pages.policy(entry))

    def _send(
        self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, *, cache: str = "no-store", policy: str = ""
    ) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", cache),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Content-Security-Policy", policy),
        ):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise BadRequest("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise BadRequest("The body must be a JSON object.")
    return value


def _whole(asked: Mapping[str, Any], name: str) -> int:
    value = asked.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise BadRequest(f"{name} must be a whole number above zero.")
    return value
