"""The shopping cart, the checkout summary, and the way to the payment page and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.kernel import clock
from transom.kernel.money import dollars
from transom.kernel.refusals import Reason, Refused
from transom.payments import actions, queries, rules
from transom.payments.gateways import registry
from transom.payments.gateways.base import Forged
from transom.portal import access
from transom.portal.cart.because import explained
from transom.portal.cart.forms import Choice, read_choice, read_payment
from transom.records.rights import Right
from transom.rulebook import queries as rulebook
from transom.ui.language import told, told_refusal

if TYPE_CHECKING:
    from transom.payments.models import Checkout

log = structlog.get_logger(__name__)
WRONG, LARGEST_MESSAGE = 422, 64 * 1024
NOTHING_CHECKED = gettext_noop("Check at least one record to go on.")
OUTCOMES = {
    "expired": (messages.INFO, gettext_noop("The payment was not completed. Nothing was taken.")),
    "declined": (messages.ERROR, gettext_noop("The card was declined. Nothing was taken.")),
}


class SeeOther(HttpResponseRedirect):
    """303: what was asked for by POST is done, and the next page is fetched by GET."""

    status_code = 303


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is in the cart, with today's amounts and how they came about."""
    return _cart(request)


@require_POST
def put_in(request: HttpRequest, number: str) -> HttpResponse:
    """The Fees Due button: the record is in the cart."""
    record = access.record(request, number, to=Right.PAY)
    try:
        actions.put_in_cart(record, by=access.signed_in(request), at=clock.now())
    except Refused as refused:
        messages.info(request, told_refusal(refused))
    return SeeOther(reverse("portal:cart:show"))


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take the checked records out of the cart."""
    user = access.signed_in(request, back="/cart/")
    numbers = read_choice(request.POST).numbers
    chosen = [row for row in queries.cart(user).rows if row.number in numbers]
    if not chosen:
        return _cart(request, {"pay": [_("Check at least one record to remove.")]})
    actions.remove([row.record_id for row in chosen], by=user, at=clock.now())
    said = ngettext("%(num)s record removed from the cart.", "%(num)s records removed from the cart.", len(chosen))
    messages.success(request, said % {"num": len(chosen)})
    return SeeOther(reverse("portal:cart:show"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """From the checked rows of the cart (POST) to their summary (GET), unless an amount changed since it was shown."""
    user = access.signed_in(request, back="/cart/")
    if request.method == "POST":
        choice = read_choice(request.POST)
        view = queries.chosen(user, choice.numbers)
        errors = _wrong(view, choice)
        if errors:
            return _cart(request, errors)
        actions.accept_amounts({row.record_id: row.now for row in view.rows}, by=user, at=clock.now())
        picked = urlencode([("pay", row.number) for row in view.rows])
        return SeeOther(f"{reverse('portal:cart:checkout')}?{picked}")
    view = queries.chosen(user, request.GET.getlist("pay"))
    return _summary(request, view) if view.rows else redirect("portal:cart:show")


@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """Begin the payment and send the payer to the gateway's own page."""
    user = access.signed_in(request, back="/cart/")
    payment = read_payment(request.POST)
    if payment is None:
        return redirect("portal:cart:show")
    at = clock.now()
    try:
        begun = actions.begin(user, payment.shown, key=payment.key, at=at)
        return _to_gateway(begun, at=at)
    except Refused as refused:
        rows = [row.number for row in queries.cart(user).rows if row.record_id in payment.shown]
        return _summary(request, queries.chosen(user, rows), refused.reasons)


