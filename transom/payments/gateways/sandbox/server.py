"""The sandbox gateway as a process of its own: an interface for the city, a payment page for people.

    python -m transom.payments.gateways.sandbox.server --port 8001 --home .transom/gateway \\
        --webhook-url http://localhost:8000/cart/webhook/sandbox/ --secret only-for-demo

Each option may come from the environment instead: GATEWAY_PORT, GATEWAY_HOME, GATEWAY_WEBHOOK_URL, GATEWAY_SECRET,
GATEWAY_URL (the address people's browsers use). Several secrets are separated by commas; the first one signs.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from transom.payments.gateways.sandbox.books import Books
from transom.payments.gateways.sandbox.handler import Gateway
from transom.payments.gateways.sandbox.hooks import Sender


def options(argv: list[str], environment: Mapping[str, str]) -> argparse.Namespace:
    """What the command line and the environment ask for. Exits with a sentence when the secret is missing."""
    parser = argparse.ArgumentParser(prog="sandbox gateway", description="A payment gateway for trying things out.")
    parser.add_argument("--port", type=int, default=int(environment.get("GATEWAY_PORT", "8001")))
    parser.add_argument("--bind", default=environment.get("GATEWAY_BIND", "127.0.0.1"))
    parser.add_argument("--home", type=Path, default=Path(environment.get("GATEWAY_HOME", ".transom/gateway")))
    parser.add_argument("--webhook-url", default=environment.get("GATEWAY_WEBHOOK_URL", ""))
    parser.add_argument("--secret", default=environment.get("GATEWAY_SECRET", ""))
    parser.add_argument("--public-url", default=environment.get("GATEWAY_URL", ""))
    chosen = parser.parse_args(argv)
    if not chosen.secret:
        parser.error("a secret is needed: --secret or GATEWAY_SECRET")
    return chosen


def build(chosen: argparse.Namespace) -> tuple[Gateway, Sender | None]:
    """The server and its sender, not yet running."""
    secrets = tuple(word for word in chosen.secret.split(",") if word)
    books = Books(chosen.home / "books.sqlite3")
    server = Gateway((chosen.bind, chosen.port), books=books, secrets=secrets, public_url=chosen.public_url.rstrip("/"))
    sender = Sender(books, url=chosen.webhook_url, secret=secrets[0]) if chosen.webhook_url else None
    return server, sender


def main(argv: list[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    server, sender = build(options(sys.argv[1:] if argv is None else argv, os.environ))

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    if sender:
        sender.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        logging.getLogger(__name__).info("Stopped.")
    finally:
        server.server_close()
        server.books.shut()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
