"""Opening an issued paper: its parties, staff, the payer of a receipt, or who holds the receipt's secret."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from transom.accounts.rules import may
from transom.documents import actions, queries
from transom.portal import access
from transom.records.queries import rights
from transom.records.rights import Right

if TYPE_CHECKING:
    from transom.documents.models import Document


@require_safe
def open_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF, for those it concerns; for all others the same 404 as for a code that never was."""
    try:
        document = queries.by_code(code)
    except ObjectDoesNotExist:
        raise Http404(access.NOT_FOUND) from None
    if not _may_open(request, document):
        raise Http404(access.NOT_FOUND)
    answer = HttpResponse(actions.content(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{document.filename}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _may_open(request: HttpRequest, document: Document) -> bool:
    user = access.visitor(request)
    receipt = document.receipt
    if receipt is not None:
        if secrets.compare_digest(request.GET.get("s", "").encode(), receipt.secret.encode()):
            return True
        if user is None:
            return False
        return receipt.checkout.payer_id == user.pk or (user.is_staff and may(user, "records.view"))
    return user is not None and document.record is not None and Right.PRIVATE in rights(user, document.record)