@never_cache
@require_safe
def come_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back from the payment page. Its address says nothing about the outcome: the gateway is asked."""
    user = access.signed_in(request)
    try:
        queries.checkout_of(user, key)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    checkout = actions.return_from(key, at=clock.now())
    if checkout.state in rules.OPEN_STATES:
        if getattr(request, "htmx", False):
            return HttpResponse(status=204)
        return _may_leave(render(request, "portal/cart/checking.html", {"checkout": checkout}))
    receipt = queries.of_checkout(checkout)
    if receipt is not None:
        messages.success(
            request, _("Your payment of %(amount)s was received. Thank you.") % {"amount": dollars(receipt.cents)}
        )
        return _gone(request, reverse("portal:receipts:show", args=[receipt.number]))
    level, say = OUTCOMES[checkout.state]
    messages.add_message(request, level, told(say))
    return _gone(request, reverse("portal:cart:show"))


@require_POST
def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back to the payment page of a payment that is not finished."""
    begun = _own(request, key)
    try:
        return _to_gateway(begun, at=clock.now())
    except Refused as refused:
        return _told(request, refused, reverse("portal:cart:come_back", args=[key]))


@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a payment that is not finished, at the gateway first."""
    begun = _own(request, key)
    try:
        actions.cancel(begun, at=clock.now())
    except Refused as refused:
        return _told(request, refused, reverse("portal:cart:come_back", args=[key]))
    return SeeOther(reverse("portal:cart:come_back", args=[key]))


@never_cache
@require_safe
def paid(request: HttpRequest) -> HttpResponse:
    """What this account paid, newest first."""
    user = access.signed_in(request)
    items, page = queries.paid_items(user, request.GET.get("after", ""))
    return render(request, "portal/cart/paid.html", {"items": items, "page": page})


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """A gateway's signed message: kept, then answered. Anything that is not signed is refused and leaves no trace."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_MESSAGE:
        return HttpResponse(status=413)
    try:
        actions.receive_webhook(gateway, request.headers, request.body, at=clock.now())
    except (Forged, LookupError) as problem:
        log.warning("payments.webhook_refused", gateway=gateway, problem=str(problem))
        return HttpResponse(status=400)
    return HttpResponse(status=200)


def _cart(request: HttpRequest, errors: Mapping[str, list[str]] | None = None) -> HttpResponse:
    user = access.signed_in(request, back="/cart/")
    context = {"cart": explained(queries.cart(user)), "errors": errors or {}}
    return render(request, "portal/cart/cart.html", context, status=WRONG if errors else 200)


def _wrong(view: queries.CartView, choice: Choice) -> dict[str, list[str]]:
    """What keeps the checked rows from the summary: nothing is checked, or an amount is not what the page showed."""
    if not view.rows:
        return {"pay": [told(NOTHING_CHECKED)]}
    now = {row.record_id: row.now for row in view.rows}
    shown = {record_id: cents for record_id, cents in choice.shown.items() if record_id in now}
    names = {row.record_id: row.number for row in view.rows}
    changed = rules.changed_amounts(shown, now, names)
    return {"pay": [told(reason.say) for reason in changed]} if changed else {}


def _summary(request: HttpRequest, view: queries.CartView, reasons: tuple[Reason, ...] = ()) -> HttpResponse:
    context = {"cart": explained(view), "key": uuid4(), "reasons": reasons, "errors": bool(reasons)}
    return _may_leave(render(request, "portal/cart/checkout.html", context, status=WRONG if reasons else 200))


def _may_leave(page: HttpResponse) -> HttpResponse:
    """The form's answer leads to the gateway's page, so the policy of the page it stands on names its origin."""
    page._csp_update = {"form-action": [registry.current().origin]}  # type: ignore[attr-defined]
    return page


def _to_gateway(begun: Checkout, *, at: datetime) -> HttpResponse:
    back = settings.SITE_URL + reverse("portal:cart:come_back", args=[begun.pk])
    return SeeOther(actions.open_page(begun, return_url=back, at=at, payee=rulebook.agency().name))


def _own(request: HttpRequest, key: UUID) -> Checkout:
    try:
        return queries.checkout_of(access.signed_in(request, back="/cart/"), key)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _told(request: HttpRequest, refused: Refused, url: str) -> HttpResponse:
    for reason in refused.reasons:
        messages.error(request, f"{told(reason.say)} {told(reason.because)}".strip())
    return SeeOther(url)


def _gone(request: HttpRequest, url: str) -> HttpResponse:
    """To the next page, also for the script that asks now and then whether the payment is decided."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
