"""Which pages are measured, as whom, and what each costs in queries and rows; prints it as JSON for the bench."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass

import django

django.setup()

from django.conf import settings  # noqa: E402 - only after the set-up
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from transom.accounts.models import Firm  # noqa: E402


@dataclass
class Measured:
    """A page: its address, the cookie of whoever asks, and what one answer took."""

    name: str
    path: str
    cookie: str
    queries: int
    rows: int
    kilobytes: float


def asked() -> list[tuple[str, str, str]]:
    """(name, path, login) of each page; the firm with most to see, and a member of staff."""
    told = json.loads((settings.HOME / "seeded.json").read_text())
    busiest = Firm.objects.annotate(count=Count("records")).order_by("-count", "id").first()
    firm = busiest.name if busiest else ""
    staff = next(one["login"] for one in told["accounts"] if one["kind"] == "staff")
    record = next(iter(told["records"].values()))
    number = record["number"]
    return [
        ("home", "/", ""),
        ("search", "/search/?q=oak", ""),
        ("record, public", f"/records/{number}/", ""),
        ("dashboard", "/dashboard/", firm),
        ("record, owner", f"/records/{number}/", record["owner"]),
        ("cart", "/cart/", firm),
        ("office queue", "/office/", staff),
    ]


def measured(name: str, path: str, login: str) -> Measured | None:
    """The page looked at twice, the second time counted: the first fills caches. None when it cannot be shown."""
    browser = Client(SERVER_NAME="localhost")
    if login:
        users = get_user_model().objects
        user = users.filter(username=login).first() or users.filter(firm__name=login).first()
        if user is None:
            return None
        browser.force_login(user)
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    if answer.status_code != 200:
        print(f"{name}: {path} answers {answer.status_code}, left out", file=sys.stderr)
        return None
    text = answer.content.decode()
    rows = max(1, text.count("<tr") - text.count("<thead"))
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value if login else ""
    header = f"{settings.SESSION_COOKIE_NAME}={cookie}" if cookie else ""
    return Measured(name, path, header, len(queries), rows, round(len(answer.content) / 1000, 1))


if __name__ == "__main__":
    found = [page for page in (measured(*one) for one in asked()) if page]
    print(json.dumps([asdict(page) for page in found]))
