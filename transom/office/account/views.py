"""Staff sign in at a door of their own, and see who else works here."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts import actions, budgets, queries, rules, sessions
from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.account.forms import Errors, errors_of, typed

HOME = "/office/"
WRONG = "This name and this password do not belong together. Check both and try again."
WHICH = "More than one account has this e-mail and password. Log in with the user name."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name or e-mail and password of staff; applicants have a page of their own and are not let in here."""
    after = sessions.next_address(request, HOME)
    after = after if after.startswith(HOME) else HOME
    if request.method != "POST":
        if request.user.is_authenticated and request.user.is_staff:
            return redirect(after)
        return _page(request, "", after)
    given = typed(request.POST, "login", "password")
    if not given["login"].strip() or not given["password"]:
        return _page(request, given["login"], after, _left_empty(given))
    attempt = actions.try_password(
        "staff",
        given["login"],
        given["password"],
        network=sessions.network(request),
        known_here=sessions.known_here(request),
        at=clock.now(),
    )
    if attempt.wait > timedelta(0):
        slow = f"Too many tries. Wait {budgets.in_words(attempt.wait)} and try again."
        return _page(request, given["login"], after, {"": [slow]}, status=429)
    if len(attempt.accounts) != 1:
        return _page(request, given["login"], after, {"": [WHICH if attempt.accounts else WRONG]})
    (user,) = attempt.accounts
    sessions.begin(request, user, at=clock.now())
    response = redirect(after)
    sessions.remember(response, request, user)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session of this browser."""
    sessions.end(request)
    messages.success(request, "You are signed out.")
    return redirect("office:account:sign_in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password, by whoever knows the old one."""
    user = access.staff(request)
    errors: Errors = {}
    if request.method == "POST":
        given = typed(request.POST, "old", "new")
        try:
            changed = actions.change_password(user, given["old"], given["new"], by=user, at=clock.now())
        except Refused as refused:
            errors = errors_of(refused)
        else:
            sessions.keep(request, changed)
            messages.success(request, "Your password is changed. Every other device was signed out.")
            return redirect(HOME)
    return render(request, "office/account/password.html", {"account": user, "errors": errors})


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, with roles and teams."""
    access.staff(request, "people.view")
    page = queries.staff_list(mark=request.GET.get("page", ""))
    address = reverse("office:account:people")
    facts = {
        "people": page.rows,
        "role_names": rules.ROLES,
        "newer": f"{address}?{urlencode({'page': page.newer})}" if page.newer else "",
        "older": f"{address}?{urlencode({'page': page.older})}" if page.older else "",
    }
    return render(request, "office/account/people.html", facts)


def _left_empty(given: dict[str, str]) -> Errors:
    errors: Errors = {}
    if not given["login"].strip():
        errors["login"] = ["Type your user name or e-mail."]
    if not given["password"]:
        errors["password"] = ["Type your password."]
    return errors


def _page(
    request: HttpRequest, login: str, after: str, errors: Errors | None = None, status: int = 200
) -> HttpResponse:
    facts = {"login": login, "next": after, "errors": errors or {}}
    return render(request, "office/account/sign_in.html", facts, status=status)
