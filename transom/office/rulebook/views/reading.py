"""Reading the rules of a type of record: form, fees, lifecycle, proof, text; in force, as they were, as proposed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from transom.accounts.rules import may
from transom.kernel import clock
from transom.kernel.money import to_cents
from transom.office import access
from transom.office.rulebook.choosing import PROPOSES, READS, chosen, frame
from transom.office.rulebook.feesheet import fee_rows, grids, refund_rows
from transom.office.rulebook.history import edition_rows
from transom.office.rulebook.picture import picture, ways
from transom.office.rulebook.words import asks_for, moves_of, timers_of
from transom.rulebook import queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.trials import trials

HISTORY = 12
"""So many editions of the whole rulebook stand below the list of types."""


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every type in force, by the groups of the menu; what is proposed, and who published."""
    user = access.staff(request, READS)
    types = queries.current_types(clock.today())
    groups: dict[str, list[tuple[str, str, RecordType]]] = {group.label: [] for group in queries.agency().groups}
    for rt in types:
        number = rt.numbering.number(1, clock.today())
        groups.setdefault(rt.group, []).append((reverse("office:rulebook:form", args=[rt.id]), number, rt))
    proposals = queries.proposals()
    context = {
        "groups": [(label, found) for label, found in groups.items() if found],
        "count": len(types),
        "waiting": sum(each.state == "open" for each in proposals),
        "published": edition_rows(queries.editions()[:HISTORY], proposals),
        "may_propose": may(user, PROPOSES),
    }
    return render(request, "office/rulebook/listing.html", context)


@require_safe
def form(request: HttpRequest, type_id: str) -> HttpResponse:
    """The questions as the applicant is asked them, the papers, the reviews, the inspections, the needs."""
    found = chosen(request, type_id)
    rt = found.rt
    context = frame(found, "form") | {
        "asks_for": asks_for,
        "documents": rt.document_rules,
        "reviews": rt.review_rules,
        "inspections": rt.inspection_rules,
        "teams": {key: team.label for key, team in queries.agency().teams.items()},
    }
    return render(request, "office/rulebook/form.html", context)


@require_safe
def fees(request: HttpRequest, type_id: str) -> HttpResponse:
    """Every fee with its formula, when it is charged, its ordinance and its account; tables and refunds."""
    found = chosen(request, type_id)
    rt = found.rt
    context = frame(found, "fees") | {"fees": fee_rows(rt), "grids": grids(rt), "refunds": refund_rows(rt)}
    return render(request, "office/rulebook/fees.html", context)


@require_safe
def lifecycle(request: HttpRequest, type_id: str) -> HttpResponse:
    """The lifecycle as a picture, and the same in words beside it."""
    found = chosen(request, type_id)
    rt = found.rt
    drawn = ways(rt)
    context = frame(found, "lifecycle") | {
        "drawing": picture(rt, drawn),
        "moves": moves_of(rt, drawn),
        "timers": timers_of(rt),
        "needs": rt.lifecycle.needs,
    }
    return render(request, "office/rulebook/lifecycle.html", context)


@require_safe
def checks(request: HttpRequest, type_id: str) -> HttpResponse:
    """The type's own examples and scenarios, run as the page is asked for."""
    found = chosen(request, type_id)
    rt = found.rt
    run = trials(rt)
    examples = [
        (each, [(line.label, to_cents(line.amount), line.trace) for line in each.assessment.lines])
        for each in run.examples
    ]
    context = frame(found, "checks") | {"run": run, "examples": examples}
    return render(request, "office/rulebook/checks.html", context)


@require_safe
def text(request: HttpRequest, type_id: str) -> HttpResponse:
    """The files of the bundle as they were published."""
    found = chosen(request, type_id)
    rt = found.rt
    user = access.staff(request, READS)
    context = frame(found, "text") | {"files": sorted(rt.files.items()), "may_propose": may(user, PROPOSES)}
    return render(request, "office/rulebook/text.html", context)
