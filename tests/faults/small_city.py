"""Run as a program: fills a demo's empty database with the cast and a few fences of Rosa's that owe their first fee.

`transom demo` leaves a database alone that holds parcels, so it then starts within seconds.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from tests.journeys.given import a_city  # noqa: E402
from transom.wiring.commands import migrate  # noqa: E402

HOW_MANY = 6


def main() -> int:
    migrate.prepare(quiet=True)
    city = a_city()
    sys.stdout.write(json.dumps([city.fence("rosa").number for _ in range(HOW_MANY)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
