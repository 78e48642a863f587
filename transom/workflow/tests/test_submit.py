"""Handing in an application."""

from __future__ import annotations

import pytest

from transom.fees.queries import balance, lines
from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records.models import Record
from transom.reviews.models import Review
from transom.workflow import actions
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")


def test_a_complete_application_gets_its_number_its_fee_its_review_and_its_letter():
    maria = given.person()
    record = given.submitted(maria)
    assert (record.number, record.status, record.status_label) == ("F26-00001", "in_review", "In review")
    assert balance(record.pk) == 25_00
    assert Review.objects.get(record=record).due_on.isoformat() == "2026-03-09"
    letter = given.letter(record, "received")
    assert "F26-00001" in letter.subject + letter.body


def test_wrong_answers_are_named_at_their_fields_and_nothing_is_changed():
    maria = given.person()
    draft = given.draft(by=maria, said=given.FENCE | {"cost": "a lot", "sections": []})
    with pytest.raises(Refused) as refused:
        actions.submit(draft, by=maria, at=given.noon(given.MONDAY))
    said = {reason.field: reason.say for reason in refused.value.reasons}
    assert "“Total cost of the fence” must be an amount of money" in said["cost"]
    assert "sections" in said
    draft.refresh_from_db()
    assert (draft.number, draft.status) == (None, "draft")
    assert not Message.objects.exists()


def test_everything_missing_is_said_at_once():
    maria = given.person()
    draft = given.draft(by=maria, said=given.FENCE | {"cost": ""}, documents=())
    with pytest.raises(Refused) as refused:
        actions.submit(draft, by=maria, at=given.noon(given.MONDAY))
    assert {reason.field for reason in refused.value.reasons} >= {"cost", "papers"}


def test_a_second_click_is_told_the_number_of_the_first():
    maria = given.person()
    draft = given.draft(by=maria)
    actions.submit(draft, by=maria, at=given.noon(given.MONDAY))
    with pytest.raises(Refused, match=r"already submitted\. Its number is F26-00001"):
        actions.submit(draft, by=maria, at=given.noon(given.MONDAY))
    assert [line.fee for line in lines(draft.pk)] == ["application"]
    assert Event.objects.filter(verb="record.submitted").count() == 1


def test_a_type_without_reviews_goes_on_to_approved_in_the_same_transaction():
    maria = given.person()
    firm = given.fence_builder()
    roof = {"who": "contractor", "covering": "shingle", "squares": 22, "layers": 1, "tear_off": True, "flat": False}
    roof |= {"cathedral": False, "structural": False, "power_vent": False, "attics": 1, "cost": 12400, "started": False}
    draft = given.draft("roofing-work-only", roof, by=maria, documents=("contract", "worksheet", "workers"), firm=firm)
    record = actions.submit(draft, by=maria, at=given.noon(given.MONDAY))
    assert record.status == "approved"
    kinds = Message.objects.filter(record_id=record.pk, to_email="maria@example.com").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["received", "approved"]
    assert Record.objects.get(pk=record.pk).firm == firm
