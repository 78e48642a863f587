"""Open records moved to another edition: what stops, what is asked, added and dropped, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from transom.fees.models import Charge, ChargeRun
from transom.fees.replay.running import replay
from transom.history.models import Event
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.land.models import Parcel
from transom.records import actions as records
from transom.records.models import Record
from transom.records.tests.given import person
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook
from transom.rulebook.bundles import read_folder
from transom.rulebook.tests import elm
from transom.workflow import actions
from transom.workflow.rebasing import as_text, rebase_records
from transom.workflow.tests import given

pytestmark = pytest.mark.django_db
AT = given.noon(given.MONDAY)
GATE = 'gate     = { page = "work", type = "bool", label = "Is there a gate?" }\n\n[document]'
APPROVED = '{ day = 2026-03-04, do = "review:zoning=approved",'
FIRE_TOO = '{ day = 2026-03-04, do = "review:fire=approved" },\n  '
FIRE = '[review]\nfire = { label = "Fire", team = "fire", days = [5, 3] }'


@pytest.fixture
def city(tmp_path, settings):
    settings.AGENCY = elm.KEY
    rulebook.forget()
    folder = elm.folder(tmp_path / "city")
    publishing.load_agency(folder, by=SYSTEM, at=AT - timedelta(days=30))
    yield folder
    rulebook.forget()


@pytest.fixture
def maria(db):
    return person("maria")


def a_fence(maria, **said) -> Record:
    rt = rulebook.current_type("fence", given.MONDAY)
    one = records.start_draft(rt, by=maria, at=AT)
    answers = {"material": "wood", "length": "80", "hoa": "false", "cost": "0", **said}
    Record.objects.filter(pk=one.pk).update(answers=answers)
    one.refresh_from_db()
    place = Parcel.objects.first() or given.parcel()
    records.pick_parcel(one, "parcel", place, by=maria, at=AT)
    given.hand_in(one, "plat", rt, by=maria, on=given.MONDAY)
    return actions.submit(Record.objects.get(pk=one.pk), by=maria, at=AT)


def edition(city, *changes, path="permits/fence.toml") -> str:
    elm.rewrite(city, path, *changes)
    publishing.load_agency(city, by=SYSTEM, at=AT)
    return rulebook.editions("fence")[0].bundle


def rebased(to, **said):
    return rebase_records("fence", to=to, by=SYSTEM, at=AT, **said)


def said_of(report, number):
    return [(each.kind, each.say) for row in report.rows if row.number == number for each in row.findings]


def test_a_dry_run_reports_on_each_record_and_writes_nothing(city, maria):
    vinyl, wood = a_fence(maria, material="vinyl"), a_fence(maria)
    new = edition(
        city, ('wood = "Wood", vinyl = "Vinyl"', 'wood = "Wood"'), ("[document]", GATE), ("[review]", FIRE),
        ("amount = 25.00", "amount = 28.00"), ("owes = 25.00", "owes = 28.00"), ("owes = 71.10", "owes = 74.10"),
        (APPROVED, FIRE_TOO + APPROVED),
    )  # fmt: skip
    before = Event.objects.count()
    report = rebased(new, dry_run=True)
    assert as_text(report).splitlines() == [
        f"{vinyl.number}: stays",
        "  stop  \"material\" = 'vinyl' is no longer an option",
        '  ask   "Is there a gate?" is new and unanswered',
        '  add   review "fire" would start',
        "  fee   application: $25.00 -> $28.00 (not changed unless asked)",
        f"{wood.number}: would move",
        '  ask   "Is there a gate?" is new and unanswered',
        '  add   review "fire" would start',
        "  fee   application: $25.00 -> $28.00 (not changed unless asked)",
        "2 open records of fence looked at: 0 moved, 1 stopped.",
    ]
    assert Event.objects.count() == before
    assert Record.objects.get(pk=wood.pk).bundle == wood.bundle


def test_what_nothing_stops_moves_and_its_new_review_starts(city, maria):
    vinyl, wood = a_fence(maria, material="vinyl"), a_fence(maria)
    new = edition(
        city, ('wood = "Wood", vinyl = "Vinyl"', 'wood = "Wood"'), ("[review]", FIRE),
        (APPROVED, FIRE_TOO + APPROVED),
    )  # fmt: skip
    rebased(new)
    assert Record.objects.get(pk=vinyl.pk).bundle == vinyl.bundle
    moved = Record.objects.get(pk=wood.pk)
    assert (moved.bundle, moved.status) == (new, "in_review")
    assert set(moved.reviews.values_list("key", flat=True)) == {"zoning", "fire"}
    event = Event.objects.get(verb="workflow.rebased")
    assert (event.record_id, event.data["new"], event.data["old"]) == (wood.pk, new, wood.bundle)


def test_a_condition_chooses_the_records(city, maria):
    a_fence(maria), a_fence(maria, length="200")
    new = edition(city, ('label = "Plat of survey"', 'label = "Survey"'))
    long = rebased(new, where="length > 100 and status == 'in_review'", dry_run=True)
    assert len(long.rows) == 1
    assert rebased(new, where="status == 'issued'", dry_run=True).rows == ()


@pytest.mark.parametrize(
    ("where", "sentence"), [("lenght > 1", 'did you mean "length"'), ("status == 'revew'", "not an option")]
)
def test_a_condition_that_is_wrong_is_refused_with_its_sentence(city, maria, where, sentence):
    a_fence(maria)
    new = edition(city, ('label = "Plat of survey"', 'label = "Survey"'))
    with pytest.raises(Refused, match=sentence):
        rebased(new, where=where)


def test_a_status_that_is_gone_stops(city, maria):
    fence = a_fence(maria)
    new = _without_in_review(city)
    assert ("stop", 'the status "in_review" is no longer there') in said_of(rebased(new), fence.number)
    assert Record.objects.get(pk=fence.pk).bundle == fence.bundle


def _without_in_review(city):
    elm.rewrite(city, "permits/fence.toml", ('"in_review"', '"under_review"'))
    return edition(city, ("in_review", "under_review"), path="lifecycles/permit.toml")


def test_an_answer_to_a_question_that_is_gone_is_kept_and_said(city, maria):
    fence = a_fence(maria)
    text = (city / "permits/fence.toml").read_text()
    hoa = next(line for line in text.splitlines() if line.startswith("hoa"))
    report = rebased(edition(city, (hoa, "")))
    assert said_of(report, fence.number) == [
        ("drop", '"Is there a homeowners association?" is no longer asked; its answer is kept and not used')
    ]
    assert "hoa" in Record.objects.get(pk=fence.pk).answers


def test_a_paper_that_is_new_is_asked_for(city, maria):
    fence = a_fence(maria)
    more = '[document]\nphoto = { label = "Photo of the yard" }'
    upload = 'do = "upload:plat" },'
    new = edition(city, ("[document]", more), (upload, upload + '\n  { day = 2026-03-02, do = "upload:photo" },'))
    assert said_of(rebased(new, dry_run=True), fence.number) == [
        ("ask", 'the paper "Photo of the yard" is asked for and not handed in')
    ]


def dearer(city) -> str:
    return edition(
        city, ("amount = 25.00", "amount = 28.00"), ("owes = 25.00", "owes = 28.00"), ("owes = 71.10", "owes = 74.10")
    )


def test_money_stays_as_it_was_unless_asked(city, maria):
    fence = a_fence(maria)
    rebased(dearer(city))
    assert list(Charge.objects.filter(record=fence).values_list("cents", flat=True)) == [2500]


def test_with_recharge_the_difference_is_a_new_charge_and_never_twice(city, maria):
    fence = a_fence(maria)
    new = dearer(city)
    rebased(new, recharge=True)
    again = Record.objects.get(pk=fence.pk)
    assert again.bundle == new
    charges = list(Charge.objects.filter(record=fence).order_by("id"))
    assert [charge.cents for charge in charges] == [2500, 300]
    assert charges[1].trace[-1] == "$25.00 of it was charged before under other rules"
    Record.objects.filter(pk=fence.pk).update(bundle=fence.bundle)
    rebased(new, recharge=True)
    assert Charge.objects.filter(record=fence).count() == 2


def test_a_bill_of_a_difference_is_left_out_of_a_replay(city, maria):
    a_fence(maria)
    rebased(dearer(city), recharge=True)
    assert ChargeRun.objects.count() == 2
    tally = replay(read_folder(city), since=AT, until=AT + timedelta(days=1), processes=1)
    assert tally.runs == 1


def test_less_is_said_and_left_to_a_refund(city, maria):
    fence = a_fence(maria)
    new = edition(
        city, ("amount = 25.00", "amount = 20.00"), ("owes = 25.00", "owes = 20.00"), ("owes = 71.10", "owes = 66.10")
    )
    report = rebased(new, recharge=True)
    assert said_of(report, fence.number) == [
        ("fee", "application: $25.00 -> $20.00 (less: refund by hand what is due back)")
    ]
    assert Charge.objects.filter(record=fence).count() == 1


def test_rules_of_another_type_are_refused(city, maria):
    shed = rulebook.editions("shed")[0].bundle
    with pytest.raises(Refused, match='one of "shed", not of "fence"'):
        rebased(shed)


def test_a_record_on_the_new_rules_already_is_not_looked_at(city, maria):
    fence = a_fence(maria)
    assert rebased(fence.bundle).rows == ()
