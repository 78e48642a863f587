"""What a permit or license would cost, without an account (portal FAQ, "Fees Estimator")."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.portal.estimate import answers
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType
from transom.rulebook.estimating import LONGEST, Due, answers_in, decided_by_staff, estimate
from transom.rulebook.expressions.types import NUMBER
from transom.rulebook.forms.facts import fact
from transom.rulebook.schema.fees import Fee
from transom.ui import language
from transom.ui.estimates import boxes, fee_lines
from transom.ui.language import told

HEADINGS = {"apply": gettext_noop("Due when you apply"), "approval": gettext_noop("Due when it is approved")}
WRONG = 422


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Permit type and valuation; what else the fees need is asked on the next page."""
    types = [rt for rt in rulebook.current_types(clock.today()) if rt.fees.rules]
    chosen = request.GET.get("type", "")
    value = request.GET.get("valuation", "").strip()
    errors = {}
    if "type" in request.GET:
        rt = next((each for each in types if each.id == chosen), None)
        if rt is None:
            errors["type"] = _("Choose what you want to do.")
        if value and fact(value, NUMBER) is None:
            errors["valuation"] = _("The valuation must be an amount of money, such as 12,500.")
        if rt is not None and not errors:
            return redirect(_address(rt, value))
    groups = [
        (told(group.label), [(rt.id, told(rt.label)) for rt in types if rt.group == group.label])
        for group in rulebook.agency().groups
    ]
    context = {
        "groups": [(label, options) for label, options in groups if options],
        "chosen": chosen,
        "valuation": value,
        "errors": errors,
    }
    return render(request, "portal/estimate/choose.html", context, status=WRONG if errors else 200)


@require_safe
def show(request: HttpRequest, type_id: str) -> HttpResponse:
    """The estimate for the answers in the address, line by line, and the questions that are still needed."""
    try:
        rt = rulebook.current_type(type_id, clock.today()).in_language(language.current())
    except (ObjectDoesNotExist, LookupError):
        raise Http404(_("We keep no such type of record.")) from None
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return redirect("portal:estimate:show", rt.id)
    posted = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    found = estimate(rt, answers_in(rt, posted), clock.today())
    query = answers.address(posted)
    here = request.build_absolute_uri(reverse("portal:estimate:show", args=[rt.id]))
    context = {
        "rt": rt,
        "boxes": boxes(found, posted, request.GET.get("more", "")),
        "errors": {key: told(say) for key, say in found.errors.items()},
        "dues": [_due(due, rt) for due in found.dues],
        "total": to_cents(found.total),
        "found": found,
        "perhaps": [_perhaps(rule.table) for rule in found.perhaps],
        "shared": f"{here}?{query}" if query else here,
        "apply_url": reverse("portal:apply:start", args=[rt.id]) + (f"?{query}" if query else ""),
        "answered": bool(query),
    }
    return render(request, "portal/estimate/estimate.html", context, status=WRONG if found.errors else 200)


def _due(due: Due, rt: RecordType) -> dict[str, Any]:
    lines = fee_lines(due.assessment.lines)
    return {
        "heading": told(HEADINGS[due.when]),
        "lines": lines,
        "total": sum(line.cents for line in lines),
        "unknown": [(fee.label, fee.say, _still(rt, fee.needs)) for fee in due.assessment.unknown],
    }


def _perhaps(fee: Fee) -> dict[str, Any]:
    """A fee that may never come; its amount where it is one amount."""
    return {"label": fee.label, "cite": fee.cite, "cents": to_cents(fee.amount) if fee.kind == "flat" else None}


def _still(rt: RecordType, names: tuple[str, ...]) -> str:
    """What a fee waits for, in the words of the form; what only the city can tell is said so."""
    staff = " " + _("(the city decides this)")
    said = [f"“{told(rt.label_of(name))}”" + (staff if decided_by_staff(rt, name) else "") for name in names]
    return ", ".join(dict.fromkeys(said))


def _address(rt: RecordType, value: str) -> str:
    """The estimate of a type, with the valuation as the answer to the question that asks for it."""
    url = reverse("portal:estimate:show", args=[rt.id])
    names = rt.valuation_rule.names if rt.valuation_rule is not None else ()
    return f"{url}?{urlencode({names[0]: value})}" if value and len(names) == 1 else url
