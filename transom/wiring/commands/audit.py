"""`transom audit`: what must hold at any moment, asked of the database itself; for a nightly run."""

from __future__ import annotations

import argparse

from transom.fees import audit as books
from transom.payments import audit as payments
from transom.wiring.audit import CHECKS


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="only say what is broken")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when everything holds, else 1 with a sentence for each thing that does not."""
    checks = (*books.CHECKS, *payments.CHECKS, *CHECKS)
    broken = list(books.broken(checks))
    for sentence in broken:
        print(sentence)
    if not broken and not options.quiet:
        for check in checks:
            print(f"holds  {check.key}: {check.promise}")
    return 1 if broken else 0
