"""One permit on its way with everything an address may name, and everybody who might ask."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from PIL import Image

from transom.accounts.models import User
from transom.documents.models import Document
from transom.fees import queries as fees
from transom.inspections import actions as inspections
from transom.inspections import queries as visits
from transom.inspections.photos import Picture
from transom.kernel import clock, queue
from transom.notices.models import Message
from transom.payments import actions as payments
from transom.records import actions as records
from transom.records.models import Attachment, Link, Record
from transom.reviews.models import Review
from transom.rulebook import actions as proposing
from transom.rulebook import queries as rules
from transom.workflow.tests import given

STAFF = ("intake", "reviewer", "inspector", "cashier", "supervisor")
ACTORS = ("stranger", "applicant", "follower", "other", "firm", "other firm", *STAFF)


@dataclass(frozen=True)
class World:
    """Browsers by actor, and what stands in an address's brackets."""

    browsers: dict[str, Client]
    named: dict[str, dict[str, Any]]


def world() -> World:
    """A fence of Maria's built by Fox Valley Fence Co., issued, with a visit written up and another one scheduled."""
    maria, firm = given.person("maria"), given.fence_builder()
    reviewer = given.reviewer()
    supervisor = given.staff("supervisor", username="sue")
    record = given.issued(maria, team=reviewer, said={**given.FENCE, "who": "contractor"}, firm=firm)
    in_review = given.submitted(maria, place=given.parcel("15-22-100-002", "1246 N Lake St"))
    follower = given.person("ned")
    Link.objects.create(record=record, user=follower, tier="follow", because="", at=clock.now())
    inspector = given.staff("inspector", username="nora")
    done = _visit(record, maria)
    inspections.record_result(done, "fail", notes="A post is loose.", photos=[_photo()], by=inspector, at=clock.now())
    visit = _visit(record, maria)
    condition = records.add_condition(record, "Keep the walk clear.", due_on=None, by=supervisor, at=clock.now())
    hold = records.place_hold(record, "note", "Look again", ask="Sue", by=supervisor, at=clock.now())
    draft = given.draft(by=maria, place=given.parcel("15-22-100-003", "1248 N Lake St"))
    cashier = given.staff("cashier", username="cal")
    paid = payments.take_at_counter(fees.due(in_review.pk), method="check", reference="7", by=cashier, at=clock.now())
    queue.run_waiting()
    names: dict[str, Any] = {
        "number": record.number,
        "draft_id": draft.pk,
        "attachment_id": _file(record),
        "file_id": _file(record),
        "review_id": Review.objects.get(record=in_review, decision="open").pk,
        "visit_id": visit.pk,
        "photo_id": 999_999,
        "hold_id": hold.pk,
        "condition_id": condition.pk,
        "charge_id": record.charges.values_list("pk", flat=True)[0],
        "firm_id": firm.pk,
        "message_id": Message.objects.filter(record_id=record.pk).values_list("pk", flat=True)[0],
        "key": uuid4(),
        "code": Document.objects.get(record=record).code,
        "type_id": "fence-residential",
        "proposal_id": _proposal(supervisor),
        "page_key": "work",
        "field_key": "parcel",
        "index": 0,
        "event": "withdraw",
        "kind": "permits",
        "token": "spoiled",
        "secret": "guess",
        "gateway": "sandbox",
        "anything": "nothing",
        "year": 2026,
    }
    named = {
        "*": names,
        "office:queues:queue": {"key": "new"},
        "office:rulebook:edit": {"path": "agency.toml"},
        "office:inspections:photo": {"visit_id": done.pk, "photo_id": visits.photos(done)[0].pk},
        "portal:inspections:photo": {"visit_id": done.pk, "photo_id": visits.photos(done)[0].pk},
        "portal:inspections:schedule": {"key": "final"},
        "portal:apply:document": {"attachment_id": _file(draft)},
        "portal:apply:remove-document": {"attachment_id": _file(draft)},
        "portal:apply:add-entry": {"field_key": "sections"},
        "portal:apply:change-entry": {"field_key": "sections"},
        "portal:apply:remove-entry": {"field_key": "sections"},
        "portal:receipts:show": {"number": paid.number},
        "portal:receipts:pdf": {"number": paid.number},
        "office:cashier:receipt": {"number": paid.number},
        "office:cashier:receipt_pdf": {"number": paid.number},
        "portal:receipts:open": {"secret": paid.secret},
        "portal:receipts:open_pdf": {"secret": paid.secret},
    }
    people: dict[str, User | None] = {
        "stranger": None,
        "applicant": maria,
        "follower": follower,
        "other": given.person("olga"),
        "firm": given.person("foxvalley", kind="firm", firm=firm, name=firm.name),
        "other firm": _other_firm(),
        "intake": given.staff("intake", username="irene"),
        "reviewer": reviewer,
        "inspector": inspector,
        "cashier": cashier,
        "supervisor": supervisor,
    }
    return World({name: _browser(person) for name, person in people.items()}, named)


def _proposal(by: User) -> int:
    """The rules of this city with a remark more, proposed."""
    book = rules.newest_book()
    assert book is not None
    files = rules.files_named(book.bundle)
    files["agency.toml"] = f"# As proposed\n{files['agency.toml']}"
    return proposing.propose(files, effective=clock.today(), note="A remark", by=by, at=clock.now()).pk


def _visit(record: Record, by: User) -> Any:
    return inspections.request(visits.required(record.pk, "final"), date(2026, 3, 4), by=by, at=clock.now())


def _photo() -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return Picture(out.getvalue(), "post.jpg")


def _file(record: Record) -> int:
    return Attachment.objects.filter(record=record).values_list("pk", flat=True)[0]


def _other_firm() -> User:
    firm = given.contractor(name="Prairie State Fencing")
    return given.person("prairie", kind="firm", firm=firm, name=firm.name)


def _browser(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client
