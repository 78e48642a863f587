"""Pressing buttons: issue, return, resubmit, extend, withdraw; and what bars them."""

from __future__ import annotations

import pytest

from transom.fees.models import ChargeRun
from transom.fees.queries import lines
from transom.history.models import Event
from transom.history.queries import chronology
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records import actions as records
from transom.records.models import Record
from transom.reviews.models import Review
from transom.workflow import actions, queries
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
AT = given.noon(given.MONDAY)
MASONRY = given.FENCE | {"material": "masonry", "footing": 42, "who": "contractor"}


def test_issuing_is_refused_with_everything_that_is_missing_and_changes_nothing():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk, said=MASONRY, firm=given.fence_builder())
    with pytest.raises(Refused) as refused:
        actions.fire(record, "issue", by=desk, at=AT)
    assert "Pay the fees due." in str(refused.value)
    record.refresh_from_db()
    assert (record.status, record.issued_on) == ("approved", None)


def test_staff_issue_what_does_not_issue_itself():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.pay(given.approved(maria, team=desk, said=MASONRY, firm=given.fence_builder()), by=desk)
    assert record.status == "approved"
    issued = actions.fire(record, "issue", by=desk, at=AT)
    assert (issued.status, issued.issued_on) == ("issued", given.MONDAY)
    assert [row.label for row in issued.required_inspections.order_by("sequence")] == ["Footing", "Final"]
    asked = Event.objects.get(verb="workflow.print_asked", record_id=record.pk)
    assert asked.data == {"kind": "permit", "notice": "issued"}


def test_the_letter_of_issuance_is_left_to_whoever_makes_the_paper():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.issued(maria, team=desk)
    assert record.status == "issued"
    assert not Message.objects.filter(record_id=record.pk, kind="issued").exists()


def test_an_applicant_cannot_issue_and_is_told_who_can():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.pay(given.approved(maria, team=desk, said=MASONRY, firm=given.fence_builder()), by=desk)
    with pytest.raises(Refused, match="Only city staff may do this"):
        actions.fire(record, "issue", by=maria, at=AT)


def test_returning_tells_the_applicant_why_and_waits_for_no_other_team():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.submitted(maria)
    returned = actions.fire(record, "return", by=desk, at=AT, why="The plat is not readable.")
    assert returned.status == "corrections"
    letter = given.letter(record, "corrections")
    assert "The plat is not readable." in letter.body
    assert returned.status_changes.get(new="corrections").why == "The plat is not readable."


def test_corrections_are_listed_in_the_letter_and_a_resubmittal_asks_only_who_did_not_approve():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.submitted(maria, place=given.parcel(flags={"easement": True}))
    given.decide(record, "easement", "approved", by=desk)
    record = given.decide(record, "zoning", "corrections", by=desk)
    letter = given.letter(record, "corrections")
    assert "Zoning: Show the setback from the sidewalk. (sheet A1, 17.04.080)" in letter.body
    actions.fire(record, "resubmit", by=maria, at=AT)
    assert list(Review.objects.filter(record=record, decision="open").values_list("key", "cycle")) == [("zoning", 2)]


def test_an_extension_is_told_in_the_chronology_although_the_status_stays():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.issued(maria, team=desk)
    actions.fire(record, "extend", by=maria, at=AT)
    record.refresh_from_db()
    assert (record.status, record.counts) == ("issued", {"extensions": 1})
    assert "Extend" in [entry.says for entry in chronology(record.pk, public_only=True)]
    with pytest.raises(Refused, match="A permit can be extended once"):
        actions.fire(record, "extend", by=maria, at=AT)


def test_a_withdrawn_application_leaves_no_review_open():
    maria = given.person()
    record = given.submitted(maria)
    withdrawn = actions.fire(record, "withdraw", by=maria, at=AT, why="We move.")
    assert (withdrawn.closed, withdrawn.closed_on) == (True, given.MONDAY)
    assert [one.decision for one in Review.objects.filter(record=record)] == ["cancelled"]


def test_a_resubmittal_bills_each_time_and_an_approval_once():
    maria, desk = given.person(), given.staff("supervisor")
    firm = given.fence_builder()
    roof = {"who": "contractor", "covering": "shingle", "squares": 30, "layers": 1, "tear_off": True, "flat": False}
    roof |= {"cathedral": True, "structural": True, "power_vent": False, "attics": 0, "cost": 31000, "started": False}
    papers = ("contract", "workers", "structure")
    draft = given.draft("roofing-work-only", roof, by=maria, documents=papers, firm=firm)
    record = actions.submit(draft, by=maria, at=AT)
    for _ in range(2):
        record = given.decide(record, "building", "corrections", by=desk)
        record = actions.fire(record, "resubmit", by=maria, at=AT)
    given.decide(record, "building", "approved", by=desk)
    occurrences = ChargeRun.objects.filter(record=record).order_by("pk").values_list("occurrence", flat=True)
    assert list(occurrences) == ["submit", "resubmit:2", "resubmit:3", "issue"]


def test_a_stop_hold_bars_issuing_with_its_reason_and_lifting_it_lets_the_permit_go():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk)
    hold = records.place_hold(record, "stop", "Unpaid water bill", ask="Revenue & Collections", by=desk, at=AT)
    record = given.pay(record, by=desk)
    assert record.status == "approved"
    assert [one.key for one in queries.missing(record)] == ["hold"]
    with pytest.raises(Refused, match=r"A hold stops this: Unpaid water bill\. Ask Revenue & Collections\."):
        actions.fire(record, "issue", by=desk, at=AT)
    (issue,) = [button for button in queries.buttons(record, desk) if button.event == "issue"]
    assert "Unpaid water bill" in issue.refusal.reasons[0].say
    records.lift_hold(hold, by=desk, at=AT)
    assert Record.objects.get(pk=record.pk).status == "issued"


def test_a_hold_on_the_property_or_the_company_stops_too_and_a_note_does_not():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk)
    records.place_hold(record, "note", "Ask about the dog.", ask="", by=desk, at=AT)
    hold = records.place_hold(record.parcel, "stop", "Flood study open", ask="", by=desk, at=AT)
    assert given.pay(record, by=desk).status == "approved"
    records.lift_hold(hold, by=desk, at=AT)
    assert Record.objects.get(pk=record.pk).status == "issued"


def test_an_imported_record_cannot_be_moved():
    desk = given.staff("supervisor")
    record = Record.objects.create(
        number="OLD-1", agency="aurora-il", kind="permit", type_id="fence", type_label="Fence", status="Issued",
        status_label="Issued", created_at=AT, updated_at=AT, source="old", source_key="1",
    )  # fmt: skip
    with pytest.raises(Refused, match="brought in from an older system"):
        actions.fire(record, "issue", by=desk, at=AT)
    assert queries.buttons(record, desk) == queries.missing(record) == ()


def test_a_failed_inspection_costs_from_the_second_time_on_and_each_visit_once():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.issued(maria, team=desk)
    assert [line.fee for line in lines(record.pk)] == ["application", "permit"]
    assert queries.facts(record, queries.type_of(record), given.MONDAY)["charged"]["application"] == 25
