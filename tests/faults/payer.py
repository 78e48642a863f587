"""A browser made of plain requests: it fills in forms as they stand on the page and tries again when nobody answers."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from html import unescape
from urllib.parse import urljoin

import httpx

FORM = re.compile(r'<form[^>]*action="(?P<action>[^"]*)"[^>]*>(?P<body>.*?)</form>', re.DOTALL)
FIELD = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
CARD = {"number": "4242 4242 4242 4242", "expiry": "12/34", "cvc": "123", "name": "Rosa Delgado"}
PATIENCE_SECONDS = 60


class Payer:
    """Somebody signed in, on the way to the payment page and back."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.http = httpx.Client(base_url=site, timeout=10, follow_redirects=True, trust_env=False)

    def signs_in(self, login: str, password: str) -> None:
        token = self._form(self.open("/account/sign-in/"), "")
        answer = self.send("/account/sign-in/", token | {"kind": "public", "login": login, "password": password})
        assert answer.url.path == "/dashboard/", answer.text

    def open(self, address: str) -> httpx.Response:
        """A page; where the server is away, asked for again until it is back."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = self.http.get(address)
                if answer.status_code < 500:
                    return answer
            except httpx.TransportError:
                answer = None
            assert time.monotonic() < deadline, f"{address} did not come back: {answer and answer.text}"
            time.sleep(0.2)

    def send(self, address: str, fields: Mapping[str, str], *, follow: bool = True) -> httpx.Response:
        """A form, once."""
        headers = {"Referer": self.site, "Origin": self.site}
        return self.http.post(address, data=dict(fields), headers=headers, follow_redirects=follow)

    def goes_to_pay(self, number: str) -> str:
        """From the record to the hosted page; its address."""
        fees = self.open(f"/records/{number}/fees/")
        self.send(f"/cart/items/{number}/", self._form(fees, f"/cart/items/{number}/"))
        cart = self._form(self.open("/cart/"), "/cart/checkout/")
        summary = self.send("/cart/checkout/", {**cart, "pay": number})
        going = self.send("/cart/payment/", self._form(summary, "/cart/payment/"), follow=False)
        assert going.status_code == 303, going.text
        return going.headers["location"]

    def pays(self, address: str) -> str:
        """The card is accepted; the address that leads back, not yet followed. A dead gateway is waited for."""
        self.open(address)
        answer = httpx.post(address, data=CARD, timeout=10, trust_env=False)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def comes_back(self, address: str) -> str:
        """The receipt's number, once the payment is decided."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.open(address)
            if answer.url.path.startswith("/receipts/"):
                return answer.url.path.split("/")[2]
            assert time.monotonic() < deadline, f"No receipt came: {answer.url} {answer.text}"
            time.sleep(0.3)

    def _form(self, page: httpx.Response, action: str) -> dict[str, str]:
        """The fields of the form that leads to an address, as they stand."""
        for form in FORM.finditer(page.text):
            if urljoin("/", form["action"]) == action:
                return _fields(form["body"])
        assert not action, f"No form leads to {action} on {page.url}: {page.text}"
        return {name: value for name, value in _fields(page.text).items() if name == "csrfmiddlewaretoken"}


def _fields(html: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in FIELD.findall(html):
        said = dict(ATTRIBUTE.findall(tag))
        if said.get("type") == "hidden":
            found[said["name"]] = unescape(said.get("value", ""))
    return found
