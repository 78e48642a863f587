"""StAR standing: the table of a year as it was fixed, or as it would be fixed today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from transom.accounts.models import Firm
from transom.inspections import rules
from transom.inspections.models import StarStanding, Visit
from transom.inspections.rules import Tally
from transom.kernel.clock import local_date
from transom.records.actions.answering import leading_holder
from transom.records.models import Record
from transom.rulebook.compiled import RecordType
from transom.rulebook.queries import NoSuchRules, agency, current_types, record_type
from transom.rulebook.schema.agency import StarTable

STAR = "star"
"""The question of a license that says whether its firm is a StAR contractor; staff answer it."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade's firms, the best first; stars, ranked firms, then those with too few results."""

    id: str
    label: str
    rows: tuple[StarStanding, ...]

    @property
    def stars(self) -> int:
        return sum(row.star for row in self.rows)


@dataclass(frozen=True, slots=True)
class StarTableOfYear:
    """Who is a StAR contractor in a year and why; `fixed_at` is None while it only would be so today."""

    year: int
    trades: tuple[Trade, ...]
    fixed_at: datetime | None

    @property
    def rows(self) -> tuple[StarStanding, ...]:
        return tuple(row for trade in self.trades for row in trade.rows)


def star_program() -> StarTable | None:
    """The city's program; None in a city that has none."""
    return agency().star


def star_years() -> list[int]:
    """The years whose standing is fixed, the latest first. One query."""
    return list(StarStanding.objects.order_by("-year").values_list("year", flat=True).distinct())


def star_table(year: int, at: datetime) -> StarTableOfYear:
    """The standing of a year: as it was fixed on January 1, else as last year's results would make it now.

    One query where it is fixed, else three: results, licenses and firms.
    """
    fixed = list(StarStanding.objects.filter(year=year).select_related("firm"))
    rows = fixed or reckoned(year, at)
    trades: dict[str, list[StarStanding]] = {}
    for row in sorted(rows, key=_order):
        trades.setdefault(row.trade, []).append(row)
    found = (Trade(key, of[0].trade_label, tuple(of)) for key, of in trades.items())
    return StarTableOfYear(year, tuple(sorted(found, key=lambda one: one.label)), fixed[0].at if fixed else None)


def stars_of_firm(firm_id: int) -> list[StarStanding]:
    """How a firm stood in its trades, the latest year first. One query."""
    return list(StarStanding.objects.filter(firm=firm_id).order_by("-year", "trade_label"))


def reckoned(year: int, at: datetime) -> list[StarStanding]:
    """The standing of a year worked out from the inspections of the year before, not kept; none without a program.

    Firms that hold an open license of the trade are ranked by its program; three queries.
    """
    program, labels = star_program(), _trades(local_date(at))
    if program is None:
        return []
    tallies = _tallies(year - 1, program.passing, list(labels))
    firms = Firm.objects.in_bulk({one.firm_id for of in tallies.values() for one in of})
    return [
        StarStanding(
            year=year, trade=trade, trade_label=labels[trade], firm=firms[one.tally.firm_id], passed=one.tally.passed,
            results=one.tally.results, place=one.place, ranked=one.ranked, least=program.least, star=one.star, at=at,
        )
        for trade, of in tallies.items()
        for one in rules.ranking(of, top=program.top, least=program.least)
    ]  # fmt: skip


def _trades(today: date) -> dict[str, str]:
    """The licenses that know of StAR contractors: their labels by type, in the city's order."""
    types = {rt.id: rt for rt in current_types(today) if STAR in {one.key for one in rt.staff_fields}}
    return {type_id: types[type_id].label for type_id in agency().types if type_id in types}


def _tallies(year: int, passing: Sequence[str], trades: Sequence[str]) -> dict[str, list[Tally]]:
    """What became of each firm's inspections in a calendar year, by trade; two queries."""
    visits = Visit.objects.filter(state=Visit.State.DONE, day__year=year, required__record__firm__isnull=False).exclude(
        required__record__bundle=""
    )
    results = (
        visits.order_by()
        .values_list("required__record__firm", "required__record__bundle")
        .annotate(passed=Count("pk", filter=Q(outcome__in=passing)), results=Count("pk"))
    )
    held = _held(trades)
    counts: dict[tuple[str, int], tuple[int, int]] = {}
    accepted: dict[str, Sequence[str] | None] = {}
    for firm_id, bundle, passed, made in results:
        if bundle not in accepted:
            accepted[bundle] = _accepted(bundle)
        asked = accepted[bundle]
        trade = rules.trade_of(asked, held.get(firm_id, ()), trades) if asked is not None else ""
        if trade:
            before = counts.get((trade, firm_id), (0, 0))
            counts[trade, firm_id] = (before[0] + passed, before[1] + made)
    found: dict[str, list[Tally]] = {}
    for (trade, firm_id), (passed, made) in counts.items():
        found.setdefault(trade, []).append(Tally(firm_id, passed, made))
    return found


def _held(trades: Sequence[str]) -> Mapping[int, set[str]]:
    """The trades of which each firm holds an open license. One query."""
    rows = Record.objects.filter(type_id__in=trades, closed=False, number__isnull=False, firm__isnull=False)
    held: dict[int, set[str]] = {}
    for firm_id, trade in rows.values_list("firm", "type_id"):
        held.setdefault(firm_id, set()).add(trade)
    return held


def _accepted(bundle: str) -> Sequence[str] | None:
    """The licenses the company on a permit may hold, none named for any; None where no company is asked for."""
    try:
        rt: RecordType = record_type(bundle)
    except NoSuchRules:
        return None
    key = leading_holder(rt)
    return rt.fields[key].licenses if key else None


def _order(row: StarStanding) -> tuple[str, bool, int, int, str]:
    return (row.trade, row.place is None, row.place or 0, -row.results, row.firm.name)
