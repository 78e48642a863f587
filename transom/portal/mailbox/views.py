"""Every message the demonstration has sent, for whoever tries it. Outside of demo mode it answers 404."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transom.kernel import files
from transom.notices import queries

if TYPE_CHECKING:
    from transom.notices.models import Message


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Messages newest first, perhaps of one address."""
    _only_in_demo()
    email = request.GET.get("email", "").strip()
    page = queries.messages(after=request.GET.get("page", ""), email=email, size=25)
    rows = [(reverse("portal:mailbox:message", args=[message.pk]), message) for message in page.rows]
    address = reverse("portal:mailbox:listing")
    facts = {
        "rows": rows,
        "email": email,
        "newer": _further(address, page.newer, email),
        "older": _further(address, page.older, email),
    }
    return render(request, "portal/mailbox/listing.html", facts)


@never_cache
@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message with its links and attachments."""
    found = _message(message_id)
    attached = [
        (reverse("portal:mailbox:attachment", args=[found.pk, place]), one["filename"])
        for place, one in enumerate(found.attachments)
    ]
    facts = {"message": found, "body": queries.shown(found), "plain": queries.plain(found), "attached": attached}
    return render(request, "portal/mailbox/message.html", facts)


@never_cache
@require_safe
def attachment(request: HttpRequest, message_id: int, place: int) -> HttpResponse:
    """A file that went along; always a download, never a page of ours."""
    found = _message(message_id)
    if place >= len(found.attachments):
        raise Http404("This message has no such attachment.")
    one = found.attachments[place]
    try:
        content = files.read(one["path"])
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    response = HttpResponse(content, content_type=one["content_type"])
    response["Content-Disposition"] = content_disposition_header(True, one["filename"])
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _message(message_id: int) -> Message:
    _only_in_demo()
    try:
        return queries.message(message_id)
    except ObjectDoesNotExist:
        raise Http404("There is no such message.") from None


def _only_in_demo() -> None:
    """Messages hold links that open accounts: outside of a demonstration this page must not exist."""
    if not settings.DEMO:
        raise Http404("There is no such page.")


def _further(address: str, mark: str, email: str) -> str:
    words = {"page": mark} | ({"email": email} if email else {})
    return f"{address}?{urlencode(words)}" if mark else ""
