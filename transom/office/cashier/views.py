"""Payments at the counter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transom.accounts.rules import may
from transom.documents import actions as documents
from transom.documents.papers import of_receipt
from transom.fees import actions as books
from transom.fees import queries as fees
from transom.kernel import clock
from transom.kernel.money import dollars
from transom.kernel.refusals import Refused
from transom.office import access
from transom.office.cashier.forms import METHODS, TakeForm
from transom.payments import actions, queries, rules
from transom.records import queries as records
from transom.records.rights import Right
from transom.search import queries as search

if TYPE_CHECKING:
    from transom.accounts.models import User
    from transom.payments.models import Receipt
    from transom.records.models import Record

WRONG = 422
ABILITY = "payments.take"


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Find a record to pay for; what came in today, and the last payments."""
    user = access.staff(request, ABILITY)
    q = request.GET.get("q", "").strip()
    exact = _number(user, q) if q else ""
    if exact:
        return redirect("office:cashier:desk", exact)
    found = search.find(q).rows if q else ()
    items, page = queries.recent(request.GET.get("after", ""))
    context = {
        "q": q,
        "found": [(row, owed) for row, owed in zip(found, _owed([row.pk for row in found]), strict=True)],
        "taken": queries.taken_today(clock.now()),
        "items": items,
        "page": page,
    }
    return render(request, "office/cashier/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, number: str) -> HttpResponse:
    """What a record owes, and the payment that is taken for it."""
    record = access.record(request, number, ABILITY)
    user = access.staff(request, ABILITY)
    due = fees.due(record.pk)
    if request.method != "POST":
        payer = _payer(record)
        return _desk(request, user, record, TakeForm.fresh([charge.pk for charge in due], *payer))
    form = TakeForm.of(request.POST)
    if not form.errors:
        try:
            taken = actions.take_at_counter(
                [charge for charge in fees.charges(form.charges) if charge.record_id == record.pk],
                method=form.typed["method"],
                reference=form.typed["reference"],
                tendered_cents=form.tendered_cents,
                payer=form.typed["payer"],
                payer_email=form.typed["payer_email"],
                key=form.key,
                by=user,
                at=clock.now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("office:cashier:receipt", taken.number)
    return _desk(request, user, record, form)


@require_POST
def end_online(request: HttpRequest, number: str) -> HttpResponse:
    """End the online payment somebody left open, at the payment company first, so that it can be paid here."""
    record = access.record(request, number, ABILITY)
    try:
        ended = actions.close_open_tries(fees.due(record.pk), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        for checkout in ended:
            paid = checkout.state == "captured"
            messages.info(request, "It had just been paid online." if paid else "The online payment is ended.")
    return redirect("office:cashier:desk", number)


@require_POST
def waive(request: HttpRequest, number: str, charge_id: int) -> HttpResponse:
    """Give up a fee, with the reason."""
    record = access.record(request, number, "fees.waive")
    user = access.staff(request, "fees.waive")
    try:
        charge = fees.charge(record.pk, charge_id)
        if queries.busy_until([charge.pk]):
            raise Refused("Somebody is paying this fee online right now. End that payment first.")
        books.waive(charge, reason=request.POST.get("reason", ""), by=user, at=clock.now())
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{charge.label}, {dollars(charge.cents)}, is waived.")
    return redirect("office:cashier:desk", number)


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """A receipt, with the change to hand back when it was paid in cash."""
    access.staff(request, ABILITY, "payments.refund")
    paid = _receipt(number)
    tendered = paid.checkout.tendered_cents
    context = {
        "paid": paid,
        "shares": queries.with_reasons(queries.receipt_shares(paid), lambda record: True),
        "refunds": queries.refunds_due(paid),
        "how": rules.how_paid(paid.checkout.method),
        "tendered": tendered,
        "change": None if tendered is None else rules.change_due(paid.cents, tendered),
    }
    return render(request, "office/cashier/receipt.html", context)


@never_cache
@require_safe
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The paper of a receipt, to be printed at the counter."""
    access.staff(request, ABILITY, "payments.refund")
    paid = _receipt(number)
    paper = of_receipt(paid)
    answer = HttpResponse(documents.content(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.filename}"'
    return answer


def _desk(request: HttpRequest, user: User, record: Record, form: TakeForm) -> HttpResponse:
    lines = fees.explained_lines(record.pk)
    due = [replace(line, standing="") for line in lines if line.is_due]
    context = {
        "record": record,
        "due": due,
        "settled": [line for line in lines if not line.is_due],
        "cents": sum(line.cents for line in due),
        "form": form,
        "errors": form.errors,
        "methods": METHODS,
        "busy_until": queries.busy_until([line.charge_id for line in due]),
        "may_waive": may(user, "fees.waive"),
    }
    return render(request, "office/cashier/desk.html", context, status=WRONG if form.errors else 200)


def _receipt(number: str) -> Receipt:
    try:
        return queries.receipt(number)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None


def _number(user: User, q: str) -> str:
    """The number of the record that was typed, if there is one."""
    try:
        return records.record_for(user, q.upper(), Right.VIEW).number or ""
    except ObjectDoesNotExist:
        return ""


def _owed(record_ids: list[int]) -> list[int]:
    owed = fees.balances(record_ids)
    return [owed[record_id] for record_id in record_ids]


def _payer(record: Record) -> tuple[str, str]:
    """Who most likely stands at the counter: the applicant, else the company."""
    applicant = next((party for party in records.parties(record, private=True) if party.role == "applicant"), None)
    if applicant is not None:
        return applicant.name, applicant.email
    return (record.firm.name, record.firm.email) if record.firm else ("", "")
