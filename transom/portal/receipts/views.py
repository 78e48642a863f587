"""A payment's receipt as a page and as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transom.documents import actions as documents
from transom.documents.papers import of_receipt
from transom.payments import queries, rules
from transom.portal import access
from transom.portal.cart.because import explained_shares

if TYPE_CHECKING:
    from transom.payments.models import Receipt


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of one's own payment."""
    return _page(request, _own(request, number), f"/receipts/{number}/pdf/")


@never_cache
@require_safe
def show_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt of whoever holds its secret, without an account."""
    return _page(request, _by_secret(secret), f"/receipts/open/{secret}/pdf/")


@never_cache
@require_safe
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The paper of one's own payment."""
    return _pdf(_own(request, number))


@never_cache
@require_safe
def pdf_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The paper of whoever holds the receipt's secret."""
    return _pdf(_by_secret(secret))


def _own(request: HttpRequest, number: str) -> Receipt:
    user = access.signed_in(request)
    try:
        return queries.receipt_for(user, number)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _by_secret(secret: str) -> Receipt:
    try:
        return queries.receipt_by_secret(secret)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _page(request: HttpRequest, paid: Receipt, pdf_url: str) -> HttpResponse:
    context = {
        "paid": paid,
        "shares": explained_shares(queries.receipt_shares(paid), access.visitor(request)),
        "refunds": queries.refunds_due(paid),
        "how": rules.how_paid(paid.checkout.method),
        "pdf_url": pdf_url,
    }
    page = render(request, "portal/receipts/receipt.html", context)
    # The address may hold the secret: no other site is told where the reader came from.
    page["Referrer-Policy"] = "no-referrer"
    return page


def _pdf(paid: Receipt) -> HttpResponse:
    paper = of_receipt(paid)
    answer = HttpResponse(documents.content(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.filename}"'
    answer["Referrer-Policy"] = "no-referrer"
    return answer
