"""Staff change an answer of a submitted record: what it was, what it is, why, and who stands on the record then."""

from __future__ import annotations

import pytest

from transom.history.models import Event
from transom.kernel.refusals import Refused
from transom.records import actions, queries
from transom.records.models import Record
from transom.records.tests import given

pytestmark = pytest.mark.usefixtures("city")


def amend(record: Record, answers: dict[str, object], why: str = "A slip of the pen") -> Record:
    return actions.amend(record, answers, why=why, by=given.staff("intake", username="irene"), at=given.AT)


def owners(record: Record) -> list[tuple[str, str]]:
    return [(party.name, party.email) for party in queries.parties(record, private=True) if party.role == "owner"]


def test_an_amended_answer_is_told_with_what_it_was_and_why() -> None:
    record = amend(given.submitted(given.person()), {"cost": "5200"})
    told = Event.objects.get(record_id=record.pk, verb="record.amended")
    assert (told.data["was"]["cost"], told.data["is"]["cost"], told.data["why"]) == (
        "4200",
        "5200",
        "A slip of the pen",
    )
    assert record.valuation_cents == 520_000


def test_an_owner_named_anew_takes_the_place_of_the_one_before() -> None:
    record = given.submitted(given.person())
    assert owners(record) == [("Ann Owner", "ann@example.com")]
    amend(record, {"owner": {"name": "Bea Buyer", "email": "bea@example.com"}})
    assert owners(record) == [("Bea Buyer", "bea@example.com")]


def test_an_owner_named_anew_has_a_partys_rights_by_a_proved_e_mail() -> None:
    record = given.submitted(given.person())
    amend(record, {"owner": {"name": "Bea Buyer", "email": "bea@example.com"}})
    linked = actions.link("permit", str(record.number), by=given.person("bea"), at=given.AT)
    assert linked.tier == "party"


def test_a_wrong_answer_is_refused_and_nothing_is_changed() -> None:
    record = given.submitted(given.person())
    with pytest.raises(Refused) as refused:
        amend(record, {"cost": "much"})
    assert [reason.field for reason in refused.value.reasons] == ["cost"]
    record.refresh_from_db()
    assert record.answers["cost"] == "4200"


@pytest.mark.parametrize(
    ("answers", "why", "says"),
    [
        ({"cost": "5200"}, "  ", "Say why the answers change."),
        ({"cost": "4200"}, "Typo", "Nothing was changed."),
        ({"colour": "red"}, "Typo", "does not ask for “colour”"),
    ],
)
def test_without_a_reason_a_change_or_such_a_question_it_is_refused(
    answers: dict[str, object], why: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        amend(given.submitted(given.person()), answers, why)


def test_a_draft_is_changed_by_its_applicant_alone() -> None:
    with pytest.raises(Refused, match="changed by its applicant"):
        amend(given.answered(given.person()), {"cost": "5200"})
