"""The public face of a record follows it, and shows nothing that is not public."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from transom.fees.models import Charge, ChargeRun
from transom.history import queries as history
from transom.history.actions import tell
from transom.history.models import Event
from transom.inspections.models import Required, Visit
from transom.kernel import queue
from transom.kernel.actors import SYSTEM
from transom.notices.models import Message
from transom.records.models import Attachment, Condition, Hold, Link, Note, Party, Record
from transom.records.tests.given import AT, city, draft, firm, parcel, person, staff, submitted
from transom.reviews.models import Comment, Review
from transom.search import actions, projection, queries
from transom.search.models import PublicRecord, Word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city(settings):
    city(settings)


def page(record: Record) -> dict:
    actions.republish(record.pk, at=AT)
    return queries.public_page(record.number).page


def test_a_submitted_record_has_a_public_face():
    record = submitted(person(), who="contractor", company=firm(), place=parcel(zone="R-2", subdivision="Indian Trail"))
    shown = page(record)
    found = queries.public_page(record.number)
    assert (found.type_label, found.status_label, found.closed) == (record.type_label, record.status_label, False)
    assert (found.applicant, found.contractor) == ("Maria Gomez", "Fox Valley Fence Co.")
    assert ["Address", record.address] in shown["site"]
    assert ["Zone", "R-2"] in shown["site"]
    assert {"role": "Contractor", "name": "Fox Valley Fence Co."} in shown["contacts"]
    assert [row.number for row in queries.find("fox valley").rows] == [record.number]
    assert [row.number for row in queries.find(record.address).rows] == [record.number]


def test_a_draft_has_none():
    one = draft(person())
    actions.republish(one.pk, at=AT)
    assert not PublicRecord.objects.exists()


def test_a_record_that_is_gone_has_none():
    PublicRecord.objects.create(
        id=99, number="X-1", number_norm="X1", kind="permit", type_id="t", type_label="T", status_label="S",
        closed=False, listed_on=date(2026, 1, 1), updated_at=AT,
    )  # fmt: skip
    actions.republish(99, at=AT)
    assert not PublicRecord.objects.exists()


def test_drawing_it_twice_makes_no_second_one():
    record = submitted(person())
    first = page(record)
    assert page(record) == first
    assert PublicRecord.objects.count() == 1


def test_reviews_visits_conditions_and_what_is_owed_are_shown():
    record = submitted(person())
    Review.objects.create(
        record=record, key="zoning", label="Zoning", team="zoning", cycle=1, decision="approved", started_at=AT,
        due_on=date(2026, 3, 9), decided_at=AT,
    )  # fmt: skip
    required = Required.objects.create(record=record, key="final", label="Final", team="zoning", sequence=1)
    Visit.objects.create(
        required=required, day=date(2026, 3, 5), state="done", outcome="pass", requested_at=AT, done_at=AT
    )
    Condition.objects.create(record=record, text="Keep the gate shut.", at=AT)
    run = ChargeRun.objects.create(record=record, event="submit", occurrence="submit", bundle="", facts={}, at=AT)
    Charge.objects.create(run=run, record=record, fee="app", label="Application", cents=2500, account="100", at=AT)
    shown = page(record)
    assert shown["fees"] == {"due_cents": 2500}
    assert [(each["label"], each["decision_label"]) for each in shown["reviews"]] == [("Zoning", "Approved")]
    assert shown["inspections"][0]["visits"] == [{"day": "2026-03-05", "result": "Passed"}]
    assert shown["conditions"] == [{"text": "Keep the gate shut.", "due_on": "", "met_on": ""}]


def test_an_event_of_a_record_draws_it_anew_a_moment_later():
    record = submitted(person())
    assert "search.republish" in queue.names()
    queue.run_waiting()
    assert queries.public_page(record.number).status_label == record.status_label


def asked_again(record: Record, times: int) -> None:
    for _ in range(times):
        tell("record.condition_added", subject="record", subject_id=record.pk, record_id=record.pk, by=SYSTEM, at=AT,
             data={"text": "Keep the gate shut."})  # fmt: skip


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which records are drawn from now on, in order."""
    seen: list[int] = []
    real = projection.public_rows

    def noted(found: list[Record], at: datetime) -> list[PublicRecord]:
        seen.extend(one.pk for one in found)
        return real(found, at=at)

    monkeypatch.setattr(projection, "public_rows", noted)
    return seen


