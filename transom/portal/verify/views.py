"""Whether a paper is genuine, for anyone who holds it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from transom.documents import queries as documents
from transom.portal.verify.codes import code_in

WRONG = 422
NO_CODE = "Enter the code that stands under the QR code of the paper: letters, figures, dashes and underscores."


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A box for a code that cannot be scanned."""
    typed = request.GET.get("code", "").strip()
    code = code_in(typed)
    if code:
        return redirect("portal:verify:verify", code)
    errors = {"code": NO_CODE} if "code" in request.GET else {}
    context = {"typed": typed[:200], "errors": errors}
    return render(request, "portal/verify/ask.html", context, status=WRONG if errors else 200)


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What we know of the paper with this code: genuine and in force, or what became of it."""
    paper = documents.verify(code) if code_in(code) == code else None
    if paper is None:
        return _never_cached(render(request, "portal/verify/unknown.html", {"code": code[:64]}, status=404))
    record_url = f"/records/{quote(paper.record_number, safe='')}/" if paper.record_number else ""
    return _never_cached(render(request, "portal/verify/paper.html", {"paper": paper, "record_url": record_url}))


def _never_cached(answer: HttpResponse) -> HttpResponse:
    """A paper revoked a minute ago must not be shown as in force; and no search engine needs these pages."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
