"""A record moves by itself: twice changes nothing, two at once issue once, a firm's news reaches its permits."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from transom.history import reactions
from transom.history.models import Event
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.records import actions as records
from transom.records.models import Record, StatusChange
from transom.reviews import actions as reviews
from transom.workflow import actions, queries
from transom.workflow.tests import given

AT = given.noon(given.MONDAY)
BY_CONTRACTOR = given.FENCE | {"who": "contractor"}


@pytest.mark.usefixtures("city")
def test_advancing_again_and_again_changes_nothing():
    maria, desk = given.person(), given.staff("supervisor")
    record = given.issued(maria, team=desk)
    events = Event.objects.count()
    for _ in range(3):
        actions.advance_record(record.pk, by=SYSTEM, at=AT)
    assert Event.objects.count() == events


@pytest.mark.usefixtures("city")
def test_a_draft_and_a_closed_record_do_not_move():
    maria = given.person()
    draft = given.draft(by=maria)
    assert actions.advance_record(draft.pk, by=SYSTEM, at=AT).status == "draft"
    record = actions.fire(given.submitted(maria, place=given.parcel("2")), "withdraw", by=maria, at=AT)
    assert actions.advance_record(record.pk, by=SYSTEM, at=AT).status == "withdrawn"


@pytest.mark.usefixtures("city")
def test_insurance_seen_at_the_desk_lets_the_firms_permits_go():
    maria, desk = given.person(), given.staff("supervisor")
    firm = given.fence_builder(date(2026, 3, 1))
    record = given.pay(given.approved(maria, team=desk, said=BY_CONTRACTOR, firm=firm), by=desk)
    assert [one.key for one in queries.missing(record, today=given.MONDAY)] == ["insured"]
    license_ = given.license_of(firm)
    records.amend(license_, {"insured_until": "2027-03-01"}, why="Certificate seen.", by=desk, at=AT)
    assert Record.objects.get(pk=record.pk).status == "issued"


@pytest.mark.usefixtures("city")
def test_a_license_that_becomes_active_lets_the_firms_permits_go():
    maria, desk = given.person(), given.staff("supervisor")
    firm = given.fence_builder()
    license_ = given.license_of(firm)
    Record.objects.filter(pk=license_.pk).update(status="suspended", status_label="Suspended")
    record = given.pay(given.approved(maria, team=desk, said=BY_CONTRACTOR, firm=firm), by=desk)
    assert [one.key for one in queries.missing(record, today=given.MONDAY)] == ["registered"]
    actions.fire(license_, "restore", by=desk, at=AT)
    assert Record.objects.get(pk=record.pk).status == "issued"


@pytest.mark.usefixtures("city")
def test_a_decision_is_undone_with_the_move_it_causes():
    """An unknown fee refuses the move to approved, so the reviewer's decision is not kept either."""
    maria, desk = given.person(), given.staff("supervisor")
    record = given.submitted(maria)
    review = given.review(record)
    Record.objects.filter(pk=record.pk).update(answers={})
    with pytest.raises(Refused, match="cannot be worked out"):
        reviews.decide(review, "approved", by=desk, at=AT)
    review.refresh_from_db()
    assert review.decision == "open"


@pytest.mark.django_db(transaction=True)
def test_two_who_advance_at_once_issue_once():
    given.city()
    maria, desk = given.person(), given.staff("supervisor")
    record = given.approved(maria, team=desk)
    _paid_without_telling(record, desk)
    gate = threading.Barrier(4)
    problems: list[BaseException] = []

    def go() -> None:
        try:
            gate.wait(10)
            actions.advance_record(record.pk, by=SYSTEM, at=AT)
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert StatusChange.objects.filter(record=record, new="issued").count() == 1
    assert Event.objects.filter(verb="workflow.print_asked", record_id=record.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_a_withdrawal_at_once_do_not_block_each_other():
    given.city()
    maria, desk = given.person(), given.staff("supervisor")
    record = given.submitted(maria)
    review = given.review(record)
    gate = threading.Barrier(2)
    ended: list[str] = []

    def run(act: object) -> None:
        try:
            gate.wait(10)
            act()  # type: ignore[operator]
            ended.append("done")
        except Refused as refused:
            ended.append(str(refused))
        finally:
            connection.close()

    deciding = threading.Thread(target=run, args=[lambda: reviews.decide(review, "approved", by=desk, at=AT)])
    leaving = threading.Thread(target=run, args=[lambda: actions.fire(record, "withdraw", by=maria, at=AT, why="x")])
    for thread in (deciding, leaving):
        thread.start()
    for thread in (deciding, leaving):
        thread.join(30)
    assert len(ended) == 2
    assert Record.objects.get(pk=record.pk).status == "withdrawn"


def _paid_without_telling(record: Record, desk: object) -> None:
    """Paid, with nobody told: what two workers find when both look at the same moment."""
    silent = reactions._Installed({}, reactions.verbs())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reactions, "_installed", silent)
        given.pay(record, by=desk)  # type: ignore[arg-type]
