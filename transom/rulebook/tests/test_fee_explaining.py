"""Why a line is what it is: its inputs with units, arithmetic, ordinance, edition, and who waived what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from transom.rulebook.fees.explaining import Explanation, Waived, as_html, as_json, as_text
from transom.rulebook.tests.given import aurora_type, schedule, shed_type
from transom.rulebook.tests.test_fees import FIRST, UBC, fee

WAIVER = 'waive = [{ when = "flag", percent = 50, say = "StAR contractor", cite = "Ordinance 11-2" }]\n'
INPUTS = 'area = { type = "number", label = "floor area", unit = "sq ft" }\n'


def explained(text: str, **facts) -> Explanation:
    fees = schedule(text, inputs=INPUTS).sound().schedules["test"].fees
    return fees.assess("submit", facts).lines[-1].explained()


def test_an_explanation_names_every_fact_it_looked_at_with_its_unit():
    line = explained(
        fee("calc", f'amount = "area * 0.5 + value"\n{WAIVER}'), area=Decimal(1200), value=Decimal(40), flag=True
    )
    assert [(each.label, each.said) for each in line.inputs] == [
        ("Floor area", "1,200 sq ft"),
        ("Value", "$40.00"),
        ("Flag", "yes"),
    ]
    assert line.inputs[0].unit == "sq ft"


def test_what_another_fee_came_to_is_an_input_too_in_dollars():
    line = explained(FIRST + fee("calc", 'amount = "first * 2"'))
    assert [(each.label, each.said) for each in line.inputs] == [("Fee", "$23.10")]


def test_the_days_of_lateness_and_of_a_share_of_the_year_are_inputs():
    line = explained(fee("late", 'due = "due"\nper = "once"\nfirst = 50'), due=date(2026, 1, 1), today=date(2026, 1, 3))
    assert [(each.label, each.said) for each in line.inputs] == [
        ("Due", "January 1, 2026"),
        ("Today", "January 3, 2026"),
    ]


def test_a_waiver_of_the_schedule_says_its_reason_its_rule_and_what_it_took_off():
    line = explained(fee("flat", f"amount = 80\n{WAIVER}"), flag=True)
    assert line.waived == (Waived("StAR contractor", "Ordinance 11-2", Decimal("40")),)


def test_a_waiver_that_a_person_granted_says_who_and_why():
    line = explained(fee("flat", "amount = 80"))
    granted = line.granted([Waived("storm damage", "", Decimal("80.00"), granted_by="Casey Clerk")])
    assert "$80.00 waived by Casey Clerk: storm damage" in as_text(granted)
    assert "<li>$80.00 waived by Casey Clerk: storm damage</li>" in as_html(granted)
    assert as_json(granted)["waived"][0]["granted_by"] == "Casey Clerk"


def test_an_explanation_as_text_reads_from_the_amount_to_the_ordinance():
    line = explained(fee("tiers", f'of = "value"\n{UBC}'), value=Decimal(60000))
    assert as_text(line) == (
        "Fee: $713.75\n"
        "  Value: $60,000.00\n"
        "  value $60,000.00 is over $50,000.00: $643.75 + 10 × $7.00 per $1,000.00 or fraction = $713.75\n"
        "  by Ordinance (nobody, in effect January 1, 2026)"
    )


def test_a_sample_fee_says_that_no_source_gives_it():
    line = explained(fee("flat", "amount = 80\nmade_up = true"))
    assert as_text(line).endswith("a sample fee: no source gives this amount")
    assert "A sample fee" in as_html(line)


def test_what_people_wrote_is_escaped_on_a_page():
    line = replace(explained(fee("flat", "amount = 5")), label="<b>Fee</b>", cite="A & B")
    page = as_html(line)
    assert "&lt;b&gt;Fee&lt;/b&gt;: $5.00" in page
    assert "<cite>A &amp; B</cite>" in page
    assert "<b>" not in page


def test_json_carries_amounts_as_text_and_dates_in_full():
    line = explained(
        fee("late", 'of = "value"\ndue = "due"\nper = "once"\nfirst = 50'),
        value=Decimal("10.10"), due=date(2026, 1, 1), today=date(2026, 1, 3),
    )  # fmt: skip
    told = json.loads(json.dumps(as_json(line)))
    assert told["amount"] == "5.05"
    assert {each["name"]: each["value"] for each in told["inputs"]} == {
        "value": "10.10", "due": "2026-01-01", "today": "2026-01-03",
    }  # fmt: skip
    assert told["edition"] == {"bundle": "", "effective": "2026-01-01", "adopted_by": "nobody"}


def test_a_record_types_line_names_its_edition_and_its_questions_units():
    sections = [{"yard": "rear", "length": Decimal(160), "height": Decimal(6)}]
    fence = aurora_type("fence-residential")
    line = next(
        each for each in fence.assess("issue", {"sections": sections}).lines if each.fee == "permit"
    ).explained()
    assert line.edition.bundle == fence.bundle
    assert line.edition.effective == fence.effective
    shed = shed_type(more='[fee.size]\nkind = "unit"\nlabel = "By size"\ncite = "x"\nquantity = "size"\nrate = 1\n')
    (by_size,) = shed.assess("submit", {"size": Decimal(90)}).lines
    assert by_size.explained().inputs[0].said == "90 sq ft"


def test_the_arithmetic_of_what_nobody_is_charged_is_told_first_through_all_it_reads_and_once():
    area = fee("unit", 'quantity = "area"\nrate = 90\ncalled = "sq ft"\nvalue_only = true', "by_area")
    worth = fee("calc", 'amount = "max(by_area, value)"\nvalue_only = true', "worth").replace("Fee", "Worth")
    permit = fee("percent", 'of = "worth"\npercent = 1\nmin = "by_area / 100"', "permit")
    assert explained(area + worth + permit, area=Decimal(100), value=Decimal(10)).steps == (
        "Fee: 100 sq ft: 100 × $90.00 each = $9,000.00",
        "Worth: max(Fee $9,000.00, value $10.00) = $9,000.00",
        "1% of Worth $9,000.00 = $90.00",
    )


def test_explaining_twice_is_the_same_and_lines_stay_equal():
    text = fee("flat", "amount = 5")
    assert explained(text) == explained(text)


def test_entries_of_a_list_are_written_out_and_many_are_counted():
    fees = schedule(
        fee("calc", 'amount = "sum(p.size for p in parts)"'),
        inputs='parts = { type = "list", fields = { use = { type = "text" }, floor_size = { type = "number" }, '
        'size = { type = "number" } } }\n',
    )
    book = fees.sound().schedules["test"].fees
    part = {"use": "shop", "size": Decimal(40), "floor_size": Decimal("12.5")}
    few, many = (book.assess("submit", {"parts": [part] * n}).lines[-1].explained() for n in (2, 7))
    said = "use shop, size 40, floor size 12.5"
    assert few.inputs[0].said == f"{said}; {said}"
    assert many.inputs[0].said.endswith(f"{said}; 2 more")
