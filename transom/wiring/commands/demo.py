"""`transom demo`: everything with sample data, started, watched and stopped together; needs nothing but Python."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from transom.wiring import postgres
from transom.wiring.supervisor import Part, Supervisor

WEBHOOK = "/cart/webhook/sandbox/"
HOME_PAGE_SECONDS = 90


class CannotStart(SystemExit):
    """The demo cannot be started here; the text says why."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")


def run(options: argparse.Namespace) -> int:
    """Stays in the foreground until Ctrl-C or SIGTERM.

    Writes $TRANSOM_HOME/demo.json last, when the home page answers, and removes it on the way out.
    """
    home = Path(os.environ.get("TRANSOM_HOME", ".transom")).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    port, gateway_port = _ports(os.environ)
    card = home / "demo.json"
    with (home / "demo.lock").open("w") as lock:
        _only_one(lock, home)
        card.unlink(missing_ok=True)
        environ = surroundings(os.environ, home, port, gateway_port)
        _free(port, "PORT")
        _free(gateway_port, "GATEWAY_PORT")
        supervisor = Supervisor(parts(environ, home), mend=lambda: _database(environ, home))
        supervisor.catch_signals()
        try:
            _database(environ, home)
            prepare(environ, fresh=options.fresh)
            supervisor.start()
            if _answers(supervisor, f"http://127.0.0.1:{port}/"):
                told = introduce(environ, home)
                _write(card, told)
                _say(told)
            supervisor.watch()
        finally:
            card.unlink(missing_ok=True)
            supervisor.stop()
            if _owns_database(environ):
                postgres.stop(home / "postgres")
    return 0


def surroundings(given: Mapping[str, str], home: Path, port: int, gateway_port: int) -> dict[str, str]:
    """The environment of the demo's processes; secrets are made once and kept in the home folder."""
    kept = home / "secrets.json"
    if not kept.exists():
        made = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "GATEWAY_SECRET")}
        _write(kept, made, mode=0o600)
    environ = {
        **json.loads(kept.read_text()),
        "DATABASE_URL": postgres.url(home / "postgres"),
        "SITE_URL": f"http://localhost:{port}",
        "GATEWAY_URL": f"http://localhost:{gateway_port}",
        "WEB_PROCESSES": "2",
        **given,
    }
    return environ | {
        "TRANSOM_MODE": "demo",
        "TRANSOM_HOME": str(home),
        "PORT": str(port),
        "GATEWAY_PORT": str(gateway_port),
        "GATEWAY_HOME": str(home / "gateway"),
        "GATEWAY_WEBHOOK_URL": f"http://127.0.0.1:{port}{WEBHOOK}",
        "PYTHONUNBUFFERED": "1",
    }


def parts(environ: Mapping[str, str], home: Path) -> list[Part]:
    """The three processes of the demo besides its database."""
    python = [sys.executable, "-m"]
    return [
        Part(name, [*python, *words], home / "logs" / f"{name}.log", environ)
        for name, words in (
            ("gateway", ["transom.payments.gateways.sandbox.server"]),
            ("web", ["transom", "serve"]),
            ("worker", ["transom", "work"]),
        )
    ]


def introduce(environ: Mapping[str, str], home: Path) -> dict[str, Any]:
    """What demo.json tells: addresses, test cards, sign-ins, and a record in each state."""
    site = environ["SITE_URL"].rstrip("/")
    return {
        "url": f"{site}/",
        "office": f"{site}/office/",
        "mailbox": f"{site}/demo/mailbox/",
        "gateway": f"{environ['GATEWAY_URL'].rstrip('/')}/",
        "cards": {"approve": "4242 4242 4242 4242", "decline": "4000 0000 0000 0002"},
        **json.loads((home / "seeded.json").read_text()),
    }


def _ports(environ: Mapping[str, str]) -> tuple[int, int]:
    try:
        port = int(environ.get("PORT") or 8000)
        return port, int(environ.get("GATEWAY_PORT") or port + 1)
    except ValueError:
        raise CannotStart("PORT and GATEWAY_PORT must be whole numbers.") from None


def _only_one(lock: TextIO, home: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(
            f"A demo already runs in {home}; stop it first, or set TRANSOM_HOME to another folder."
        ) from None


def _free(port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotStart(f"Port {port} is taken by another program; set {name} to a free one.") from None


def _owns_database(environ: Mapping[str, str]) -> bool:
    return environ["DATABASE_URL"] == postgres.url(Path(environ["TRANSOM_HOME"]) / "postgres")


def _database(environ: Mapping[str, str], home: Path) -> None:
    """Starts the demo's own PostgreSQL unless it answers; one of the environment's DATABASE_URL is left alone."""
    if _owns_database(environ) and not postgres.is_answering(home / "postgres"):
        postgres.start(home / "postgres", public_role=environ.get("PUBLIC_ROLE", "transom_public"))


def prepare(environ: Mapping[str, str], *, fresh: bool, past: int | None = None) -> None:
    """Fills the database in a process of its own, with `past` records of old; raises CannotStart when that fails."""
    if fresh:  # The payment company's books go with ours, or its old captures would be money nobody knows.
        shutil.rmtree(environ["GATEWAY_HOME"], ignore_errors=True)
    command = [sys.executable, "-m", "transom", "seed", *(["--fresh"] if fresh else [])]
    command += [] if past is None else ["--past", str(past)]
    # Its payments are not worth a line each on somebody's screen.
    quiet = {"LOG_LEVEL": "WARNING", **environ}
    if subprocess.run(command, env=quiet, check=False).returncode:
        raise CannotStart("The demo's data could not be prepared; the lines above say why.")


def _answers(supervisor: Supervisor, url: str) -> bool:
    """Waits until the page answers 200; False when the end was asked for first."""
    deadline = time.monotonic() + HOME_PAGE_SECONDS
    while not supervisor.stopping:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                logs = supervisor.parts[0].log.parent
                raise CannotStart(f"The home page did not answer within {HOME_PAGE_SECONDS} s; see {logs}.") from None
        supervisor.look()
        time.sleep(0.1)
    return False


def _write(path: Path, content: Mapping[str, Any], mode: int = 0o644) -> None:
    """All or nothing: whoever waits for the file never reads half of it."""
    making = path.with_name(f"{path.name}.{os.getpid()}")
    making.touch(mode=mode)
    making.write_text(json.dumps(content, indent=2) + "\n")
    making.replace(path)


def _say(told: Mapping[str, Any]) -> None:
    print(f"\nTransom is ready at {told['url']}\n  office   {told['office']}\n  mailbox  {told['mailbox']}")
    print(f"  test cards: {told['cards']['approve']} is approved, {told['cards']['decline']} is declined\n")
    for account in told["accounts"]:
        roles = f" ({', '.join(account['roles'])})" if account.get("roles") else ""
        print(f"  {account['kind']:<7} {account['login']:<34} {account['password']:<26} {account['name']}{roles}")
    print("\nCtrl-C stops everything; what you did is kept for the next start.", flush=True)
