"""Firms with a year of inspection results behind them."""

from __future__ import annotations

from datetime import date

from transom.accounts.models import Firm
from transom.inspections.models import Required, Visit
from transom.records.models import Record
from transom.rulebook import queries as rulebook
from transom.workflow.tests import given

NEW_YEAR = given.noon(date(2027, 1, 1))
FURNACE, ROOF = "furnace-replacement", "roofing-work-only"


def a_permit(firm: Firm, type_id: str = FURNACE) -> Record:
    rt = rulebook.current_type(type_id, given.MONDAY)
    return Record.objects.create(
        number=f"{type_id[:2].upper()}26-{Record.objects.count():05}", agency="aurora-il", kind="permit", type_id=rt.id,
        type_label=rt.label, bundle=rt.bundle, status="issued", status_label="Issued", firm=firm,
        created_at=given.noon(given.MONDAY), updated_at=given.noon(given.MONDAY),
    )  # fmt: skip


def visits(firm: Firm, *, type_id: str = FURNACE, year: int = 2026, state: str = "done", **outcomes: int) -> None:
    """So many visits of each outcome on one permit of the firm in a year."""
    record = a_permit(firm, type_id)
    for outcome, count in outcomes.items():
        for _ in range(count):
            required = Required.objects.create(
                record=record, key=f"k{Required.objects.count()}", label="Final", team="building", sequence=1
            )
            Visit.objects.create(
                required=required, day=date(year, 6, 1), state=state, outcome=outcome if state == "done" else "",
                requested_at=given.noon(given.MONDAY),
            )  # fmt: skip


def four_firms() -> list[Firm]:
    """Four heating firms: 19, 15, 10 of 20 passed, and 3 of 3."""
    firms = [given.contractor(name=f"{name} Heating") for name in ("Alder", "Birch", "Cedar", "Dogwood")]
    visits(firms[0], **{"pass": 18, "partial": 1, "fail": 1})
    visits(firms[1], **{"pass": 15, "fail": 5})
    visits(firms[2], **{"pass": 10, "fail": 10})
    visits(firms[3], **{"pass": 3})
    return firms
