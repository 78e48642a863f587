"""Anyone who holds a paper finds out whether it is genuine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from transom.documents.models import Document
from transom.inspections.models import Required
from transom.kernel.actors import SYSTEM
from transom.portal.verify.codes import code_in
from transom.records.actions import set_status
from transom.records.queries import rulebook_of
from transom.records.tests.given import AT, city, person, submitted, words

pytestmark = pytest.mark.django_db

CODE = "AbCdEfGhIjKlMnOpQrSt-_"


@pytest.fixture
def record(settings):
    city(settings)
    record = submitted(person())
    Required.objects.create(record=record, key="final", label="Final", team="zoning", sequence=1, passed_at=AT)
    return record


@pytest.fixture
def paper(record):
    return Document.objects.create(
        kind="permit", number=record.number, code=CODE, record=record, occurrence="issue", title="Fence permit",
        filename="x.pdf", template="x", issued_at=AT,
        data={
            "type_label": record.type_label, "address": record.address, "secret": "canary",
            "public_facts": [["Scope", "160 ft of wood fence"], ["Expires", "Sep 2, 2026"]],
        },
    )  # fmt: skip


def page(code: str = CODE):
    return Client().get(f"/verify/{code}/")


def test_a_permit_in_force_is_genuine(paper, record):
    text = words(page())
    assert "Genuine" in text
    for said in (
        record.number,
        record.address,
        "160 ft of wood fence",
        "Sep 2, 2026",
        "Final",
        "Passed on Mar 2, 2026",
    ):
        assert said in text
    assert "canary" not in text
    assert "Maria" not in text


@pytest.mark.parametrize(
    ("change", "standing"),
    [({"revoked_at": AT}, "has been revoked. It permits nothing."), ({"replaced_at": AT}, "replaced by a newer one")],
)
def test_a_paper_that_no_longer_stands_says_so_whatever_is_printed_on_it(paper, change, standing):
    Document.objects.filter(pk=paper.pk).update(**change)
    text = words(page())
    assert standing in text
    assert "Genuine, but not in force" in text


def test_a_permit_whose_record_was_withdrawn_is_not_in_force(paper, record):
    rt = rulebook_of(record, AT)
    bad = next(status for status in rt.statuses.values() if not status.good)
    set_status(record, bad, move="withdraw", why="", by=SYSTEM, at=AT)
    assert "Genuine, but not in force" in words(page())


@pytest.mark.parametrize("code", ["AbCdEfGhIjKlMnOpQrSt-x", "x", "..", "%00", "' OR 1=1 --", "a" * 400])
def test_a_code_we_never_gave_is_not_found(paper, code):
    answer = Client().get("/verify/" + code.replace("/", "").replace("'", "%27").replace(" ", "%20") + "/")
    assert answer.status_code == 404
    if code != "..":
        assert "We issued no paper with this code" in words(answer)


def test_the_page_is_kept_by_no_cache_and_no_search_engine(paper):
    answer = page()
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("typed", [CODE, f" {CODE[:6]} {CODE[6:]} ", f"https://permits.example.gov/verify/{CODE}/"])
def test_a_code_can_be_typed_or_its_whole_address_pasted(paper, typed):
    answer = Client().get("/verify/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{CODE}/")


@pytest.mark.parametrize("typed", ["", "short", "<script>", "ß" * 22])
def test_what_is_no_code_is_told_at_the_field(record, typed):
    answer = Client().get("/verify/", {"code": typed})
    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.content.decode()
    assert 'value="<script>' not in answer.content.decode()


def test_the_box_asks_for_a_code(record):
    answer = Client().get("/verify/")
    assert answer.status_code == 200
    assert "Check that a permit is genuine" in words(answer)


def test_a_code_inside_an_address_is_taken_out():
    assert code_in(f"http://x/verify/{CODE}/?a=b") == CODE
    assert code_in("http://x/verify/") == ""


def test_the_day_of_issue_is_the_citys(paper):
    Document.objects.filter(pk=paper.pk).update(issued_at=datetime(2026, 3, 3, 2, tzinfo=UTC))
    assert "Mar 2, 2026" in words(page())
