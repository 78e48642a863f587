"""Who is a StAR contractor in a year and why: as it was fixed on January 1, or as it would be today."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transom.inspections import queries
from transom.kernel import clock
from transom.office import access

if TYPE_CHECKING:
    from transom.rulebook.schema.agency import StarTable

ABILITIES = ("records.view", "firms.edit")
FIRST_YEAR, YEARS_SHOWN = 2000, 6
OUTCOMES = {"pass": "passed", "partial": "partially approved"}
COLUMNS = ("Trade", "Place", "Of", "Company", "Passed", "Results", "Percent", "StAR", "Why")
# A spreadsheet reads a cell that begins like this as a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """The table that holds today."""
    return table(request, clock.today().year)


@never_cache
@require_safe
def table(request: HttpRequest, year: int) -> HttpResponse:
    """The firms of each trade in a year, the best first, with who is in and why."""
    access.staff(request, *ABILITIES)
    program = _program(year)
    shown = queries.star_table(year, clock.now())
    firms = reverse("office:firms:listing")
    context = {
        "table": shown,
        "program": program,
        "passing": " or ".join(OUTCOMES[one] for one in program.passing),
        "trades": [(trade, [(f"{firms}{row.firm_id}/", row) for row in trade.rows]) for trade in shown.trades],
        "years": _years(year),
        "csv_url": reverse("office:star:spreadsheet", args=[year]),
    }
    return render(request, "office/star/table.html", context)


@never_cache
@require_safe
def spreadsheet(request: HttpRequest, year: int) -> HttpResponse:
    """The same table as CSV."""
    access.staff(request, *ABILITIES)
    _program(year)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="star-{year}.csv"'
    sheet = csv.writer(answer)
    sheet.writerow(COLUMNS)
    for row in queries.star_table(year, clock.now()).rows:
        star = "yes" if row.star else "no"
        line = (row.trade_label, row.place or "", row.ranked, row.firm.name, row.passed, row.results, row.percent)
        sheet.writerow([_plain(cell) for cell in (*line, star, row.reason)])
    return answer


def _program(year: int) -> StarTable:
    """The city's program; Http404 where it has none or the year is nobody's."""
    program = queries.star_program()
    if program is None or not FIRST_YEAR <= year <= clock.today().year + 1:
        raise Http404(access.NOT_FOUND)
    return program


def _years(here: int) -> list[tuple[str, str, bool]]:
    """The fixed years, this one and the next, as tabs; the latest first."""
    today = clock.today().year
    years = sorted({today + 1, today, here, *queries.star_years()[:YEARS_SHOWN]}, reverse=True)
    return [(str(year), reverse("office:star:table", args=[year]), year == here) for year in years]


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
