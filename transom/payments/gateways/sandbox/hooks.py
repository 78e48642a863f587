"""Sends the books' messages to the city's web address, signed, until each is answered with a 2xx."""

from __future__ import annotations

import logging
import time
from threading import Event, Thread

import httpx

from transom.payments.gateways.sandbox import signing
from transom.payments.gateways.sandbox.books import Books

log = logging.getLogger(__name__)
PAUSE_SECONDS, TIMEOUT_SECONDS = 0.2, 10.0


class Sender(Thread):
    """One thread that looks for due messages a few times a second; what is due stands in the books."""

    def __init__(self, books: Books, *, url: str, secret: str) -> None:
        super().__init__(name="webhooks", daemon=True)
        self._books, self._url, self._secret = books, url, secret
        self._ending = Event()

    def run(self) -> None:
        with httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            while not self._ending.wait(PAUSE_SECONDS):
                self.send_due(client)

    def end(self) -> None:
        self._ending.set()

    def send_due(self, client: httpx.Client) -> int:
        """Send what is due now; how many were answered well."""
        well = 0
        for hook_id, body in self._books.hooks_due():
            answered = self._send(client, body.encode())
            self._books.hook_answered(hook_id, well=answered)
            well += answered
        return well

    def _send(self, client: httpx.Client, raw: bytes) -> bool:
        signed = signing.signature(self._secret, raw, moment=int(time.time()))
        headers = {"Content-Type": "application/json", signing.HEADER: signed}
        try:
            return client.post(self._url, content=raw, headers=headers).is_success
        except httpx.HTTPError as problem:
            log.warning("The webhook could not be sent: %s", type(problem).__name__)
            return False
