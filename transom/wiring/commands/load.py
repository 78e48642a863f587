"""`transom import`: loads another system's records; see docs/handbook/importers.md."""

from __future__ import annotations

import argparse

from transom.importers import commands


def arguments(parser: argparse.ArgumentParser) -> None:
    commands.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when every row was loaded, else 1; the rows that were not are in a file beside the source."""
    return commands.run(options)
