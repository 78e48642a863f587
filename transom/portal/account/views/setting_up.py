"""Setting up an account: the form, the message that must be answered, the first password of a company."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from transom.accounts import actions, budgets, sessions, tokens
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.portal.account import pending
from transom.portal.account.forms import FIRM, Errors, errors_of, typed
from transom.portal.account.views.signing_in import AFTER, let_in, too_many
from transom.ui import language
from transom.ui.language import told

SENT = "link_sent_to"
WRONG_PASSWORD = gettext_noop("This is not the password of this account. Try again.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """A member of the public sets up an account."""
    given = typed(request.POST, "username", "name", "email", "password")
    errors: Errors = {}
    asked = sessions.next_address(request, "")
    if request.method == "POST":
        now = clock.now()
        wait = actions.spend({f"set-up:{sessions.network(request)}": budgets.NEW_ACCOUNTS_FROM_NETWORK}, at=now)
        if wait > timedelta(0):
            errors = {"": [too_many(wait)]}
        else:
            try:
                user = actions.register_public(**given, language=language.current(), at=now)
            except Refused as refused:
                errors = errors_of(refused)
            else:
                request.session[SENT] = user.email
                pending.keep_going_to(request, asked)
                return redirect("portal:account:sent")
    return render(request, "portal/account/set_up.html", {"given": given, "errors": errors, "next": asked})


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What to do next: open the message."""
    return render(request, "portal/account/sent.html", {"email": request.session.get(SENT, "")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_first(request: HttpRequest) -> HttpResponse:
    """The password was right, the address is not confirmed yet: send the link again."""
    user = pending.waiting(request)
    if user is None:
        return redirect("portal:account:sign_in")
    errors: Errors = {}
    if request.method == "POST":
        try:
            actions.send_confirmation(user, at=clock.now())
        except Refused as refused:
            errors = {"": [told(reason.say) for reason in refused.reasons]}
        else:
            request.session[SENT] = user.email
            return redirect("portal:account:sent")
    return render(request, "portal/account/confirm_first.html", {"email": user.email, "errors": errors})


@never_cache
@require_safe
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message. Opening it changes nothing: mail programs open links by themselves."""
    pending.keep_confirm_link(request, token)
    return redirect("portal:account:confirm_page")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Whoever opened the link shows with the password that the account is theirs; that confirms the address."""
    user = pending.to_confirm(request)
    if user is None:
        return render(request, "portal/account/stale.html", {"what": "confirm"}, status=410)
    if user.email_confirmed_at is not None:
        messages.info(request, _("This e-mail address is confirmed already. Log in to go on."))
        return redirect("portal:account:sign_in")
    errors: Errors = {}
    status = 200
    if request.method == "POST":
        attempt = actions.try_password(
            user.kind,
            user.firm.name if user.firm else user.username,
            request.POST.get("password", ""),
            network=sessions.network(request),
            known_here=sessions.known_here(request),
            at=clock.now(),
        )
        if user in attempt.accounts:
            messages.success(request, _("Your e-mail address is confirmed. Welcome."))
            return let_in(request, user, pending.going_to(request, AFTER))
        slow = attempt.wait > timedelta(0)
        errors, status = {"password": [too_many(attempt.wait) if slow else told(WRONG_PASSWORD)]}, 429 if slow else 200
    return render(request, "portal/account/confirm.html", {"account": user, "errors": errors}, status=status)


@never_cache
@require_safe
def first_password_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter to a company; its secret goes from the address into the session."""
    pending.keep_first_password_link(request, token)
    return redirect("portal:account:first_password_page")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """A company chooses the password of its login."""
    token = pending.first_password_token(request)
    user = tokens.user_of(tokens.FIRST_PASSWORD, token)
    if user is None:
        return render(request, "portal/account/stale.html", {"what": "first-password"}, status=410)
    errors: Errors = {}
    if request.method == "POST":
        try:
            actions.set_first_password(token, request.POST.get("password", ""), at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            pending.forget_first_password_link(request)
            messages.success(request, "Your password is set. Log in with the name of your company.")
            response = redirect("portal:account:sign_in")
            response["Location"] += f"?kind={FIRM}"
            return response
    return render(request, "portal/account/first_password.html", {"account": user, "errors": errors})
