"""`transom import permits FILE --map MAP`: loads another system's records through a mapping file; safe to run again."""

from __future__ import annotations

import argparse
from pathlib import Path

from transom.importers import commands


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", metavar="permits", required=True)
    permits = kinds.add_parser("permits", help="records of a CSV, GeoJSON or JSON Lines file")
    permits.add_argument("file", type=Path)
    permits.add_argument("--map", required=True, help="a mapping file, or the name of one that is shipped")
    permits.add_argument("--aside", type=Path, help="where rows go that cannot be loaded")


def run(options: argparse.Namespace) -> int:
    """Exit code 0, or 2 when the file or the mapping cannot be used at all; bad rows are told and set aside."""
    return commands.import_permits(options.file, options.map, aside=options.aside)
