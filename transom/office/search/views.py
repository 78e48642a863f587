"""Finding any record from the office: the same box as the public's, leading to the staff's page."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from transom.office import access
from transom.search import queries
from transom.search.asking import BY_WORDS, KINDS, STANDINGS, read, told
from transom.search.rules import By, number_norm

WRONG = 422


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box and a few filters. A whole number leads to its record at once."""
    access.staff(request, "records.view")
    asking = read(request.GET)
    found = queries.find(asking.q, asking.filters, by=asking.by, after=asking.after)
    only = found.rows[0] if found.by is By.NUMBER and found.count == 1 else None
    if only and not asking.is_narrowed and only.number_norm == number_norm(asking.q):
        return redirect(_address(only.number))
    narrowing = queries.narrowing(asking.kind)
    context = {
        "asking": asking,
        "told": told(asking, found),
        "rows": [(_address(row.number), row) for row in found.rows],
        "kinds": [("", "Any kind"), *((key, label.capitalize()) for key, label in KINDS.items())],
        "types": narrowing.types,
        "statuses": [("Any of these", STANDINGS), ("Exactly", narrowing.statuses)],
        "others": [(asking.address(by=way), BY_WORDS[way]) for way in found.others],
        "newer": asking.address(after=found.newer) if found.newer else "",
        "older": asking.address(after=found.older) if found.older else "",
        "errors": asking.errors,
    }
    return render(request, "office/search/search.html", context, status=WRONG if asking.errors else 200)


def _address(number: str) -> str:
    return f"/office/records/{quote(number, safe='')}/"