def test_a_burst_of_events_draws_each_record_once(monkeypatch):
    first, second = (submitted(person(f"p{n}"), place=parcel(pin=f"15-{n}")) for n in range(2))
    queue.run_waiting()
    for record in (second, first):
        asked_again(record, 5)
    seen = drawn(monkeypatch)
    assert queue.run_waiting().count("search.republish") == 1
    assert seen == [first.pk, second.pk]


def test_a_long_burst_is_drawn_fifty_jobs_at_a_time(monkeypatch):
    record = submitted(person())
    queue.run_waiting()
    asked_again(record, 120)
    seen = drawn(monkeypatch)
    assert queue.run_waiting().count("search.republish") == 3
    assert seen == [record.pk] * 3


def test_a_record_that_cannot_be_drawn_holds_up_no_other(monkeypatch):
    sound, spoiled = (submitted(person(f"p{n}"), place=parcel(pin=f"15-{n}")) for n in range(2))
    queue.run_waiting()
    real = projection.public_rows

    def fails(found, at):
        if spoiled.pk in {one.pk for one in found}:
            raise ValueError("cannot be drawn")
        return real(found, at=at)

    monkeypatch.setattr(projection, "public_rows", fails)
    Record.objects.filter(pk=sound.pk).update(status_label="On hold")
    asked_again(sound, 1)
    asked_again(spoiled, 1)
    event = Event.objects.filter(record_id=sound.pk).latest("pk")
    actions.catch_up(event.pk, job="search.republish", at=AT)
    assert queries.public_page(sound.number).status_label == "On hold"
    assert len(queue.take_waiting("search.republish")) == 2, "what was taken waits again"


def test_an_event_of_no_record_draws_none():
    data = {"name": "Fox", "fields": "phone"}
    event = tell("firm.changed", subject="firm", subject_id=1, by=SYSTEM, at=AT, data=data)
    assert actions.catch_up(event.pk, job="search.republish", at=AT) == 0


def test_many_are_drawn_at_once():
    records = [submitted(person(f"p{n}"), place=parcel(pin=f"15-{n}")) for n in range(3)]
    ids = [record.pk for record in records]
    assert actions.republish_many([*ids, draft(person("late")).pk], at=AT) == 3
    assert PublicRecord.objects.count() == 3
    together = list(PublicRecord.objects.order_by("id").values())
    for record_id in ids:
        actions.republish(record_id, at=AT)
    assert list(PublicRecord.objects.order_by("id").values()) == together


# --- planted secrets ------------------------------------------------------------------------------------------------

# What of other rooms may reach the public, column by column. A new column is secret until somebody writes it here.
PUBLIC = {
    "accounts.firm": {"name"},
    "accounts.user": {"name"},
    "land.parcel": {"address", "city", "state", "zip", "subdivision", "zone", "pin"},
    "records.record": {"number", "kind", "type_id", "type_label", "status_label", "title", "address", "address_norm"},
    "records.party": {"name", "role"},
    "records.condition": {"text"},
    "reviews.review": {"label"},
    "inspections.required": {"label"},
}
# Columns that lead the program rather than say something: changing them would break the record.
LEADING = {
    "records.record": {"agency", "bundle", "status", "answers", "snapshots", "marks", "counts"},
    "reviews.review": {"key", "team"},
    "inspections.required": {"key", "team", "after"},
}


