"""From a draft to a record with a number."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.records import actions, queries
from transom.records.models import Link, Party, Record
from transom.records.tests import given
from transom.records.tests.given import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_a_draft_has_no_number_and_floats_on_todays_rules():
    one = given.draft(given.person())
    assert (one.number, one.bundle, one.status) == (None, "", "draft")
    assert str(one) == f"Draft {one.pk}"


def test_a_type_of_the_counter_cannot_be_started_online():
    with pytest.raises(Refused, match="Well is applied for at the counter, not online"):
        given.draft(given.person(), "well")


def test_staff_start_one_at_the_counter_for_a_visitor():
    one = given.draft(given.staff(), "well")
    assert one.applicant is None
    assert one.type_label == "Well"


def test_nobody_collects_more_than_thirty_open_applications(monkeypatch):
    monkeypatch.setattr("transom.records.actions.drafting.MAX_DRAFTS", 2)
    maria = given.person()
    given.draft(maria)
    given.draft(maria)
    with pytest.raises(Refused, match="You have 2 open applications"):
        given.draft(maria)


def test_what_is_typed_is_kept_even_when_it_is_wrong():
    maria = given.person()
    one = given.draft(maria)
    checked = actions.save_page(one, "work", {"cost": "a lot", "material": "wood"}, by=maria, at=AT)
    assert "must be an amount of money" in checked.errors["cost"]
    kept = Record.objects.get(pk=one.pk).answers
    assert (kept["cost"], kept["material"]) == ("a lot", "wood")


def test_a_right_answer_is_kept_as_rules_read_it():
    maria = given.person()
    one = given.draft(maria)
    actions.save_page(one, "work", {"cost": "$4,200.50", "hoa": "yes"}, by=maria, at=AT)
    assert Record.objects.get(pk=one.pk).answers == {"cost": "4200.50", "hoa": True}


def test_two_windows_saving_different_pages_lose_nothing():
    maria = given.person()
    first = given.draft(maria)
    second = Record.objects.get(pk=first.pk)
    actions.save_page(first, "work", {"cost": "4200"}, by=maria, at=AT)
    actions.save_page(second, "who", {"who": "homeowner"}, by=maria, at=AT)
    assert Record.objects.get(pk=first.pk).answers == {"cost": "4200", "who": "homeowner"}


@pytest.mark.parametrize("name", ["status", "number", "applicant_id", "firm", "__proto__", "cost.x", "inspector_note"])
def test_a_form_cannot_write_what_its_page_does_not_ask(name):
    maria = given.person()
    one = given.draft(maria)
    before = Record.objects.values().get(pk=one.pk)
    with pytest.raises(Refused, match="This page does not ask for"):
        actions.save_page(one, "work", {"cost": "1", name: "x"}, by=maria, at=AT)
    assert Record.objects.values().get(pk=one.pk) == before


def test_a_picked_property_is_kept_with_what_it_said():
    maria = given.person()
    one = given.draft(maria)
    actions.pick_parcel(one, "parcel", given.parcel(flags={"historic": True}), by=maria, at=AT)
    kept = Record.objects.get(pk=one.pk)
    assert kept.address == "1244 N Lake St"
    assert kept.snapshots["parcel"]["flags"] == {"historic": True}
    assert queries.facts_of_draft(kept, queries.rulebook_of(kept, AT), AT)["parcel"]["historic"] is True


def test_entries_of_a_group_are_added_changed_and_removed():
    maria = given.person()
    one = given.draft(maria)
    rear = {"yard": "rear", "length": "160", "height": "6"}
    side = {"yard": "side", "length": "20", "height": "5"}
    say = {"by": maria, "at": AT}
    assert actions.save_item(one, "sections", None, rear, was=None, **say).ok
    assert actions.save_item(one, "sections", None, side, was=None, **say).ok
    assert actions.save_item(one, "sections", 1, side | {"length": "30"}, was=side, **say).ok
    assert Record.objects.get(pk=one.pk).answers["sections"] == [rear, side | {"length": "30"}]
    actions.remove_item(one, "sections", 0, was=rear, **say)
    assert Record.objects.get(pk=one.pk).answers["sections"] == [side | {"length": "30"}]


def test_a_wrong_entry_is_told_at_its_question_and_not_kept():
    maria = given.person()
    one = given.draft(maria)
    entry = {"yard": "rear", "length": "far", "height": "99"}
    checked = actions.save_item(one, "sections", None, entry, was=None, by=maria, at=AT)
    assert set(checked.errors) == {"length", "height"}
    assert "sections" not in Record.objects.get(pk=one.pk).answers


def test_an_empty_entry_is_told():
    maria = given.person()
    one = given.draft(maria)
    assert actions.save_item(one, "sections", None, {}, was=None, by=maria, at=AT).errors


def test_an_entry_another_window_changed_is_not_overwritten():
    maria = given.person()
    one = given.draft(maria)
    entry = {"yard": "rear", "length": "160", "height": "6"}
    actions.save_item(one, "sections", None, entry, was=None, by=maria, at=AT)
    with pytest.raises(Refused, match="changed in another window"):
        actions.save_item(one, "sections", 0, entry, was=entry | {"length": "1"}, by=maria, at=AT)
    with pytest.raises(Refused, match="changed in another window"):
        actions.remove_item(one, "sections", 4, was=entry, by=maria, at=AT)


def test_a_group_takes_no_more_entries_than_the_rulebook_says():
    maria = given.person()
    one = given.draft(maria)
    entry = {"yard": "rear", "length": "160", "height": "6"}
    for _ in range(3):
        actions.save_item(one, "sections", None, entry, was=None, by=maria, at=AT)
    with pytest.raises(Refused, match="at most 3 entries"):
        actions.save_item(one, "sections", None, entry, was=None, by=maria, at=AT)


def test_submitting_gives_number_rules_day_and_parties():
    maria = given.person()
    company = given.firm()
    record = given.submitted(maria, who="contractor", company=company)
    assert record.number == "F26-00001"
    assert record.bundle == queries.rulebook_of(record, AT).bundle
    assert record.submitted_on == date(2026, 3, 2)
    assert record.valuation_cents == 420_000
    assert record.firm == company
    parties = {(party.role, party.name, party.firm_id) for party in Party.objects.filter(record=record)}
    assert parties == {
        ("applicant", "Maria Gomez", None),
        ("owner", "Ann Owner", None),
        ("contractor", "Fox Valley Fence Co.", company.pk),
    }
    assert Link.objects.get(record=record, user=maria).tier == "party"
    assert Event.objects.filter(record_id=record.pk, verb="record.submitted").count() == 1


def test_answers_that_are_hidden_when_it_is_submitted_are_dropped():
    maria = given.person()
    one = given.answered(maria)
    actions.save_page(one, "work", {"material": "masonry", "footing": "42"}, by=maria, at=AT)
    actions.save_page(one, "work", {"material": "wood"}, by=maria, at=AT)
    assert Record.objects.get(pk=one.pk).answers["footing"] == "42"
    record = actions.number_and_pin(one, queries.rulebook_of(one, AT), by=maria, at=AT)
    assert "footing" not in record.answers


def test_a_contractor_picked_and_then_hidden_is_no_party():
    maria = given.person()
    one = given.answered(maria, who="contractor", company=given.firm())
    actions.save_page(one, "who", {"who": "homeowner"}, by=maria, at=AT)
    record = actions.number_and_pin(one, queries.rulebook_of(one, AT), by=maria, at=AT)
    assert record.firm is None
    assert not Party.objects.filter(record=record, role="contractor").exists()


def test_submitting_twice_is_refused_with_the_number_it_has():
    maria = given.person()
    one = given.answered(maria)
    rt = queries.rulebook_of(one, AT)
    actions.number_and_pin(one, rt, by=maria, at=AT)
    with pytest.raises(Refused, match=r"already submitted\. Its number is F26-00001"):
        actions.number_and_pin(one, rt, by=maria, at=AT)
    with pytest.raises(Refused, match="already submitted"):
        actions.save_page(one, "work", {"cost": "1"}, by=maria, at=AT)
    with pytest.raises(Refused, match="already submitted"):
        actions.discard_draft(one, by=maria, at=AT)


def test_a_discarded_draft_is_gone_with_its_files():
    maria = given.person()
    one = given.answered(maria)
    actions.discard_draft(one, by=maria, at=AT)
    assert queries.drafts(maria) == []


@pytest.mark.django_db(transaction=True)
def test_applications_submitted_at_once_get_numbers_without_gaps_or_doubles():
    maria = given.person()
    place = given.parcel()
    drafts = [given.answered(maria, place=place) for _ in range(6)]

    def submit(one: Record) -> None:
        try:
            actions.number_and_pin(one, queries.rulebook_of(one, AT), by=maria, at=AT)
        finally:
            connection.close()

    threads = [Thread(target=submit, args=(one,)) for one in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(Record.objects.values_list("number", flat=True))
    assert numbers == [f"F26-{n:05}" for n in range(1, 7)]


def test_a_company_that_applies_stands_as_the_contractor_until_it_says_otherwise():
    company = given.firm()
    one = given.draft(given.login_of(company))
    assert one.firm == company
    assert one.answers["contractor"] == {"key": str(company.pk), "name": "Fox Valley Fence Co."}
