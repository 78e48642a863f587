"""The scenarios of Aurora's rulebook, played through the real actions against the database.

The rulebook plays the same texts in memory; what differs between the two would be a rule the rooms made up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from transom.accounts.models import User
from transom.fees.queries import balance
from transom.history.models import Event
from transom.inspections import actions as inspections
from transom.inspections.models import Required
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.kernel.money import to_cents
from transom.kernel.refusals import Refused
from transom.notices.models import Message
from transom.records import actions as records
from transom.records.models import Record
from transom.reviews.models import Review
from transom.rulebook.queries import agency, current_type, current_types, record_type
from transom.workflow import actions, queries
from transom.workflow.tests import given


def scenarios() -> list[Any]:
    found = []
    for path in sorted(given.FOLDER.glob("*/*.toml")):
        file = tomllib.loads(path.read_text(), parse_float=Decimal)
        found += [
            pytest.param(file["id"], each, id=f"{file['id']}: {each['name']}") for each in file.get("scenario", ())
        ]
    return found


class Play:
    """One record's life, and the people around it."""

    def __init__(self, type_id: str, said: dict[str, Any], first: date) -> None:
        self.maria = given.person()
        self.desk = given.staff("supervisor", username="desk")
        self.firm = None
        if "contractor" in said:
            holder = said.pop("contractor")
            accepted = current_type(type_id, first).fields["contractor"].licenses
            self.firm = given.contractor(
                holder["insured_until"],
                active=holder["active"],
                license_type=accepted[0] if accepted else "hvac-contractor",
            )
        flags = {name: value for name, value in said.pop("parcel", {}).items() if value}
        documents = tuple(said.pop("_docs", ()))
        self.record = given.draft(
            type_id,
            said,
            # What is not online is taken in at the counter.
            by=self.maria if current_type(type_id, first).online else self.desk,
            documents=documents,
            on=first,
            firm=self.firm,
            place=given.parcel(flags=flags),
        )

    @property
    def rt(self) -> Any:
        return queries.type_of(self.record, clock.today())

    def person(self, side: str) -> Any:
        return {"applicant": self.maria, "staff": self.desk, "system": SYSTEM}[side]

    def do(self, text: str, day: date) -> None:
        words, _, by = text.partition(" by ")
        verb, _, argument = words.partition(":")
        act: Callable[[str, date], None] | None = getattr(self, f"do_{verb}", None)
        if act and (argument or verb in ("pay", "tick")):
            act(argument, day)
        elif verb == "submit":
            actions.submit(self.record, by=self.person(by or "applicant"), at=given.noon(day))
        else:
            side = by or next(move.by[0] for move in self.rt.lifecycle.moves if move.on == words)
            actions.fire(self.record, words, by=self.person(side), at=given.noon(day), why="The scenario says so.")

    def do_upload(self, key: str, day: date) -> None:
        given.hand_in(self.record, key, self.rt, by=self.maria, on=day)

    def do_review(self, argument: str, day: date) -> None:
        key, _, decision = argument.partition("=")
        given.decide(self.record, key, decision, by=self.desk, on=day)

    def do_pay(self, _: str, day: date) -> None:
        given.pay(self.record, by=self.desk, on=day)

    def do_set(self, argument: str, day: date) -> None:
        name, _, value = argument.partition("=")
        about = self.record
        if name.startswith("contractor."):
            about, name = given.license_of(self.firm), name.removeprefix("contractor.")
        value = {"true": "yes", "false": "no"}.get(value, value)
        if about.is_draft:
            Record.objects.filter(pk=about.pk).update(answers=about.answers | {name: value})
        else:
            records.amend(about, {name: value}, why="Seen at the desk.", by=self.desk, at=given.noon(day))

    def do_inspect(self, argument: str, day: date) -> None:
        key, _, outcome = argument.partition("=")
        required = Required.objects.filter(record=self.record, key=key).latest("round")
        asked_on = day - timedelta(days=1)
        while not agency().calendar.is_open(asked_on):
            asked_on -= timedelta(days=1)
        asked_at = datetime.combine(asked_on, time(8), tzinfo=given.CITY)
        with clock.frozen(asked_at):
            visit = inspections.request(required, day, by=self.maria, at=asked_at)
        inspections.record_result(
            visit, outcome, notes="" if outcome == "pass" else "A post leans.", by=self.desk, at=given.noon(day)
        )

    def do_tick(self, _: str, day: date) -> None:
        actions.tick(at=given.noon(day))


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("type_id", "scenario"), scenarios())
def test_the_rooms_live_a_scenario_as_the_rulebook_does(type_id: str, scenario: dict[str, Any]) -> None:
    play = Play(type_id, dict(scenario["given"]), scenario["steps"][0]["day"])
    for step in scenario["steps"]:
        before = _newest()
        refusal = ""
        with clock.frozen(given.noon(step["day"])):
            try:
                play.do(step["do"], step["day"])
            except Refused as refused:
                refusal = str(refused)
            play.record = Record.objects.get(pk=play.record.pk)
            about = f"{step['day']} {step['do']}"
            _compare_refusal(step, refusal, about)
            _compare(play, step, before, about)


def _compare_refusal(step: dict[str, Any], refusal: str, about: str) -> None:
    if "refused" not in step:
        assert refusal == "", about
    elif step["do"].startswith("inspect:"):
        # The inspections room has words of its own for its sequence.
        assert "must pass first" in refusal, about
    else:
        assert step["refused"] in refusal, about


def _compare(play: Play, step: dict[str, Any], before: tuple[int, int], about: str) -> None:
    record = play.record
    if "status" in step:
        assert record.status == step["status"], about
    if "owes" in step:
        assert balance(record.pk) == to_cents(step["owes"]), about
    if "due" in step:
        assert (
            max(Review.objects.filter(record=record, decision="open").values_list("due_on", flat=True)) == step["due"]
        )
    if "missing" in step:
        assert {one.key for one in queries.missing(record)} == set(step["missing"]), about
    if "sent" in step:
        assert _sent(record, before) == step["sent"], about


def _newest() -> tuple[int, int]:
    message, event = Message.objects.order_by("-pk").first(), Event.objects.order_by("-pk").first()
    return message.pk if message else 0, event.pk if event else 0


def _sent(record: Record, before: tuple[int, int]) -> list[str]:
    """Notices written since, in order; those that go out with a paper are written when the paper is made."""
    kinds = list(
        dict.fromkeys(
            Message.objects.filter(record_id=record.pk, pk__gt=before[0]).order_by("pk").values_list("kind", flat=True)
        )
    )
    papers = Event.objects.filter(record_id=record.pk, pk__gt=before[1], verb="workflow.print_asked")
    return kinds + [event.data["notice"] for event in papers]


def test_every_type_of_the_city_has_a_scenario(city: None) -> None:
    told = {param.values[0] for param in scenarios()}
    assert told == {rt.id for rt in current_types(given.MONDAY)}


def test_the_supervisor_of_these_tests_may_do_all_of_it(city: None) -> None:
    desk = given.staff("supervisor", username="desk")
    assert User.objects.get(pk=desk.pk).role_keys == {"supervisor"}
    assert record_type(given.license_of(given.contractor()).bundle).id == "hvac-contractor"
