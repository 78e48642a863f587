"""Whether a paper is genuine, for anyone who holds it."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from transom.documents import queries as documents
from transom.documents.queries import Verified
from transom.kernel.clock import local_date
from transom.portal.verify.codes import code_in
from transom.ui.words import short_day

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
    context = {
        "paper": paper,
        "facts": _facts(paper),
        "record_url": f"/records/{quote(paper.record_number, safe='')}/" if paper.record_number else "",
        "site": settings.SITE_URL,
    }
    return _never_cached(render(request, "portal/verify/paper.html", context))


def _facts(paper: Verified) -> list[tuple[str, str]]:
    """What is printed on the paper and where its record stands now, each thing once."""
    said = {"Number": paper.number, "Type": paper.type_label, "Address": paper.address, **dict(paper.facts)}
    said.setdefault("Issued", short_day(local_date(paper.issued_at)))
    return [(label, value) for label, value in [*said.items(), ("Today", paper.status_label)] if value]


def _never_cached(answer: HttpResponse) -> HttpResponse:
    """A paper revoked a minute ago must not be shown as in force; and no search engine needs these pages."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
