"""Which edition of the rules a fee is charged by, and the counts that fees ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from transom.fees import actions as money
from transom.fees import queries as books
from transom.fees.models import Charge, ChargeRun
from transom.inspections import actions as inspections
from transom.inspections.models import Required
from transom.kernel.actors import SYSTEM
from transom.records.models import Record
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook
from transom.rulebook.tests import elm
from transom.workflow import actions, queries
from transom.workflow.tests import given

AT = given.noon(given.MONDAY)
LATER = date(2026, 5, 4)
PERMIT = 'on = ["issue"]\nquantity'


@pytest.fixture
def town(tmp_path: Path, settings, db: None) -> Path:
    """Elm, whose fence permit follows the fees of the day of charging."""
    settings.AGENCY = elm.KEY
    folder = elm.folder(tmp_path / "town")
    elm.rewrite(folder, "permits/fence.toml", (PERMIT, f'as_of = "charged"\n{PERMIT}'))
    publish(folder)
    return folder


def publish(folder: Path, on: date = date(2026, 1, 5)) -> None:
    rulebook.forget()
    publishing.load_agency(folder, by=SYSTEM, at=given.noon(on))


def fence() -> Record:
    """A fence of 80 ft in review since March 2."""
    said = {"material": "wood", "length": 80, "cost": 0}
    maria = given.person()
    return actions.submit(given.draft("fence", said, by=maria), by=maria, at=AT)


def approved(record: Record, on: date) -> dict[str, Charge]:
    """What its approval charges."""
    given.decide(record, "zoning", "approved", by=given.reviewer(), on=on)
    return {charge.fee: charge for charge in Charge.objects.filter(record=record, run__event="issue")}


def test_a_fee_that_follows_the_day_of_charging_takes_the_new_amount_and_says_by_which_text(town):
    record = fence()
    elm.raise_the_fee(town, base="52.00", effective="2026-05-01")
    elm.rewrite(town, "permits/fence.toml", ('adopted_by = "Ordinance 24-01"', 'adopted_by = "Ordinance 26-07"'))
    publish(town, on=date(2026, 4, 20))
    permit = approved(record, LATER)["permit"]
    assert permit.cents == 5200
    assert permit.trace[-1] == "by the fees in force when charged (Ordinance 26-07, in effect May 1, 2026)"


def test_the_bill_names_both_editions_so_that_it_can_be_worked_out_again(town):
    record = fence()
    elm.raise_the_fee(town, base="52.00", effective="2026-05-01")
    publish(town, on=date(2026, 4, 20))
    approved(record, LATER)
    run = ChargeRun.objects.get(record=record, event="issue")
    assert run.bundle == record.bundle
    assert run.bundle_today == rulebook.current_type("fence", LATER).bundle
    assert ChargeRun.objects.get(record=record, event="submit").bundle_today == ""


def test_the_other_fees_keep_to_the_day_of_application(town):
    record = fence()
    elm.rewrite(town, "fees/state.toml", ("amount = 1.10", "amount = 9.10"), ("state = 1.10", "state = 9.10"))
    elm.rewrite(town, "permits/fence.toml", ("state = 1.10", "state = 9.10"), ("owes = 71.10", "owes = 79.10"))
    elm.rewrite(town, "permits/fence.toml", ("effective = 2024-01-01", "effective = 2026-05-01"))
    publish(town, on=date(2026, 4, 20))
    charged = approved(record, LATER)
    assert (charged["state"].cents, charged["permit"].cents) == (110, 4500)


def test_charging_under_the_old_edition_still_says_nothing_of_another(town):
    permit = approved(fence(), given.MONDAY)["permit"]
    assert permit.cents == 4500
    assert not any("in force when charged" in step for step in permit.trace)


def test_a_type_that_has_ended_keeps_charging_by_the_edition_of_its_records(town):
    record = fence()
    (town / "permits" / "fence.toml").unlink()
    publish(town, on=date(2026, 4, 20))
    assert approved(record, LATER)["permit"].cents == 4500


@pytest.mark.usefixtures("city")
def test_resubmittals_count_the_one_now_being_made():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.submitted(maria)
    for times in (0, 1, 2):
        assert facts(record)["resubmittals"] == Decimal(times)
        record = given.decide(record, "zoning", "corrections", by=desk)
        record = actions.fire(record, "resubmit", by=maria, at=AT)
    assert facts(record)["resubmittals"] == Decimal(3)


@pytest.mark.usefixtures("city")
def test_every_visit_that_was_made_counts_as_an_inspection_done_and_only_failures_as_failed():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.issued(maria, team=desk)
    final = Required.objects.get(record=record, key="final")
    for day, outcome in ((9, "fail"), (11, "pass")):
        when = date(2026, 3, day)
        visit = inspections.request(final, day=when, by=desk, at=given.noon(date(2026, 3, day - 3)))
        inspections.record_result(visit, outcome, notes="Gate opens inward.", by=desk, at=given.noon(when))
    known = facts(Record.objects.get(pk=record.pk))
    assert (known["inspections_done"], known["failed_inspections"]) == (Decimal(2), Decimal(1))


@pytest.mark.usefixtures("city")
def test_a_charge_is_explained_from_the_facts_kept_with_its_bill_and_names_who_waived_it():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk)
    permit = Charge.objects.get(record=record, fee="permit")
    told = books.explained(permit.pk)
    assert told.amount == Decimal(permit.cents) / 100
    assert told.steps == tuple(permit.trace)
    assert (told.edition.bundle, told.edition.effective) == (
        record.bundle,
        rulebook.record_type(record.bundle).effective,
    )
    assert [each.label for each in told.inputs] == ["Fence sections"]
    money.waive(permit, reason="Storm damage", by=desk, at=AT)
    (waived,) = books.explained(permit.pk).waived
    assert (waived.granted_by, waived.say, waived.amount) == (desk.label, "Storm damage", told.amount)


def test_a_charge_by_both_editions_is_explained_by_the_one_it_follows(town):
    record = fence()
    elm.raise_the_fee(town, base="52.00", effective="2026-05-01")
    publish(town, on=date(2026, 4, 20))
    permit = books.explained(approved(record, LATER)["permit"].pk)
    assert (permit.amount, permit.edition.effective) == (Decimal("52.00"), date(2026, 5, 1))


def facts(record: Record) -> dict[str, object]:
    rt = queries.type_of(record)
    assert rt is not None
    return queries.facts(record, rt, given.MONDAY)
