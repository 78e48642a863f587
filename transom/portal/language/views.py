"""Choosing the language: kept in the browser and, for whoever is signed in, in the account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from transom.accounts import actions, sessions
from transom.kernel import clock
from transom.portal import access
from transom.ui import language


# A token would put a cookie on every page a stranger only looks at, and there is nothing of a stranger's to protect.
@csrf_exempt
@never_cache
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Back to the page one was on, with its answers, in the chosen language; any other language changes nothing."""
    return _switched(request) if access.visitor(request) is None else _kept(request)


@csrf_protect
def _kept(request: HttpRequest) -> HttpResponse:
    """The same for an account, which is written to: only from our own pages."""
    code, user = request.POST.get("language", ""), access.signed_in(request)
    if code in language.offered():
        actions.choose_language(user, code, by=user, at=clock.now())
    return _switched(request)


def _switched(request: HttpRequest) -> HttpResponse:
    answer = redirect(sessions.next_address(request, "/"))
    code = request.POST.get("language", "")
    if code in language.offered():
        language.remember(answer, code)
    return answer
