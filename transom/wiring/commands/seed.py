"""`transom seed`: prepares the demo's database and fills it once; `transom demo` runs it before anything else."""

from __future__ import annotations

import argparse
import json
import os

from django.conf import settings
from django.db import connection

from transom.wiring import demo
from transom.wiring.commands import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="throw the data away first")
    parser.add_argument("--past", type=int, default=demo.OF_THE_PAST, metavar="N", help="records of the last two years")


def run(options: argparse.Namespace) -> int:
    """Only in demo mode: made-up people and records have no place in a city's database."""
    if not settings.DEMO:
        raise SystemExit("Sample data is only loaded with TRANSOM_MODE=demo.")
    if options.fresh:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC")
    migrate.prepare(quiet=True)
    told = demo.seed(past=options.past)
    making = settings.HOME / "seeded.json.new"
    making.write_text(json.dumps(told, indent=2))
    os.replace(making, settings.HOME / "seeded.json")
    return 0
