"""`transom work`: takes jobs from the queue as soon as they are committed, and those that come by the clock."""

from __future__ import annotations

import argparse

from procrastinate.contrib.django import app

from transom.wiring.worker import worker_connector


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at-once", type=int, default=4, help="how many jobs are done side by side")


def run(options: argparse.Namespace) -> int:
    """Works until it is stopped; a job in hand is finished first."""
    with app.replace_connector(worker_connector()) as worker:
        worker.run_worker(concurrency=options.at_once, delete_jobs="successful", shutdown_graceful_timeout=20)
    return 0
