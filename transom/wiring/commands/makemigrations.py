"""`transom makemigrations ROOM`: for developers; needs no database and no settings."""

from __future__ import annotations

import argparse
import os
import warnings

import django
from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rooms", nargs="*", help="rooms to look at (default: all)")
    parser.add_argument("--check", action="store_true", help="only say whether a migration is missing")
    parser.add_argument("--empty", action="store_true", help="an empty one, to be filled by hand")
    parser.add_argument("--name", help="name of the migration's file")


def run(options: argparse.Namespace) -> int:
    """Writes what is missing; with --check, exits 1 when something is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "transom.wiring.test_settings"
    django.setup()
    # No database is asked: what is applied somewhere does not matter here.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    call_command("makemigrations", *options.rooms, check_changes=options.check, empty=options.empty, name=options.name)
    return 0
