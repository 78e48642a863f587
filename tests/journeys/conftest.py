"""A browser, our pages on a real port, and the payment company as a process of its own that calls us back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.journeys.given import City, a_city
from tests.journeys.visitor import Eyes, Visitor
from transom.accounts.models import User
from transom.kernel import queue

SECRET = "only-for-journeys"
WEBHOOK = "/cart/webhook/sandbox/"
EVERY_VIEW = (Eyes(1280), Eyes(390), Eyes(1280, javascript=False))


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[str, str, Eyes]]:
    """Kinds of pages that were examined already, with the eyes."""
    return set()


@pytest.fixture(scope="session")
def gateway(django_db_setup, live_server, tmp_path_factory) -> Iterator[str]:
    """The sandbox gateway, which calls the live server back; its address. The database outlives both."""
    port = _free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "transom.payments.gateways.sandbox.server", "--port", str(port)]
    command += ["--home", str(tmp_path_factory.mktemp("gateway")), "--secret", SECRET, "--public-url", url]
    command += ["--webhook-url", live_server.url + WEBHOOK]
    with subprocess.Popen(command, env=os.environ, stdin=subprocess.DEVNULL) as process:
        _until_it_answers(f"{url}/healthz")
        yield url
        process.terminate()


@pytest.fixture
def site(gateway, live_server, settings) -> str:
    """The address of our pages, with links in messages and the payment company pointing at the real ports."""
    settings.SITE_URL, settings.GATEWAY_URL, settings.GATEWAY_SECRET = live_server.url, gateway, SECRET
    return str(live_server.url)


@pytest.fixture
def city(site: str, transactional_db: None) -> City:
    return a_city()


@pytest.fixture
def work(transactional_db: None) -> Callable[[], list[str]]:
    """Does every job that waits, as the worker would."""
    return queue.run_waiting


@pytest.fixture(params=EVERY_VIEW[:2], ids=lambda eyes: str(eyes.width))
def eyes(request: pytest.FixtureRequest) -> Eyes:
    """A desk and a phone; a test may ask for others."""
    return request.param


@pytest.fixture
def visitor(chromium: Browser, site: str, looked_at: set, eyes: Eyes) -> Iterator[Callable[..., Visitor]]:
    """Call it for a browser window of one's own, perhaps signed in already and perhaps of another width."""
    came: list[Visitor] = []

    def arrive(user: User | None = None, *, width: int = 0) -> Visitor:
        seen_with = Eyes(width or eyes.width, eyes.javascript)
        someone = Visitor.arrives(chromium, site, seen_with, looked_at)
        if user is not None:
            client = Client()
            client.force_login(user)
            kept = [{"name": name, "value": one.value, "url": site} for name, one in client.cookies.items()]
            someone.page.context.add_cookies(kept)
        came.append(someone)
        return someone

    yield arrive
    for someone in came:
        someone.leaves()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            assert time.monotonic() < deadline, f"{url} does not answer"
            time.sleep(0.05)
