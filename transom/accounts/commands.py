"""`transom createstaff`: the first administrator, and whoever is set up by hand."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence

from transom.accounts import actions
from transom.kernel import clock
from transom.kernel.actors import System
from transom.kernel.refusals import Refused


def create_staff(
    username: str, *, name: str, email: str, roles: Sequence[str], phone: str = "", password: str | None = None
) -> int:
    """Makes a staff account and prints how it went; the exit code.

    Each role is "role" or "role:team". The password is asked for, or read from the first line of standard input when
    that is no terminal: never from the command line, which every user of the machine can read.
    """
    chosen = password if password is not None else _ask_password()
    pairs = [(role.strip(), team.strip()) for role, _, team in (one.partition(":") for one in roles)]
    by = System(label="Command line")
    try:
        user = actions.create_staff(username, name, email, chosen, roles=pairs, phone=phone, by=by, at=clock.now())
    except Refused as refused:
        for reason in refused.reasons:
            print(f"transom createstaff: {reason.say}", file=sys.stderr)
        return 1
    print(f"{user.name} can sign in at the office's page as {user.username}.")
    return 0


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    chosen = getpass.getpass("Password (15 characters or more): ")
    if getpass.getpass("The same again: ") != chosen:
        print("transom createstaff: the two passwords differ.", file=sys.stderr)
        raise SystemExit(1)
    return chosen
