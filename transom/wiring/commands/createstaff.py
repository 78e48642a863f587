"""`transom createstaff`: the first administrator, and whoever is set up by hand."""

from __future__ import annotations

import argparse

from transom.accounts import commands
from transom.accounts.rules import ROLES


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="what they type to sign in")
    parser.add_argument("--name", required=True, help="their name as others read it")
    parser.add_argument("--email", required=True)
    parser.add_argument("--phone", default="")
    parser.add_argument(
        "--role", action="append", required=True, metavar="ROLE[:TEAM]", help=f"one or more of {', '.join(ROLES)}"
    )


def run(options: argparse.Namespace) -> int:
    """The password is asked for, or read from standard input; never taken from the command line."""
    return commands.create_staff(
        options.username, name=options.name, email=options.email, roles=options.role, phone=options.phone
    )
