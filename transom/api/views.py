"""Reading public records and estimating fees as JSON: no account, no key, from any site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import http_date

from transom.api import estimates, faces
from transom.api.problems import problem
from transom.kernel import clock
from transom.rulebook import queries as rulebook
from transom.rulebook.estimating import LONGEST, answers_in, estimate
from transom.search import queries
from transom.search.asking import read

SMALLEST, LARGEST = 1, 100
KEPT_SECONDS = 5
View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """Anyone may read it from any page; nothing else may be done. Answers are kept for a few seconds."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            said: HttpResponse = problem(HTTPStatus.METHOD_NOT_ALLOWED, "This address can only be read: use GET.")
            said["Allow"] = "GET, HEAD"
        else:
            said = view(request, *args, **kwargs)
        said["Access-Control-Allow-Origin"] = "*"
        said["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return said

    return answer


@open_data
def records(request: HttpRequest) -> HttpResponse:
    """Records found as on the search page (q, kind, type, status, from, to, by), paged by `next` and `previous`."""
    asking = read(request.GET)
    errors = dict(asking.errors)
    limit = _limit(request.GET.get("limit", ""), errors)
    if errors:
        return problem(HTTPStatus.BAD_REQUEST, "A parameter is wrong.", errors)
    found = queries.find(asking.q, asking.filters, by=asking.by, after=asking.after, limit=limit)
    return JsonResponse(
        {
            "records": [faces.short(row) for row in found.rows],
            "found_by": found.by or None,
            "count": min(found.count, queries.MOST_COUNTED),
            "more_than_counted": found.is_more_than_counted,
            "next": _page(asking.address(after=found.older, limit=str(limit))) if found.older else None,
            "previous": _page(asking.address(after=found.newer, limit=str(limit))) if found.newer else None,
        }
    )


@open_data
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Everything public about one record; 304 when it did not change since the reader's copy."""
    try:
        found = queries.public_page(number)
    except ObjectDoesNotExist:
        return problem(HTTPStatus.NOT_FOUND, f"There is no public record with the number {number[:60]!r}.")
    etag = f'"{found.pk}-{found.updated_at.timestamp():.6f}"'
    fresh = request.headers.get("If-None-Match", "") == etag
    said: HttpResponse = HttpResponseNotModified() if fresh else JsonResponse(faces.whole(found))
    said["ETag"] = etag
    said["Last-Modified"] = http_date(found.updated_at.timestamp())
    return said


@open_data
def estimated_types(request: HttpRequest) -> HttpResponse:
    """The types whose fees can be estimated."""
    types = [rt for rt in rulebook.current_types(clock.today()) if rt.fees.rules]
    return JsonResponse({"types": [estimates.listed(rt) for rt in types]})


@open_data
def estimate_fees(request: HttpRequest, type_id: str) -> HttpResponse:
    """What a type would cost for the answers in the address, as on the estimator's page; nothing is kept."""
    try:
        rt = rulebook.current_type(type_id, clock.today())
    except rulebook.NoSuchRules:
        return problem(HTTPStatus.NOT_FOUND, f"There is no type {type_id[:60]!r}. Types are at /api/estimate.json.")
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return problem(HTTPStatus.REQUEST_URI_TOO_LONG, f"The answers may have {LONGEST} characters.")
    posted = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    found = estimate(rt, answers_in(rt, posted), clock.today())
    if found.errors:
        return problem(HTTPStatus.BAD_REQUEST, "An answer is wrong.", found.errors)
    return JsonResponse(estimates.said(rt, found, posted))


@open_data
def nothing(request: HttpRequest, anything: str) -> HttpResponse:
    """Every other address of this door."""
    return problem(
        HTTPStatus.NOT_FOUND,
        "There is nothing here. See /api/records.json and /api/estimate.json.",
    )


def _limit(text: str, errors: dict[str, str]) -> int:
    if not text:
        return queries.PAGE
    if text.isdecimal() and SMALLEST <= int(text[:9]) <= LARGEST:
        return int(text)
    errors["limit"] = f"Must be a whole number from {SMALLEST} to {LARGEST}."
    return queries.PAGE


def _page(query: str) -> str:
    return f"{settings.SITE_URL}/api/records.json{query}"
