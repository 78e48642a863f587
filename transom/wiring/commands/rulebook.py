"""`transom rulebook check|test|show`: works on the text alone; needs no database and no settings."""

from __future__ import annotations

import argparse
from pathlib import Path

from transom.rulebook import commands


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="what", metavar="check|test|show", required=True)
    for name, says in (("check", "print what is wrong, as file:line:col"), ("test", "run examples and scenarios")):
        words.add_parser(name, help=says).add_argument("folder", type=Path, help="e.g. agencies/aurora-il")
    show = words.add_parser("show", help="print a record type in plain words")
    show.add_argument("folder", type=Path)
    show.add_argument("type", help="e.g. fence-residential")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when all is well, else 1."""
    if options.what == "check":
        return commands.check(options.folder)
    if options.what == "test":
        return commands.test(options.folder)
    return commands.show(options.folder, options.type)
