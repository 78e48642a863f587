"""What only the workflow and staff do: status, marks, conditions, holds, notes, amendments, messages."""

from datetime import date

import pytest

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records import actions, queries
from transom.records.models import StatusChange
from transom.records.tests import given
from transom.records.tests.given import AT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_a_status_change_is_a_row_and_an_event():
    clerk = given.staff()
    record = given.submitted(given.person())
    rt = queries.rulebook_of(record, AT)
    record = actions.set_status(record, rt.status("withdrawn"), move="withdraw", why="Sold", by=clerk, at=AT)
    assert (record.status_label, record.closed, record.closed_on) == ("Withdrawn", True, TODAY)
    row = StatusChange.objects.filter(record=record).latest("id")
    assert (row.old, row.new, row.move, row.why, row.by_label) == (
        "in_review",
        "withdrawn",
        "withdraw",
        "Sold",
        "Clerk Gomez",
    )
    event = Event.objects.filter(record_id=record.pk, verb="record.status_changed").latest("id")
    assert event.data["old_label"] == "In review"


def test_moving_to_the_same_status_writes_nothing():
    record = given.submitted(given.person())
    rows = StatusChange.objects.count()
    actions.set_status(
        record, queries.rulebook_of(record, AT).status("in_review"), move="x", why="", by=given.staff(), at=AT
    )
    assert StatusChange.objects.count() == rows


def test_marks_and_counters_become_facts():
    record = given.submitted(given.person())
    say = {"by": given.staff(), "at": AT}
    actions.set_mark(record, "issued_on", date(2026, 3, 4), **say)
    actions.set_mark(record, "last_progress", date(2026, 3, 4), **say)
    actions.raise_count(record, "extensions", **say)
    record = actions.raise_count(record, "extensions", **say)
    facts = queries.base_facts(record, queries.rulebook_of(record, AT), TODAY)
    assert record.issued_on == date(2026, 3, 4)
    assert (facts["issued_on"], facts["last_progress"], facts["extensions"]) == (date(2026, 3, 4), date(2026, 3, 4), 2)


def test_the_contractors_standing_is_read_live():
    company = given.firm()
    record = given.submitted(given.person(), who="contractor", company=company)
    rt = queries.rulebook_of(record, AT)
    assert queries.base_facts(record, rt, TODAY)["contractor"]["active"] is False
    given.license_of(company, "2026-05-01")
    contractor = queries.base_facts(record, rt, TODAY)["contractor"]
    assert contractor["active"] is True
    assert contractor["insured_until"] == date(2026, 5, 1)
    assert contractor["license"] == f"FC-{company.pk:05}"


def test_of_several_licenses_the_active_one_insured_longest_counts():
    company = given.firm()
    given.license_of(company, "2026-05-01")
    given.license_of(company, "2026-09-01", number="FC-2")
    given.license_of(company, "2027-09-01", number="FC-3", status="lapsed", status_label="Lapsed")
    given.license_of(company, "2027-09-01", number="FC-4", expires_on=date(2026, 1, 31))
    facts = queries.contractor_facts(company, TODAY)
    assert (facts["active"], facts["insured_until"]) == (True, date(2026, 9, 1))


def test_an_amendment_is_checked_and_keeps_what_was_and_why():
    clerk = given.staff()
    record = given.submitted(given.person())
    amended = actions.amend(
        record, {"cost": "5,000", "inspector_note": "Dog"}, why="Letter of March 2", by=clerk, at=AT
    )
    assert (amended.answers["cost"], amended.valuation_cents) == ("5000", 500_000)
    event = Event.objects.get(record_id=record.pk, verb="record.amended")
    assert event.data["was"] == {"cost": "4200", "inspector_note": None}
    assert event.data["labels"] == "Total cost of the fence, Note for the inspector"


@pytest.mark.parametrize(
    ("answers", "why", "say"),
    [
        ({"cost": "nothing"}, "x", "must be an amount of money"),
        ({"cost": "5000"}, " ", "Say why the answers change"),
        ({"status": "issued"}, "x", "Fence does not ask for “status”"),
        ({"cost": "4200"}, "x", "Nothing was changed"),
    ],
)
def test_an_amendment_that_will_not_do_changes_nothing(answers, why, say):
    record = given.submitted(given.person())
    with pytest.raises(Refused, match=say):
        actions.amend(record, answers, why=why, by=given.staff(), at=AT)
    record.refresh_from_db()
    assert record.answers["cost"] == "4200"


