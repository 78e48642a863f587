"""What every page's frame shows: the agency, the person, the menu, news for the person, whether this is a demo."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from transom.payments import queries as payments
from transom.rulebook import queries as rulebook
from transom.ui.language import speech
from transom.ui.menus import menu


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame's context; nothing in it costs a query until a template prints it, and the cart only when signed in."""
    # A request refused before anybody could be recognized still gets its error page.
    user: Any = getattr(request, "user", AnonymousUser())
    return {
        "agency": SimpleLazyObject(rulebook.agency),
        "cart_count": lambda: payments.cart_count(user) if user.is_authenticated else 0,
        "demo": settings.DEMO,
        "menu": partial(menu, request=request),
        "messages": get_messages(request),
        "speech": SimpleLazyObject(partial(speech, request)),
        "user": user,
    }
