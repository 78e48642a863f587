"""Moves: which one an event means, every reason against it, what happens by itself, and clocks that run out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from transom.rulebook.lifecycle import Move, Refusal
from transom.rulebook.tests.given import aurora_type, shed_type

READY = {
    "who": "contractor",
    "material": "wood",
    "balance_due": Decimal(0),
    "city_past_due": Decimal(0),
    "contractor": {"active": True, "insured_until": date(2027, 3, 1)},
    "today": date(2026, 3, 17),
}
OPEN = {"reviews_open": Decimal(0), "reviews_returned": Decimal(0), "reviews_denied": Decimal(0)}


def fence():
    return aurora_type("fence-residential")


def says(decision) -> list[str]:
    assert isinstance(decision, Refusal)
    return [unmet.say for unmet in decision.reasons]


def test_submitting_makes_the_move_with_its_effects_in_order():
    move = fence().decide("draft", "submit", {"documents_missing": Decimal(0)}, "applicant")
    assert isinstance(move, Move)
    assert (move.from_, move.to) == ("draft", "in_review")
    assert [str(effect) for effect in move.do] == [
        "mark:submitted_on",
        "charge:submit",
        "start-reviews",
        "notify:received",
    ]


def test_a_refusal_gives_every_reason_with_the_values_that_show_it():
    facts = READY | {
        "balance_due": Decimal("45.00"),
        "contractor": {"active": False, "insured_until": date(2026, 3, 1)},
    }
    decision = fence().decide("approved", "issue", facts, "staff")
    assert says(decision) == [
        "Pay the fees due.",
        "The contractor's registration is not active.",
        "The contractor's insurance has run out.",
    ]
    assert [unmet.because for unmet in decision.reasons] == [
        "balance due: $45.00", "registration active: no", "insured until: March 1, 2026",
    ]  # fmt: skip
    assert decision.reasons[2].why == "contractor.insured_until (2026-03-01) >= today → no"


def test_what_nobody_knows_yet_is_not_met():
    (unmet,) = fence().unmet("issue", READY | {"contractor": {"active": True}})
    assert (unmet.key, unmet.because) == ("insured", "insured until: not known yet")


def test_a_need_that_is_skipped_is_not_asked_for():
    assert fence().unmet("issue", READY | {"who": "homeowner", "contractor": {}}) == ()


def test_only_those_the_rulebook_names_may_make_a_move():
    assert says(fence().decide("approved", "issue", READY, "applicant")) == ["Only city staff may do this."]
    assert says(fence().decide("issued", "expire", READY, "staff")) == ["Only the system may do this."]


def test_an_event_that_means_nothing_here_says_where_the_record_stands():
    assert says(fence().decide("closed", "extend", READY, "staff")) == [
        "This is not possible while the status is “Closed”: extend."
    ]
    assert says(fence().decide("closed", "no-such-event", READY, "staff"))


def test_a_condition_of_a_move_speaks_in_the_citys_words():
    decision = fence().decide("issued", "extend", {"extensions": Decimal(1)}, "applicant")
    assert says(decision) == ["A permit can be extended once."]
    assert isinstance(fence().decide("issued", "extend", {"extensions": Decimal(0)}, "applicant"), Move)


def test_moves_happen_by_themselves_only_when_everything_is_known_and_met():
    rt = fence()
    assert rt.auto("in_review", {}) is None
    assert rt.auto("in_review", OPEN).to == "approved"
    assert rt.auto("in_review", OPEN | {"reviews_returned": Decimal(1)}).to == "corrections"
    assert rt.auto("in_review", OPEN | {"reviews_returned": Decimal(1), "reviews_denied": Decimal(1)}).to == "denied"
    assert rt.auto("in_review", OPEN | {"reviews_open": Decimal(1), "reviews_denied": Decimal(1)}) is None
    assert rt.auto("approved", READY).to == "issued"
    assert rt.auto("approved", READY | {"balance_due": Decimal(1)}) is None


def test_a_type_that_does_not_issue_itself_waits_for_a_person():
    assert fence().auto("approved", READY | {"material": "masonry"}) is None
    assert aurora_type("roofing-work-only").auto("approved", READY) is None
    assert isinstance(aurora_type("roofing-work-only").decide("approved", "issue", READY, "staff"), Move)


def test_a_move_to_the_same_status_stays_there():
    move = fence().decide("issued", "extend", {"extensions": Decimal(0)}, "staff")
    assert isinstance(move, Move)
    assert (move.from_, move.to) == ("issued", "issued")


def test_buttons_are_those_of_the_person_and_grey_with_their_reasons():
    staff = {
        button.event: button.refusal
        for button in fence().buttons("approved", READY | {"balance_due": Decimal(5)}, "staff")
    }
    assert set(staff) == {"issue", "deny", "withdraw"}
    assert staff["withdraw"] is None
    assert says(staff["issue"]) == ["Pay the fees due."]
    assert [button.event for button in fence().buttons("approved", READY, "applicant")] == ["withdraw"]


def test_every_status_of_the_shipped_lifecycles_says_who_is_waited_for():
    for type_id in ("fence-residential", "hvac-contractor"):
        statuses = aurora_type(type_id).statuses
        assert statuses["in_review"].clock == "running"
        assert statuses["corrections"].clock == "paused"
        assert statuses["in_review"].waits_for == "city"
        assert all(status.label for status in statuses.values())


def test_a_timer_ends_on_its_last_good_day_and_an_extension_adds_as_long_again():
    (timer,) = fence().timers("issued")
    facts = {"last_progress": date(2026, 3, 4), "extensions": Decimal(0)}
    assert timer.ends_on(facts) == date(2026, 8, 31)
    assert not timer.is_over(facts, date(2026, 8, 31))
    assert timer.is_over(facts, date(2026, 9, 1))
    assert timer.ends_on(facts | {"extensions": Decimal(1)}) == date(2027, 2, 27)
    assert timer.warns_on(facts) == (date(2026, 8, 1), date(2026, 8, 24))
    assert (timer.after_days, timer.warn_days, timer.fire) == (180, (30, 7), "expire")


def test_a_timer_whose_start_nobody_knows_never_ends():
    (timer,) = fence().timers("issued")
    assert timer.ends_on({}) is None
    assert not timer.is_over({}, date(2100, 1, 1))
    assert timer.warns_on({}) == ()


def test_reviews_documents_and_inspections_follow_the_facts():
    rt = fence()
    plain = {"material": "wood", "hoa": False, "parcel": {"historic": False, "easement": False}}
    assert [review.key for review in rt.reviews(plain)] == ["zoning"]
    assert [review.key for review in rt.reviews({"parcel": {"historic": True}})] == ["zoning", "historic", "easement"]
    assert [(paper.key, paper.required) for paper in rt.documents(plain | {"hoa": True})] == [
        ("plat", True), ("hoa_letter", True), ("coa", False),
    ]  # fmt: skip
    assert [visit.key for visit in rt.inspections(plain)] == ["final"]
    assert [visit.key for visit in rt.inspections({})] == ["footing", "final"]
    assert [rt.reviews(plain)[0].days_for(cycle) for cycle in (1, 2, 3, 9)] == [5, 3, 3, 3]


def test_a_small_type_needs_no_more_than_it_says():
    rt = shed_type()
    assert rt.reviews({}) == rt.inspections({}) == rt.documents({}) == ()
    assert rt.auto("open", {}) is None
