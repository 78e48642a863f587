"""The city this repository ships: what its two documents promise must be in its text."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from transom.rulebook.examples import run_examples
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.schema.record_type import RecordTypeFile
from transom.rulebook.tests.given import aurora, aurora_agency, aurora_type, sentences, shed_type
from transom.rulebook.values import plain

COUNTER = "Over the counter"
TYPES = sorted(aurora().types)
FAQ = ("Residential Single Trade", "Signage", "Solar Panel Installation", "Zoning Accessory Structures")


def test_nothing_is_wrong_with_it_not_even_a_warning():
    assert sentences(aurora()) == []


def test_the_menu_holds_the_29_permits_of_the_faq_in_four_groups():
    groups = [group for group in aurora_agency().groups if group.kind == "permit" and group.label != COUNTER]
    assert [(group.label, len(group.entries)) for group in groups] == [
        ("Residential Single Trade", 11),
        ("Signage", 5),
        ("Solar Panel Installation", 4),
        ("Zoning Accessory Structures", 9),
    ]


def test_all_29_permits_of_the_faq_can_be_applied_for_online():
    entries = [entry for group in aurora_agency().groups if group.label in FAQ for entry in group.entries]
    assert [entry.label for entry in entries if entry.type_id is None] == []
    assert len({entry.type_id for entry in entries}) == 29
    assert all(aurora_type(entry.type_id).online for entry in entries)


def test_every_name_in_the_menu_is_a_type_and_every_type_stands_in_the_menu():
    named = {entry.label: entry.type_id for group in aurora_agency().groups for entry in group.entries}
    assert named == {rt.label: rt.id for rt in aurora().types.values()}


def test_it_is_proved_by_at_least_150_examples_and_80_lives():
    examples, scenarios = run_examples(aurora()), run_scenarios(aurora())
    assert examples.count >= 150
    assert scenarios.count >= 80
    assert (examples.problems, scenarios.problems) == ([], [])


@pytest.mark.parametrize("type_id", TYPES)
def test_every_type_has_three_examples_and_the_first_fills_its_whole_form(type_id):
    examples = aurora().texts[type_id].file.example
    rt = aurora_type(type_id)
    given = examples[0].given
    assert len(examples) >= 3
    facts = plain(given)
    asked = [field for field in rt.visible_fields(None, facts) if field.type not in ("info", "file")]
    assert [field.key for field in asked if rt.is_required(field, facts) and field.key not in given] == []


@pytest.mark.parametrize("type_id", TYPES)
def test_every_type_has_lives_that_end_well_and_lives_that_do_not(type_id):
    rt = aurora_type(type_id)
    steps = [step for life in aurora().texts[type_id].file.scenario for step in life.steps]
    reached = {step.status for step in steps if step.status}
    good = {key for key, status in rt.statuses.items() if status.good and (status.closed or key == "active")}
    bad = {key for key, status in rt.statuses.items() if not status.good or key == "withdrawn"}
    assert reached & good, "one life goes to its end"
    if rt.kind != "case":
        assert reached & bad, "one ends by expiry, lapse or denial"


def test_every_text_people_read_has_its_spanish():
    assert aurora_agency().languages == ("en", "es")
    for rt in aurora().types.values():
        spanish = rt.in_language("es")
        for key, field in rt.fields.items():
            assert spanish.fields[key].label == aurora_agency().word(field.label, "es")
    assert aurora_type("fence-residential").in_language("es").label != "Fence Residential"


def test_each_type_stands_in_a_group_of_the_menu():
    labels = {group.label for group in aurora_agency().groups}
    assert {aurora_type(type_id).group for type_id in TYPES} <= labels


def test_phones_addresses_hours_and_surveys_are_those_of_the_documents():
    city = aurora_agency()
    assert city.phones["permits"].number == "630-256-3130"
    assert city.emails["accounts"].address == "devservicesadmin@aurora.il.us"
    assert city.emails["permits"].address == "bpcsrgroup@aurora.il.us"
    assert {survey.url for survey in city.surveys.values()} == {
        "https://www.surveymonkey.com/r/COA_ContracorLicensing", "https://www.surveymonkey.com/r/PM9H2D8",
    }  # fmt: skip
    assert (city.calendar.hours_text, city.calendar.call_text) == ("9 am to 3 pm", "7:30 am to 8:30 am")
    assert city.calendar.times.week == ("mon", "tue", "wed", "thu", "fri")
    assert city.calendar.zone == ZoneInfo("America/Chicago")
    assert city.link == "proof"
    assert {"zoning", "building", "historic", "engineering", "licensing", "fire", "planning"} <= set(city.teams)


@pytest.mark.parametrize("type_id", TYPES)
def test_every_amount_without_a_source_is_marked_as_made_up(type_id):
    for rule in aurora_type(type_id).fees.rules:
        assert rule.table.made_up is ("made up" in rule.table.cite), rule.id


@pytest.mark.parametrize("type_id", TYPES)
def test_every_type_has_a_label_for_each_fact_its_rules_read(type_id):
    rt = aurora_type(type_id)
    read = {name for need in rt.lifecycle.needs for name in need.when.names}
    read |= {name for rule in rt.fees.rules if rule.when is not None for name in rule.when.names}
    read -= {rule.id for rule in rt.fees.rules}
    assert [name for name in read if "_" in rt.label_of(name) or "." in rt.label_of(name)] == []


def test_the_application_fee_is_charged_on_submission_and_the_permit_fee_on_approval():
    for type_id in ("fence-residential", "roofing-work-only"):
        rt = aurora_type(type_id)
        assert [rule.id for rule in rt.fees.fees_of("submit")] == ["application"]
        assert "permit" in [rule.id for rule in rt.fees.fees_of("issue")]
        approval = next(move for move in rt.lifecycle.moves if move.to == "approved")
        assert "charge:issue" in [str(effect) for effect in approval.do]


@pytest.mark.parametrize("reason", ["cathedral", "flat", "structural", "power_vent"])
def test_a_roof_is_reviewed_for_the_reasons_of_auroras_roofing_page(reason):
    roof = aurora_type("roofing-work-only")
    nothing = dict.fromkeys(("cathedral", "flat", "structural", "power_vent"), False) | {"parcel": {"historic": False}}
    assert roof.reviews(nothing) == ()
    assert [review.key for review in roof.reviews(nothing | {reason: True})] == ["building"]
    assert [review.key for review in roof.reviews(nothing | {"parcel": {"historic": True}})] == ["historic"]


def test_a_number_in_a_title_is_no_money():
    rt = shed_type(("[need]", '[summary]\ntitle = "{size} sq ft of {material}, {cost}"\n[need]'))
    facts = {"size": Decimal("120"), "material": "wood", "cost": Decimal("900")}
    assert rt.title(facts) == "120 sq ft of Wood, $900.00"


def test_titles_and_valuations_come_from_the_answers():
    fence = aurora_type("fence-residential")
    facts = fence.facts_from({"cost": "4200", "material": "wood"})
    assert fence.title(facts) == "Wood fence"
    assert fence.valuation(facts) == Decimal(4200)
    assert fence.valuation({}) is None
    assert aurora_type("hvac-contractor").title({}) == "HVAC contractor license"


def test_every_notice_a_move_sends_is_written_and_every_paper_has_its_template():
    for type_id in TYPES:
        rt = aurora_type(type_id)
        for effect in (effect for move in rt.lifecycle.moves for effect in move.do):
            if effect.verb == "notify":
                assert rt.notice(effect.arg, {}).subject
            if effect.verb == "print":
                assert rt.source(rt.prints[effect.arg]).startswith("#import")
                assert "prints/sheet.typ" in rt.files, "what a template imports is part of the bundle"


def test_a_bundle_holds_what_the_type_is_made_of_and_nothing_else():
    assert set(aurora_type("fence-residential").files) == {
        "permits/fence-residential.toml", "lifecycles/permit.toml", "prints/permit.typ", "prints/sheet.typ",
    }  # fmt: skip
    bundles = {aurora_type(type_id).bundle for type_id in TYPES}
    assert len(bundles) == len(TYPES)
    assert all(len(bundle) == 64 for bundle in bundles)


def test_a_license_needs_no_online_application_and_staff_edit_its_insurance():
    hvac = aurora_type("hvac-contractor")
    assert not hvac.online
    assert hvac.fields["insured_until"].type == "date"
    assert hvac.term is not None


def test_what_a_schema_allows_can_be_exported_for_editors():
    assert "properties" in RecordTypeFile.model_json_schema()
