"""Two people publish rules, and nothing is published that fails or that nobody replayed."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from transom.history.models import Event
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.rulebook import queries
from transom.rulebook.actions import (
    OfficePublishes,
    check_proposal,
    keep_replay,
    load_agency,
    propose,
    publish,
    refuse,
    take_over,
    withdraw,
)
from transom.rulebook.bundles import read_folder
from transom.rulebook.models import BOOK_ITSELF, Effective, Proposal
from transom.rulebook.problems import RulebookError
from transom.rulebook.tests import elm
from transom.rulebook.tests.elm import KEY, NOON, base_on

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 1)
LATER = NOON + timedelta(days=3)


@dataclass(frozen=True)
class Official:
    pk: int
    label: str
    kind: str = "staff"


CAL, SUE = Official(101, "Cal Brooks"), Official(102, "Sue Marchetti")


@pytest.fixture
def city(tmp_path, settings):
    """Elm, whose rules were loaded from the folder; the copy may be changed and proposed."""
    settings.AGENCY = KEY
    queries.forget()
    folder = elm.folder(tmp_path / "city")
    load_agency(folder, by=SYSTEM, at=NOON)
    yield folder
    queries.forget()


def proposed(city, effective=JULY, note="Ordinance 26-07", by=CAL, replayed=True):
    proposal = propose(read_folder(city), effective=effective, note=note, by=by, at=NOON)
    if replayed:
        keep_replay(proposal, {"runs": 0}, at=NOON)
    return proposal


def raised(city, base="46.00"):
    elm.raise_the_fee(city, base)
    return proposed(city)


def test_one_proposes_and_another_publishes_for_the_day(city):
    proposal = raised(city)
    assert publish(proposal, by=SUE, at=LATER) == ("fence",)
    assert (base_on(date(2026, 6, 30)), base_on(JULY)) == (45, 46)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by_label) == ("published", "Sue Marchetti")
    row = queries.editions("fence")[0]
    assert (row.starts, row.published_by, row.proposal_id) == (JULY, "Sue Marchetti", proposal.pk)


def test_the_history_names_both(city):
    proposal = raised(city)
    publish(proposal, by=SUE, at=LATER)
    told = Event.objects.filter(subject="rulebook.proposal", subject_id=str(proposal.pk)).order_by("id")
    assert [(event.verb, event.actor_label) for event in told] == [
        ("rulebook.proposed", "Cal Brooks"), ("rulebook.proposal_published", "Sue Marchetti"),
    ]  # fmt: skip
    assert told[1].data["proposed_by"] == "Cal Brooks"


def test_a_day_that_passed_while_it_waited_becomes_the_day_of_publication(city):
    elm.raise_the_fee(city)
    proposal = proposed(city, effective=date(2026, 3, 3))
    publish(proposal, by=SUE, at=NOON + timedelta(days=20))
    assert (base_on(date(2026, 3, 21)), base_on(date(2026, 3, 22))) == (45, 46)


def test_whoever_proposed_cannot_publish(city):
    proposal = raised(city)
    with pytest.raises(Refused, match="Another person than the one who proposed"):
        publish(proposal, by=CAL, at=LATER)
    with pytest.raises(Refused, match="Another person"):
        publish(proposal, by=SYSTEM, at=LATER)
    with pytest.raises(IntegrityError, match="published_by_another"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="published", decided_by_id=CAL.pk, decided_at=LATER)
    assert base_on(JULY) == 45


def test_the_system_proposes_nothing(city):
    elm.raise_the_fee(city)
    with pytest.raises(Refused, match="by a person with an account"):
        proposed(city, by=SYSTEM)


def test_nothing_is_published_while_the_text_is_wrong(city):
    elm.rewrite(city, "permits/fence.toml", ('kind = "unit"', 'kind = "unitt"'))
    proposal = proposed(city)
    assert "unitt" in proposal.checks["errors"][0]
    with pytest.raises(Refused, match="A check, an example or a scenario fails") as refused:
        publish(proposal, by=SUE, at=LATER)
    assert refused.value.reasons[0].because.startswith("permits/fence.toml:")


def test_nothing_is_published_while_an_example_or_scenario_fails(city):
    elm.rewrite(city, "permits/fence.toml", ("base = 45.00", "base = 46.00"))
    proposal = proposed(city)
    assert len(proposal.checks["errors"]) == 2
    with pytest.raises(Refused, match="fails") as refused:
        publish(proposal, by=SUE, at=LATER)
    assert "permit should be 55.00, the schedule gives 56.00" in refused.value.reasons[0].because
    assert "(and 1 more)" in refused.value.reasons[0].because


def test_rules_of_another_city_are_not_published_here(city):
    elm.rewrite(city, "agency.toml", ('id = "elm-il"', 'id = "oak-il"'))
    assert "agency.toml:1:1" in proposed(city).checks["errors"][0]


def test_the_replay_comes_first(city):
    elm.raise_the_fee(city)
    proposal = proposed(city, replayed=False)
    with pytest.raises(Refused, match="Replay last year's charges"):
        publish(proposal, by=SUE, at=LATER)
    keep_replay(proposal, {"runs": 3}, at=LATER)
    assert publish(proposal, by=SUE, at=LATER) == ("fence",)


def test_a_proposal_on_rules_that_have_moved_is_refused(city):
    proposal = raised(city)
    elm.rewrite(city, "permits/shed.toml", ("amount = 30.00", "amount = 31.00"))
    other = proposed(city, note="Sheds too")
    publish(other, by=SUE, at=LATER)
    with pytest.raises(Refused, match="have changed since this was proposed"):
        publish(proposal, by=SUE, at=LATER)


def test_nothing_comes_before_rules_that_are_planned(city):
    publish(raised(city), by=SUE, at=LATER)
    elm.rewrite(city, "permits/shed.toml", ("amount = 30.00", "amount = 31.00"))
    early = proposed(city, effective=date(2026, 5, 1))
    with pytest.raises(Refused, match="Rules are planned for 2026-07-01 already"):
        publish(early, by=SUE, at=LATER)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"note": "  "}, "Say what changes and by which ordinance"),
        ({"effective": date(2026, 3, 1)}, "Choose 2026-03-02 or a later day"),
    ],
)
def test_what_a_proposal_needs(city, said, sentence):
    elm.raise_the_fee(city)
    with pytest.raises(Refused, match=sentence):
        proposed(city, **said)


def test_a_proposal_that_changes_nothing_is_refused(city):
    with pytest.raises(Refused, match="nothing would change"):
        proposed(city)


def test_a_proposal_without_an_agency_is_refused(city):
    with pytest.raises(Refused, match=r"There is no agency\.toml"):
        propose({"a.toml": ""}, effective=JULY, note="x", by=CAL, at=NOON)


def test_a_text_that_cannot_be_stored_is_refused(city):
    with pytest.raises(RulebookError, match="NUL"):
        propose({"agency.toml": "\0"}, effective=JULY, note="x", by=CAL, at=NOON)


def test_an_open_proposal_is_checked_anew_as_often_as_asked(city):
    proposal = raised(city)
    assert check_proposal(proposal, at=LATER) == {
        "errors": [], "warnings": proposal.checks["warnings"], "types": 2, "examples": 1, "scenarios": 1,
        "version": proposal.checks["version"],
    }  # fmt: skip
    proposal.refresh_from_db()
    assert proposal.checked_at == LATER


def test_a_proposal_is_refused_with_a_reason_and_then_done_with(city):
    proposal = raised(city)
    with pytest.raises(Refused, match="Say why"):
        refuse(proposal, why=" ", by=SUE, at=LATER)
    refuse(proposal, why="The council has not voted", by=SUE, at=LATER)
    with pytest.raises(Refused, match="is refused already, by Sue Marchetti"):
        publish(proposal, by=SUE, at=LATER)
    assert queries.proposal(proposal.pk).decided_why == "The council has not voted"


def test_only_its_proposer_takes_a_proposal_back(city):
    proposal = raised(city)
    with pytest.raises(Refused, match="Only Cal Brooks, who proposed it"):
        withdraw(proposal, why="Oh", by=SUE, at=LATER)
    withdraw(proposal, why="A slip in the table", by=CAL, at=LATER)
    assert [each.state for each in queries.proposals()] == ["withdrawn"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rulebook_proposal SET note = 'another'",
        "UPDATE rulebook_proposal SET effective = '2020-01-01'",
        "UPDATE rulebook_proposal SET proposed_by_id = 5",
        "DELETE FROM rulebook_proposal",
        "UPDATE rulebook_proposal SET state = 'refused'",
        "UPDATE rulebook_effective SET proposal_id = NULL",
    ],
)
def test_what_was_proposed_cannot_be_changed_or_removed(city, statement):
    raised(city)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_decided_stays_decided(city):
    proposal = raised(city)
    refuse(proposal, why="No", by=SUE, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(decided_why="Yes")


# -- the folder and the office


def test_once_the_office_has_published_the_folder_does_not_undo_it(city, tmp_path):
    old = elm.folder(tmp_path / "old")
    publish(raised(city), by=SUE, at=LATER)
    with pytest.raises(OfficePublishes, match="says something else and was not loaded"):
        load_agency(old, by=SYSTEM, at=LATER + timedelta(days=1))
    assert load_agency(city, by=SYSTEM, at=LATER + timedelta(days=1)).changed == ()
    assert base_on(JULY) == 46


def test_an_operator_may_take_the_folder_over_with_a_reason_that_stays(city, tmp_path):
    old = elm.folder(tmp_path / "old")
    publish(raised(city), by=SUE, at=LATER)
    with pytest.raises(Refused, match="Say why"):
        take_over(old, why="", by=SYSTEM, at=LATER)
    assert take_over(old, why="The tables were wrong", by=SYSTEM, at=LATER + timedelta(days=1)).changed == ("fence",)
    assert base_on(JULY) == 45
    assert Event.objects.get(verb="rulebook.taken_over").data["why"] == "The tables were wrong"


def test_days_that_an_edition_keeps_stay_with_its_proposal(city):
    publish(raised(city), by=SUE, at=LATER)
    elm.rewrite(city, "permits/fence.toml", ("rate = 1.50", "rate = 1.75"))
    publish(proposed(city, effective=date(2027, 1, 1), note="More"), by=SUE, at=LATER)
    july = next(row for row in queries.editions("fence") if row.starts == JULY)
    assert (july.ends, july.proposal_id is None) == (date(2027, 1, 1), False)


def test_days_that_an_edition_keeps_stay_with_who_published_it(city):
    publish(raised(city), by=SUE, at=LATER)
    first = queries.editions("fence")[-1]
    assert (first.ends, first.published_by, first.published_at) == (JULY, SYSTEM.label, NOON)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(city):
    proposal = raised(city)
    said: list[object] = []

    def go() -> None:
        try:
            said.append(publish(proposal, by=SUE, at=LATER))
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count(("fence",)) == 1
    assert said.count("This proposal is published already, by Sue Marchetti.") == 2
    assert Effective.objects.filter(agency=KEY, type_id=BOOK_ITSELF, proposal=proposal).count() == 1
