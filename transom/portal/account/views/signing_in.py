"""Signing in and out. Whatever was wrong, the page says the same words; it never tells whether an account exists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts import actions, budgets, queries, rules, sessions
from transom.kernel import clock
from transom.portal.account import pending
from transom.portal.account.forms import FIRM, KINDS, Errors, SignIn
from transom.rulebook.queries import agency
from transom.ui.language import told

if TYPE_CHECKING:
    from transom.accounts.models import User

WRONG = gettext_noop(
    "This name and this password do not belong together. Check both, and the kind of account, and try again."
)
AFTER = "/dashboard/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Kind, name and password; on to where one wanted to go, or to the question which account is meant."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(sessions.next_address(request, AFTER))
        return _page(request, SignIn(kind=FIRM if request.GET.get("kind") in (FIRM, "contractor") else KINDS[0][0]))
    given = SignIn.of(request.POST)
    if errors := given.errors():
        return _page(request, given, errors)
    attempt = actions.try_password(
        given.kind,
        given.name,
        given.password,
        network=sessions.network(request),
        known_here=sessions.known_here(request),
        at=clock.now(),
    )
    if attempt.wait > timedelta(0):
        return _page(request, given, {"": [too_many(attempt.wait)]}, status=429)
    if not attempt.accounts:
        return _page(request, given, {"": [told(WRONG)]})
    if len(attempt.accounts) > 1:
        pending.ask_which(request, attempt.accounts, sessions.next_address(request, AFTER))
        return redirect("portal:account:which")
    return let_in(request, attempt.accounts[0], sessions.next_address(request, AFTER))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def which(request: HttpRequest) -> HttpResponse:
    """Several accounts share the e-mail and the password: the person says which one to use now."""
    question = pending.which(request)
    if question is None:
        messages.info(request, _("That took a while. Log in again."))
        return redirect("portal:account:sign_in")
    accounts = queries.people(question.accounts)
    if request.method == "POST":
        chosen = (
            accounts.get(int(said)) if (said := request.POST.get("account", "")).isascii() and said.isdigit() else None
        )
        if chosen is not None and chosen.is_active:
            pending.forget_which(request)
            return let_in(request, chosen, question.after)
    errors: Errors = {"account": [_("Choose the account to use.")]} if request.method == "POST" else {}
    options = [(account.pk, account.label, describe(account)) for account in accounts.values()]
    return render(request, "portal/account/which.html", {"options": options, "errors": errors})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session of this browser."""
    sessions.end(request)
    messages.success(request, _("You are signed out."))
    return redirect("/")


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """Up to eight firms whose name holds what was typed; 404 where the city switched suggesting off."""
    if not agency().suggest_firms:
        return JsonResponse({"results": []}, status=404)
    wait = actions.spend({f"suggest:{sessions.network(request)}": budgets.SUGGESTIONS}, at=clock.now())
    if wait > timedelta(0):
        return JsonResponse({"results": []}, status=429)
    found = queries.suggest_firms(request.GET.get("q", ""))
    return JsonResponse({"results": [{"id": firm_id, "name": name} for firm_id, name in found]})


def let_in(request: HttpRequest, user: User, after: str) -> HttpResponse:
    """Signs in somebody whose password was right, and confirms the address if the mailed link was opened here too."""
    now = clock.now()
    user = pending.confirm_if_opened_here(request, user, at=now)
    if rules.must_confirm(user.kind, user.email_confirmed_at):
        pending.wait_for_confirming(request, user)
        return redirect("portal:account:confirm_first")
    sessions.begin(request, user, at=now)
    response = redirect(after)
    sessions.remember(response, request, user)
    return response


def too_many(wait: timedelta) -> str:
    """What is said to whoever tried too often, the same for a name that nobody has."""
    return _("Too many tries. Wait %(time)s and try again.") % {"time": told(budgets.in_words(wait))}


def describe(user: User) -> str:
    """An account in a line, to tell it from others of the same e-mail."""
    if user.firm:
        return told(user.firm.get_kind_display())
    return _("Public account, user name %(name)s") % {"name": user.username}


def _page(request: HttpRequest, given: SignIn, errors: Errors | None = None, status: int = 200) -> HttpResponse:
    facts = {
        "given": given,
        "kinds": [(kind, told(label)) for kind, label in KINDS],
        "errors": errors or {},
        "next": sessions.next_address(request, ""),
        "suggestions": reverse("portal:account:firms"),
    }
    return render(request, "portal/account/sign_in.html", facts, status=status)
