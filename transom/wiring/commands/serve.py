"""`transom serve`: granian with one blocking thread a process; measured best for this kind of page."""

from __future__ import annotations

import argparse

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--processes", type=int, default=settings.WEB_PROCESSES, help="web processes (WEB_PROCESSES)")


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    server = Granian(
        "transom.wiring.wsgi:application",
        address=settings.BIND,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=options.processes,
        blocking_threads=1,
        # A process that dies is replaced; the others go on.
        respawn_failed_workers=True,
        log_enabled=True,
        log_access=False,
    )
    server.serve()
    return 0
