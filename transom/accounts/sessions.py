"""A signed-in browser: how its session begins, goes on and ends, for both doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from transom.accounts import rules
from transom.accounts.actions import note_sign_in
from transom.accounts.models import User
from transom.kernel import clock

BACKEND = "transom.accounts.backend.Accounts"
BEGAN, SEEN = "signed_in_at", "seen_at"
# A session row is written at most this often to note that its owner is still there.
SEEN_EVERY = timedelta(minutes=1)
KNOWN_COOKIE, KNOWN_FOR, MOST_KNOWN = "known", timedelta(days=365), 10
KNOWN_SALT = "transom.accounts.known-browser"

Answer = Callable[[HttpRequest], HttpResponse]


def begin(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Signs a browser in under a new session key. Raises PermissionError for an account that is not confirmed."""
    note_sign_in(user, at=at)
    login(request, user, backend=BACKEND)
    request.session[BEGAN] = request.session[SEEN] = at.timestamp()


def end(request: HttpRequest) -> None:
    """Signs a browser out and forgets everything its session held."""
    logout(request)


def keep(request: HttpRequest, user: User) -> None:
    """Lets this browser stay signed in after the password was changed; every other one is out. New session key."""
    update_session_auth_hash(request, user)


def remember(response: HttpResponse, request: HttpRequest, user: User) -> None:
    """Lets the browser keep a proof of having signed in to this account, so that strangers' tries do not slow it."""
    accounts = [user.pk, *(pk for pk in sorted(known_here(request)) if pk != user.pk)][:MOST_KNOWN]
    response.set_cookie(
        settings.COOKIE_PREFIX + KNOWN_COOKIE,
        signing.dumps(accounts, salt=KNOWN_SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_here(request: HttpRequest) -> frozenset[int]:
    """The accounts this browser has signed in to before; none where the proof is missing, spoiled or a year old."""
    proof = request.COOKIES.get(settings.COOKIE_PREFIX + KNOWN_COOKIE, "")
    try:
        return frozenset(signing.loads(proof, salt=KNOWN_SALT, max_age=KNOWN_FOR))
    except signing.BadSignature:
        return frozenset()


def network(request: HttpRequest) -> str:
    """The caller's neighborhood for counting tries.

    Only a proxy that we were told of is believed about whom it speaks for, and only the last word, which it added.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return rules.network(address)


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Where to go after signing in: the asked-for address when it is one of our own, written without a host."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    own = asked.startswith("/") and asked.isprintable() and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if own else otherwise


def session_ends(get_response: Answer) -> Answer:
    """Middleware: ends a session that was idle or lasted too long, and notes that its owner is still there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began, seen = request.session.get(BEGAN), request.session.get(SEEN)
        if began is not None and seen is not None and request.user.is_authenticated:
            now = clock.now().timestamp()
            if now >= _ends(request.user.is_staff, began, seen):
                end(request)
            elif now - seen >= SEEN_EVERY.total_seconds():
                request.session[SEEN] = now
        return get_response(request)

    return middleware


def _ends(staff: bool, began: float, seen: float) -> float:
    return rules.session_ends(staff, datetime.fromtimestamp(began, UTC), datetime.fromtimestamp(seen, UTC)).timestamp()
