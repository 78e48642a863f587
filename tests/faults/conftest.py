"""A demo of one's own to be cruel to: its processes are known by whose children they are."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.faults.payer import Payer
from transom.wiring import postgres
from transom.wiring.commands.demo import surroundings
from transom.wiring.demo import cast

START_SECONDS, MEND_SECONDS = 120, 60
WORDS = {"web": "serve", "worker": "work", "gateway": "sandbox.server"}
NOT_OURS = ("TRANSOM_", "DJANGO_", "DATABASE_URL", "PYTEST_", "EMAIL_", "SITE_URL", "GATEWAY_")


@dataclass
class Demo:
    """A running `transom demo`."""

    home: Path
    site: str
    environ: dict[str, str]
    process: subprocess.Popen[bytes]
    unpaid: list[str] = field(default_factory=list)

    def payer(self) -> Payer:
        payer = Payer(self.site)
        payer.signs_in(cast.ROSA.username, cast.ROSA.password)
        return payer

    def kill(self, name: str) -> None:
        """kill -9 of one of its processes and all that belongs to it."""
        pid = self.pid(name)
        if name == "database":
            os.kill(pid, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)

    def pid(self, name: str) -> int:
        """The process of this name; waits for it to be there."""
        return int(_until(lambda: self._pid(name), f"{name} is not running"))

    def is_another(self, name: str, before: int) -> None:
        """Waits until a killed process has a successor."""
        _until(lambda: self._pid(name) not in (None, before), f"{name} was not started again")

    def rows(self, sql: str, *values: object) -> list[tuple]:
        """What the database holds; waits for it to answer."""

        def ask() -> list[tuple] | None:
            with suppress(psycopg.OperationalError), psycopg.connect(self.environ["DATABASE_URL"]) as connection:
                return [connection.execute(sql, values).fetchall()]
            return None

        [rows] = _until(ask, "the database does not answer")
        return rows

    def until(self, holds: Callable[[], object], what: str) -> object:
        return _until(holds, what)

    def _pid(self, name: str) -> int | None:
        if name == "database":
            with suppress(OSError, ValueError, IndexError):
                return int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])
            return None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            with suppress(OSError):
                command = Path(f"/proc/{child}/cmdline").read_text().split("\0")
                if any(word.endswith(WORDS[name]) for word in command):
                    return int(child)
        return None


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Demo]:
    """A small city under `transom demo`, in a folder and on ports of its own."""
    home = tmp_path_factory.mktemp("demo")
    port, gateway_port = _free_ports()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    environ = surroundings(kept, home, port, gateway_port) | {"DJANGO_SETTINGS_MODULE": "transom.wiring.settings"}
    postgres.start(home / "postgres")
    made = subprocess.run(
        [sys.executable, "-m", "tests.faults.small_city"], env=environ, stdout=subprocess.PIPE, check=True
    )
    given = kept | {"TRANSOM_HOME": str(home), "PORT": str(port), "GATEWAY_PORT": str(gateway_port)}
    with (home / "demo.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "transom", "demo"], env=given, stdout=log, stderr=log)
    try:
        card = home / "demo.json"
        _until(card.exists, f"the demo did not start: {(home / 'demo.log')}", START_SECONDS)
        yield Demo(home, environ["SITE_URL"], environ, process, json.loads(made.stdout))
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        process.kill()
        postgres.remove(home / "postgres")


def _until(holds: Callable[[], object], what: str, seconds: float = MEND_SECONDS) -> object:
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)
    return found


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