def a_record_with_everything() -> Record:
    user, company, clerk = person(), firm(), staff()
    record = submitted(user, who="contractor", company=company, place=parcel(owner_name="Olga Owner"))
    at = {"at": AT}
    review = Review.objects.create(
        record=record, key="zoning", label="Zoning", team="zoning", cycle=1, assignee=clerk, decided_by=clerk,
        started_at=AT, due_on=date(2026, 3, 9),
    )  # fmt: skip
    Comment.objects.create(review=review, text="x", sheet="x", code_section="x", by=clerk, by_label="x", **at)
    required = Required.objects.create(record=record, key="final", label="Final", team="zoning", sequence=1)
    Visit.objects.create(
        required=required, day=date(2026, 3, 5), inspector=clerk, contact="x", access_note="x", requested_by=user,
        requested_at=AT,
    )  # fmt: skip
    Visit.objects.create(
        required=required, day=date(2026, 3, 4), notes="x", state="done", outcome="fail", requested_at=AT, done_at=AT
    )
    Hold.objects.create(record=record, level="stop", reason="x", ask="x", by=clerk, **at)
    Note.objects.create(record=record, text="x", by=clerk, **at)
    Condition.objects.create(record=record, text="Keep the gate shut.", by=clerk, **at)
    Link.objects.create(
        record=record, user=person("follower", name="canary follower"), tier="follow", because="x", **at
    )
    Message.objects.create(
        dedupe="x", kind="x", record_id=record.pk, to_email="x@example.com", to_name="x", subject="x", body="x",
        next_at=AT, created_at=AT,
    )  # fmt: skip
    Party.objects.create(record=record, role="neighbor", name="canary neighbor", email="x@example.com")
    for verb, data in (
        ("record.held", {"level": "stop", "reason": "canary held"}),
        ("record.attached", {"label": "canary label", "filename": "canary.pdf", "version": 1}),
    ):
        tell(verb, subject="records.record", subject_id=record.pk, record_id=record.pk, by=clerk, at=AT, data=data)
    return record


def plant() -> int:
    """Write a canary into every text of every private column; returns into how many columns."""
    planted = 0
    for model in apps.get_models():
        name = model._meta.label_lower
        if not model.__module__.startswith("transom.") or name.startswith(("search.", "rulebook.", "kernel.")):
            continue
        if name in ("history.event", "fees.charge", "fees.chargerun"):  # append-only: their canaries came with them
            continue
        spared = PUBLIC.get(name, set()) | LEADING.get(name, set())
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            if field.name in spared or not is_text or field.unique or field.choices or field.primary_key:
                continue
            planted += bool(model.objects.update(**{field.attname: "canary"[: field.max_length]}))
    return planted


def everything_public(record: Record) -> str:
    """All that anyone can get to know, as one text."""
    queries.forget()
    found = [
        queries.public_page(record.number),
        *queries.property_records(record.parcel.pin),
        *queries.newest(),
        *(row for q in (record.number, record.address, "gomez", "canary", "gomes") for row in queries.find(q).rows),
    ]
    said = [{field.name: getattr(row, field.name) for field in row._meta.concrete_fields} for row in found]
    words = list(Word.objects.values_list("text", flat=True))
    return json.dumps([said, words, repr(queries.narrowing())], cls=DjangoJSONEncoder, ensure_ascii=False)


def test_no_planted_secret_becomes_public():
    record = a_record_with_everything()
    assert plant() > 30
    record.refresh_from_db()
    secret = {"email": "canary@example.com", "phone": "630-555-0111", "name": "canary owner", "cost": "canary"}
    record.answers = record.answers | {"owner": secret, "hoa": "canary", "unknown": "canary"}
    record.source_data = {"row": {"x": "canary"}}
    record.save(update_fields=["answers", "source_data"])
    actions.republish(record.pk, at=AT + timedelta(minutes=1))
    text = everything_public(record)
    assert record.number in text
    assert "Maria Gomez" in text
    assert "canary" not in text
    assert "@" not in text
    assert "555-0111" not in text
    assert Attachment.objects.filter(filename="canary").exists()


def test_that_check_can_fail():
    record = a_record_with_everything()
    Record.objects.filter(pk=record.pk).update(title="canary of a title")
    actions.republish(record.pk, at=AT)
    assert "canary of a title" in everything_public(record)


def test_the_public_chronology_names_nobody_and_tells_only_public_things():
    record = a_record_with_everything()
    shown = page(record)["chronology"]
    private = {entry.says for entry in history.chronology(record.pk, public_only=False) if not entry.public}
    assert private
    assert not private & {entry["says"] for entry in shown}
    assert {entry["who"] for entry in shown} <= {"Applicant", "City staff", "System", SYSTEM.label}


def test_whoever_reported_a_concern_stays_confidential():
    record = submitted(person())
    Record.objects.filter(pk=record.pk).update(kind="case")
    record.refresh_from_db()
    shown = page(record)
    found = queries.public_page(record.number)
    assert (found.applicant, found.contractor, shown["contacts"]) == ("", "", [])
    assert "Maria" not in json.dumps(shown)
    assert not queries.find("maria gomez").rows
