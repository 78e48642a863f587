"""Hours that staff worked on a record are a list they keep, and an hourly fee bills them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from transom.fees.queries import lines
from transom.history.models import Event
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.office.records.tests.given import browser, clerk
from transom.records.models import Record
from transom.records.tests import given
from transom.reviews import actions as reviews
from transom.reviews.models import Review
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook
from transom.workflow import actions as workflow

TIMESHEET = """
[field.timesheet]
type = "list"
team = "zoning"
label = "Time worked"
required = false
at_least = 0
at_most = 40
fields.day   = { type = "date", label = "Day" }
fields.who   = { type = "text", label = "Who" }
fields.hours = { type = "number", label = "Hours", unit = "h", min = 0.25, max = 24 }
fields.what  = { type = "choice", label = "What for", options = ["plan review", "inspection"] }

[fee.review_time]
kind = "hourly"
label = "Plan review time"
cite = "made up"
made_up = true
on = ["issue"]
when = "not blank(timesheet)"
hours = "sum(t.hours for t in timesheet if t.what == 'plan review')"
rate = 63.25
step = 0.5
"""
MONDAY = {"timesheet.0.day": "2026-03-02", "timesheet.0.who": "Rita", "timesheet.0.hours": "1.25",
          "timesheet.0.what": "plan review", "inspector_note": "", "why": "Rita's sheet"}  # fmt: skip
NEXT = {f"timesheet.1.{name}": value for name, value in
        {"day": "2026-03-03", "who": "Nora", "hours": "2", "what": "inspection"}.items()}  # fmt: skip
EMPTY = {f"timesheet.{row}.{name}": "" for row in (1, 2) for name in ("day", "who", "hours", "what")}


@pytest.fixture
def fence(db, settings, tmp_path) -> Iterator[Record]:
    """Maria's fence in a Sampleton that bills plan review by the hour."""
    folder = shutil.copytree(given.FOLDER, tmp_path / given.AGENCY)
    with (folder / "permits" / "fence.toml").open("a") as fence_file:
        fence_file.write(TIMESHEET)
    settings.AGENCY = given.AGENCY
    rulebook.forget()
    with clock.frozen(given.AT):
        publishing.load_agency(folder, by=SYSTEM, at=given.AT)
        maria = given.person()
        yield workflow.submit(given.answered(maria), by=maria, at=given.AT)
    rulebook.forget()


@pytest.fixture
def desk():
    return browser(clerk("intake"))


def sheet(record: Record) -> str:
    return f"/office/records/{record.number}/answers/staff/"


def approve(record: Record) -> None:
    review, rita = Review.objects.get(record=record), given.staff(username="rita")
    reviews.decide(review, "approved", remarks=[], by=rita, at=given.AT)


def test_a_row_is_kept_and_the_next_one_is_offered(fence, desk):
    assert 'name="timesheet.0.hours"' in desk.get(sheet(fence)).content.decode()
    answer = desk.post(sheet(fence), MONDAY | EMPTY, follow=True)
    assert "The answers are changed." in answer.content.decode()
    html = desk.get(sheet(fence)).content.decode()
    assert 'value="1.25"' in html
    assert 'name="timesheet.1.hours"' in html
    assert 'name="timesheet.2.hours"' not in html
    assert Event.objects.get(verb="record.amended").data["why"] == "Rita's sheet"


def test_a_wrong_hour_stands_at_its_box_with_what_was_typed(fence, desk):
    answer = desk.post(sheet(fence), MONDAY | {"timesheet.0.hours": "30"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="30"' in html
    assert 'href="#id_timesheet-0-hours"' in html
    assert Record.objects.get(pk=fence.pk).answers.get("timesheet") in (None, [])


def test_a_row_that_is_emptied_goes(fence, desk):
    desk.post(sheet(fence), MONDAY | NEXT)
    desk.post(sheet(fence), MONDAY | EMPTY | {"why": "Nora was elsewhere"})
    assert [row["who"] for row in Record.objects.get(pk=fence.pk).answers["timesheet"]] == ["Rita"]


def test_the_same_sheet_again_changes_nothing(fence, desk):
    desk.post(sheet(fence), MONDAY)
    answer = desk.post(sheet(fence), MONDAY)
    assert "Nothing was changed." in answer.content.decode()


def test_the_hours_of_the_purpose_are_billed_in_started_halves(fence, desk):
    desk.post(sheet(fence), MONDAY | NEXT)
    reviews.decide(
        Review.objects.get(record=fence), "approved", remarks=[], by=given.staff(username="rita"), at=given.AT
    )
    billed = {line.fee: line for line in lines(fence.pk)}
    assert billed["review_time"].cents == 9488  # 1.25 h are three started halves: 1.5 × $63.25
    assert "1.5" in billed["review_time"].trace[0]


def test_a_record_nobody_worked_on_bills_no_hours(fence):
    reviews.decide(
        Review.objects.get(record=fence), "approved", remarks=[], by=given.staff(username="rita"), at=given.AT
    )
    assert "review_time" not in {line.fee for line in lines(fence.pk)}


def test_fence_sections_are_changed_at_the_desk_too(fence, desk):
    url = f"/office/records/{fence.number}/answers/work/"
    html = desk.get(url).content.decode()
    assert 'name="sections.0.length"' in html
    said = {"cost": "4200", "material": "wood", "hoa": "no", "why": "Seen on the plat."}
    desk.post(url, said | {"sections.0.yard": "rear", "sections.0.length": "120", "sections.0.height": "6"})
    assert Record.objects.get(pk=fence.pk).answers["sections"] == [{"yard": "rear", "length": "120", "height": "6"}]
