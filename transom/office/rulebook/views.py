"""Reading the rules of a type of record: form, fees, lifecycle, proof, text. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.office import access
from transom.office.rulebook.picture import picture, ways
from transom.office.rulebook.words import moves_of, timers_of
from transom.rulebook import queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.describing import formula, when_charged
from transom.rulebook.trials import trials

READS = "rulebook.view"
TABS = (
    ("Form", "form"),
    ("Fees", "fees"),
    ("Lifecycle", "lifecycle"),
    ("Examples", "checks"),
    ("Text", "text"),
)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A fee as its ordinance would say it."""

    label: str
    charged: str
    formula: str
    when: str
    cite: str
    account: str
    made_up: bool
    value_only: bool
    waivers: tuple[str, ...]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every type in force, by the groups of the menu."""
    access.staff(request, READS)
    types = queries.current_types(clock.today())
    groups: dict[str, list[tuple[str, RecordType]]] = {group.label: [] for group in queries.agency().groups}
    for rt in types:
        groups.setdefault(rt.group, []).append((reverse("office:rulebook:form", args=[rt.id]), rt))
    context = {"groups": [(label, found) for label, found in groups.items() if found], "count": len(types)}
    return render(request, "office/rulebook/listing.html", context)


@require_safe
def form(request: HttpRequest, type_id: str) -> HttpResponse:
    """The questions as the applicant is asked them, the papers, the reviews, the inspections, the needs."""
    rt = _type(request, type_id)
    context = _frame(rt, "form") | {
        "documents": rt.document_rules,
        "reviews": rt.review_rules,
        "inspections": rt.inspection_rules,
        "teams": {key: team.label for key, team in queries.agency().teams.items()},
    }
    return render(request, "office/rulebook/form.html", context)


@require_safe
def fees(request: HttpRequest, type_id: str) -> HttpResponse:
    """Every fee with its formula, when it is charged, its ordinance and its account; tables and refunds."""
    rt = _type(request, type_id)
    written = sorted(rt.fees.rules, key=lambda rule: rule.place)
    rows = [
        FeeRow(
            rule.table.label, when_charged(rule.table.on), formula(rule.table),
            rule.when.text if rule.when is not None else "", rule.table.cite, rule.table.account, rule.table.made_up,
            rule.table.value_only, tuple(f"{each.rule.say} ({each.rule.cite})" for each in rule.waivers),
        )
        for rule in written
    ]  # fmt: skip
    tables = [(rule.table.label, rule.table.rows) for rule in written if rule.table.kind == "tiers"]
    context = _frame(rt, "fees") | {"fees": rows, "tables": tables, "refunds": [each.rule for each in rt.fees.refunds]}
    return render(request, "office/rulebook/fees.html", context)


@require_safe
def lifecycle(request: HttpRequest, type_id: str) -> HttpResponse:
    """The lifecycle as a picture, and the same in words beside it."""
    rt = _type(request, type_id)
    drawn = ways(rt)
    context = _frame(rt, "lifecycle") | {
        "drawing": picture(rt, drawn),
        "moves": moves_of(rt, drawn),
        "timers": timers_of(rt),
        "needs": rt.lifecycle.needs,
    }
    return render(request, "office/rulebook/lifecycle.html", context)


@require_safe
def checks(request: HttpRequest, type_id: str) -> HttpResponse:
    """The type's own examples and scenarios, run as the page is asked for."""
    rt = _type(request, type_id)
    run = trials(rt)
    examples = [
        (each, [(line.label, to_cents(line.amount), line.trace) for line in each.assessment.lines])
        for each in run.examples
    ]
    context = _frame(rt, "checks") | {"run": run, "examples": examples}
    return render(request, "office/rulebook/checks.html", context)


@require_safe
def text(request: HttpRequest, type_id: str) -> HttpResponse:
    """The files of the bundle as they were published."""
    rt = _type(request, type_id)
    context = _frame(rt, "text") | {"files": sorted(rt.files.items())}
    return render(request, "office/rulebook/text.html", context)


def _type(request: HttpRequest, type_id: str) -> RecordType:
    access.staff(request, READS)
    try:
        return queries.current_type(type_id, clock.today())
    except (ObjectDoesNotExist, LookupError):
        raise Http404(access.NOT_FOUND) from None


def _frame(rt: RecordType, here: str) -> dict[str, Any]:
    tabs = [(label, reverse(f"office:rulebook:{name}", args=[rt.id]), name == here) for label, name in TABS]
    return {"rt": rt, "tabs": tabs, "estimate_url": reverse("portal:estimate:show", args=[rt.id])}