def test_a_condition_is_public_and_cleared_once():
    clerk = given.staff()
    record = given.submitted(given.person())
    condition = actions.add_condition(record, "Keep the gate open", due_on=date(2026, 4, 1), by=clerk, at=AT)
    cleared = actions.clear_condition(condition, by=clerk, at=AT)
    assert cleared.cleared_by == clerk
    with pytest.raises(Refused, match="already cleared"):
        actions.clear_condition(condition, by=clerk, at=AT)
    with pytest.raises(Refused, match="Write what the condition asks for"):
        actions.add_condition(record, "  ", due_on=None, by=clerk, at=AT)


def test_a_stop_on_the_record_its_parcel_or_its_company_bars_it_until_lifted():
    clerk = given.staff("supervisor")
    company, place = given.firm(), given.parcel()
    record = given.submitted(given.person(), who="contractor", company=company, place=place)
    hold = actions.place_hold(place, "stop", "Unpaid water bill.", ask="Revenue", by=clerk, at=AT)
    actions.place_hold(company, "warning", "Late twice.", ask="", by=clerk, at=AT)
    assert queries.stops(record) == ("Unpaid water bill. Ask: Revenue",)
    assert len(queries.holds(record)) == 2
    actions.lift_hold(hold, by=clerk, at=AT)
    assert queries.stops(record) == ()
    with pytest.raises(Refused, match="already lifted"):
        actions.lift_hold(hold, by=clerk, at=AT)


def test_a_note_is_never_in_the_public_chronology():
    record = given.submitted(given.person())
    actions.add_note(record, "Neighbor called", by=given.staff(), at=AT)
    assert queries.notes(record)[0].text == "Neighbor called"
    event = Event.objects.get(record_id=record.pk, verb="record.noted")
    assert "Neighbor" not in str(event.data)


def test_everyone_on_the_record_is_told_once_whatever_the_spelling_of_the_address():
    maria = given.person(email="ann@example.com")
    record = given.submitted(maria)
    for _ in range(2):
        actions.tell_parties(record, "received", {}, dedupe="received:1", at=AT)
    message = Message.objects.get()
    assert message.to_email == "ann@example.com"
    assert message.subject == "F26-00001: we have your application"
    assert "Dear Maria Gomez" in message.body
    assert "1244 N Lake St" in message.body
    assert "630-555-0100" in message.body
    assert f"/records/{record.number}/" in message.body


def test_a_message_may_go_to_one_role_alone():
    record = given.submitted(given.person())
    sent = actions.tell_parties(record, "received", {}, dedupe="a", at=AT, only=["owner"])
    assert [message.to_email for message in sent] == ["ann@example.com"]


def test_the_public_reads_neither_private_answers_nor_ways_to_reach_people():
    record = given.submitted(given.person(), who="contractor", company=given.firm())
    shown = str(queries.answers_view(record, private=False)) + str(
        [vars(party) for party in queries.parties(record, private=False)]
    )
    for secret in ("ann@example.com", "maria@example.com", "630-555", "homeowners", "office@foxvalley"):
        assert secret not in shown
    assert "Total cost of the fence" in shown
    assert "Maria Gomez" in shown


def test_queues_list_the_longest_waiting_first_and_count(django_assert_num_queries):
    maria, place = given.person(), given.parcel()
    records = [given.submitted(maria, place=place) for _ in range(4)]
    with django_assert_num_queries(1):
        page = queries.queue("in_review", "permit", limit=3)
    assert list(page.rows) == records[:3]
    assert list(queries.queue("in_review", "permit", page.older, 3).rows) == records[3:]
    assert queries.queue_counts(["in_review", "approved"]) == {"in_review": 4}


def test_only_a_license_of_the_right_trade_counts():
    company = given.firm()
    held = given.license_of(company).type_id
    assert queries.contractor_facts(company, TODAY, [held, "another"])["license_type"] == held
    assert queries.contractor_facts(company, TODAY, [held])["active"] is True
    wrong = queries.contractor_facts(company, TODAY, ["plumbing-contractor"])
    assert (wrong["active"], wrong["license"]) == (False, "")
    assert "insured_until" not in wrong, "a rule that asks for it gets no answer"
