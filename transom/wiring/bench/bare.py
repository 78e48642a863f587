"""The floor beside which our pages are measured: as many queries and rows, a Jinja2 table, a plain WSGI function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import django
import jinja2

django.setup()

from transom.records.models import Record  # noqa: E402 - only after the set-up

Start = Callable[[str, list[tuple[str, str]]], object]
PAGE = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><html lang='en'><title>Bare</title><table>"
    "{% for row in rows %}<tr><td><a href='/records/{{ row.number }}/'>{{ row.number }}</a><td>{{ row.type_label }}"
    "<td>{{ row.status_label }}<td>{{ row.address }}<td>{{ row.submitted_on }}<td>{{ row.expires_on }}</tr>"
    "{% endfor %}</table></html>"
)


def application(request: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """/?rows=25&queries=4 asks so often, once for so many rows, and shows them; no session, no middleware, no frame."""
    asked = parse_qs(request.get("QUERY_STRING", ""))
    rows, queries = (int(asked.get(name, ["1"])[0]) for name in ("rows", "queries"))
    for number in range(queries - 1):
        Record.objects.filter(pk=number).first()
    shown = list(Record.objects.filter(number__isnull=False).order_by("-id")[:rows])
    body = PAGE.render(rows=shown).encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
