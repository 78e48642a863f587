"""What was sent to whom, how delivery went, and sending it once more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.notices import actions, queries, rules
from transom.office import access

if TYPE_CHECKING:
    from transom.notices.models import Message

STATES = (("queued", "Waiting to be sent"), ("sent", "Sent"), ("failed", "Could not be sent"))
TONES = {"queued": "wait", "sent": "good", "failed": "bad"}


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Messages newest first, perhaps of one address or one state."""
    access.staff(request, "messages.view")
    chosen = {name: request.GET.get(name, "").strip() for name in ("email", "state")}
    page = queries.messages(request.GET.get("page", ""), email=chosen["email"], state=chosen["state"])
    address = reverse("office:messages:listing")
    facts = {
        "rows": [(f"{address}{message.pk}/", message) for message in page.rows],
        "chosen": chosen,
        "states": STATES,
        "tones": TONES,
        "newer": _further(address, page.newer, chosen),
        "older": _further(address, page.older, chosen),
    }
    return render(request, "office/messages/listing.html", facts)


@never_cache
@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message; what holds somebody's personal link is not shown, staff could otherwise use it."""
    access.staff(request, "messages.view")
    found = _message(message_id)
    facts = {
        "message": found,
        "body": "" if rules.holds_secret(found.kind) else queries.shown(found),
        "tone": TONES[found.state],
    }
    return render(request, "office/messages/message.html", facts)


@require_POST
def resend(request: HttpRequest, message_id: int) -> HttpResponse:
    """Sends a message once more."""
    user = access.staff(request, "messages.view")
    found = _message(message_id)
    try:
        actions.resend(found, by=user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The message goes out to {found.to_email} again.")
    return redirect("office:messages:message", message_id)


def _message(message_id: int) -> Message:
    try:
        return queries.message(message_id)
    except ObjectDoesNotExist:
        raise Http404("There is no such message.") from None


def _further(address: str, mark: str, chosen: dict[str, str]) -> str:
    words = {name: value for name, value in chosen.items() if value} | {"page": mark}
    return f"{address}?{urlencode(words)}" if mark else ""
