"""What a visitor sees when a page cannot be shown: a sentence, what to do next, never a stack trace."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_noop as _

log = structlog.get_logger("transom.errors")

# For when even the page's frame cannot be made, e.g. without a database. No style: nothing may be inline.
PLAIN = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><h1>{title}</h1><p>{say}</p><p><a href="/">Go to the first page</a></p></body></html>'
)


@dataclass(frozen=True)
class Words:
    """The head and the sentence of an error page."""

    title: str
    say: str


WORDS = {
    HTTPStatus.BAD_REQUEST: Words(
        _("We could not read that"), _("Go back, check what was typed or sent, and try again.")
    ),
    HTTPStatus.FORBIDDEN: Words(_("This is not open to you"), _("Your account does not include this.")),
    HTTPStatus.NOT_FOUND: Words(_("We found no such page"), _("The address may be mistyped, or the page has moved.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: Words(
        _("Something went wrong on our side"),
        _("Nothing was changed by halves. Please try again in a minute; if it goes on, tell us the number below."),
    ),
}
EXPIRED = Words(
    _("The page stood open too long"),
    _("For your safety it can no longer be sent. Go back, load the page again and send it once more."),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read. What Django says of it is for the log, not for the visitor."""
    return _page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: with the sentence of whoever refused."""
    return _page(request, HTTPStatus.FORBIDDEN, say=_sentence(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same for what is not there and for what is not yours."""
    return _page(request, HTTPStatus.NOT_FOUND, say=_sentence(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: with the request's number, which is on every line of its log."""
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old, mostly a page left open or cookies switched off."""
    log.warning("csrf", reason=reason, path=request.path)
    return _page(request, HTTPStatus.FORBIDDEN, words=EXPIRED)


def _sentence(exception: Exception) -> str:
    """What was raised with words for people; the resolver's own words are about patterns."""
    given = exception.args[0] if exception.args else ""
    return given if isinstance(given, str) and given.endswith(".") else ""


def _page(request: HttpRequest, status: HTTPStatus, *, say: str = "", words: Words | None = None) -> HttpResponse:
    words = words or WORDS[status]
    number = structlog.contextvars.get_contextvars().get("request_id", "")
    context = {"title": words.title, "say": say or words.say, "number": number, "status": status.value}
    frame = "wiring/office_error.html" if request.path.startswith("/office/") else "wiring/error.html"
    try:
        text = str(render_to_string(frame, context, request))
    except Exception:
        # Whatever broke the frame must not break the page that tells of it.
        log.warning("plain_error_page", status=status.value, exc_info=status < HTTPStatus.INTERNAL_SERVER_ERROR)
        text = PLAIN.format(title=escape(words.title), say=escape(say or words.say))
    return HttpResponse(text, status=status)
