"""What people change about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from transom.accounts import actions, sessions
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal import access
from transom.portal.account.forms import Errors, errors_of, typed
from transom.rulebook.queries import agency


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, telephone, address and, where the city writes in several, the language of messages."""
    user = access.signed_in(request)
    errors: Errors = {}
    given = {"name": user.name, "phone": user.phone, "address": user.address, "language": user.language}
    if request.method == "POST":
        # A company is named by the city's register, not by whoever holds its password.
        own = given.keys() - {"name"} if user.firm_id else given.keys()
        given |= typed(request.POST, *(own & request.POST.keys()))
        try:
            actions.update_profile(user, **given, by=user, at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("portal:account:profile")
    languages = [(key, actions.LANGUAGES[key]) for key in agency().languages if key in actions.LANGUAGES]
    facts = {"account": user, "given": given, "errors": errors, "languages": languages}
    return render(request, "portal/account/profile.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password, by whoever knows the old one; all other devices are signed out."""
    user = access.signed_in(request)
    errors: Errors = {}
    if request.method == "POST":
        given = typed(request.POST, "old", "new")
        try:
            changed = actions.change_password(user, given["old"], given["new"], by=user, at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            sessions.keep(request, changed)
            messages.success(request, _("Your password is changed. Every other device was signed out."))
            return redirect("portal:account:profile")
    return render(request, "portal/account/password.html", {"account": user, "errors": errors})
