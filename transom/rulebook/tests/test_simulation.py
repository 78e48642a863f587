"""A simulated life goes as a real one: reviews that are not called for any more stand aside."""

from __future__ import annotations

from datetime import date

from transom.rulebook.simulation import Life
from transom.rulebook.tests.given import aurora_agency, aurora_type
from transom.rulebook.values import plain

SCREEN = {
    "use": "apartments", "dumpsters": 4, "material": "wood", "length": 40, "pad": "there", "building": 3,
    "cost": 9000, "started": False, "parcel": {"historic": False, "easement": False},
    "contractor": {"active": True, "insured_until": date(2027, 3, 1)},
}  # fmt: skip


def a_screen_returned_by_the_fire_department():
    rt = aurora_type("dumpster-screen")
    life = Life(rt, aurora_agency().calendar, plain(SCREEN), rt.lifecycle.start, uploaded={"plat", "detail"})
    life.today = date(2026, 4, 6)
    life.fire("submit", "applicant")
    life.reviews["zoning"].decision = "approved"
    life.reviews["fire"].decision = "corrections"
    life.settle()
    assert life.status == "corrections"
    return life


def test_a_review_that_returned_is_asked_again():
    life = a_screen_returned_by_the_fire_department()
    life.fire("resubmit", "applicant")
    assert life.status == "in_review"
    assert life.reviews["fire"].decision == ""


def test_a_review_that_the_answers_do_not_call_for_any_more_stands_aside():
    life = a_screen_returned_by_the_fire_department()
    life.set_fact("building=6")
    life.fire("resubmit", "applicant")
    assert set(life.reviews) == {"zoning"}
    assert life.status == "approved"
