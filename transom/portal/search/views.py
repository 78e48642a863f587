"""Finding a record without an account."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transom.search import queries
from transom.search.asking import BY_WORDS, KINDS, STANDINGS, read, told

WRONG = 422


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box and a few filters; every answer has an address of its own. At most four queries."""
    asking = read(request.GET)
    found = queries.find(asking.q, asking.filters, by=asking.by, after=asking.after)
    narrowing = queries.narrowing(asking.kind)
    context = {
        "asking": asking,
        "found": found,
        "told": told(asking, found),
        "rows": [(f"/records/{quote(row.number, safe='')}/", row) for row in found.rows],
        "kinds": [("", "Any kind"), *((key, label.capitalize()) for key, label in KINDS.items())],
        "types": narrowing.types,
        "statuses": [("Any of these", STANDINGS), ("Exactly", narrowing.statuses)],
        "others": [(asking.address(by=way), BY_WORDS[way]) for way in found.others],
        "newer": asking.address(after=found.newer) if found.newer else "",
        "older": asking.address(after=found.older) if found.older else "",
        "errors": asking.errors,
    }
    return render(request, "portal/search/search.html", context, status=WRONG if asking.errors else 200)
