"""`transom migrate`: database roles and tables, static files, and the rulebook of the agency."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management import call_command

from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.rulebook import actions as rulebook
from transom.wiring import gathering, roles


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only-database", action="store_true", help="leave static files and the rulebook as they are")

    parser.add_argument("--quiet", action="store_true", help="only say what went wrong")


def run(options: argparse.Namespace) -> int:
    """Safe to run again; run it once for each new version, before its web and worker processes start."""
    prepare(only_database=options.only_database, quiet=options.quiet)
    return 0


def prepare(*, only_database: bool = False, quiet: bool = False) -> None:
    """Brings database, static files and rulebook to this version's state."""
    refusal = roles.make_public_role()
    if refusal:
        print(refusal)
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    if not only_database:
        gathering.gather()
        _load_rules()


def _load_rules() -> None:
    """The city's folder; where two people published other rules since, theirs stay and a sentence says so."""
    try:
        rulebook.load_agency(settings.AGENCIES_ROOT / settings.AGENCY, by=SYSTEM, at=clock.now())
    except rulebook.OfficePublishes as kept:
        print(f"{kept} Bring it in line with: transom rulebook export FOLDER")
