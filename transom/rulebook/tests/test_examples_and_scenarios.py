"""The rulebook's own tests: they pass when the rules do what they say, and say exactly where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.examples import run_examples
from transom.rulebook.lifecycle import MoveRule
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests.given import LIFECYCLE, SHED, aurora, files, schedule, shed

FLAT = '[fee.a]\nkind = "flat"\nlabel = "A"\ncite = "c"\namount = 10\n'


def example(expect: str, given: str = "{}", on: str = "submit", fees: str = FLAT) -> list[str]:
    text = f'{fees}[[example]]\nname = "Try"\non = "{on}"\ngiven = {given}\nexpect = {expect}\n'
    return [problem.text for problem in run_examples(schedule(text)).problems]


def scenario(*steps: str, given: str = "{ cost = 100, size = 50, material = 'wood' }", more: str = "") -> list[str]:
    text = (
        f'{more}[[scenario]]\nname = "Life"\ngiven = {given}\nsteps = [\n'
        + "".join(f"  {{ {s} }},\n" for s in steps)
        + "]\n"
    )
    return [problem.text for problem in run_scenarios(shed(more=text)).problems]


def test_the_city_passes_its_own_examples_and_scenarios():
    examples, scenarios = run_examples(aurora()), run_scenarios(aurora())
    assert (examples.problems, scenarios.problems) == ([], [])
    assert examples.count >= 14
    assert scenarios.count >= 9


@pytest.mark.parametrize(
    ("expect", "sentences"),
    [
        ("{ a = 10.00, total = 10 }", []),
        ("{ a = 9 }", ['"Try": a should be 9.00, the schedule gives 10.00\n      because flat $10.00']),
        ("{ total = 9 }", ['"Try": total should be 9.00, the schedule gives 10.00\n      because it charges a 10.00']),
        ("{ b = 9 }", ['"Try": there is no fee "b"']),
    ],
)
def test_an_example_compares_each_fee_and_the_total(expect, sentences):
    assert example(expect) == sentences


def test_an_example_says_which_facts_it_forgot():
    fees = FLAT + '[fee.b]\nkind = "calc"\nlabel = "B"\ncite = "c"\namount = "value"\n'
    assert example("{ b = 5 }", fees=fees) == ['"Try": b should be 5.00, but still needed: value']


def test_a_fee_that_does_not_apply_may_only_be_expected_to_be_nothing():
    fees = FLAT.replace("amount", 'when = "flag"\namount')
    assert example("{ a = 0 }", "{ flag = false }", fees=fees) == []
    assert example("{ a = 5 }", "{ flag = false }", fees=fees) == [
        '"Try": a should be 5.00, the schedule does not charge it here'
    ]


def test_an_example_on_an_event_that_charges_nothing_is_a_slip():
    assert example("{ a = 10 }", on="submitt") == [
        'example[0].on: no fee is charged on "submitt"; did you mean "submit"?'
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("{ valu = 1 }", 'example[0].given.valu: unknown name "valu"; did you mean "value"?'),
        ("{ value = '1' }", 'example[0].given.value: "value" is a number'),
        ("{ value = true }", 'example[0].given.value: "value" is a number'),
        ("{ flag = 1 }", 'example[0].given.flag: "flag" is a yes/no answer'),
        ("{ kind = 'c' }", 'example[0].given.kind: "c" is not an option of "kind"'),
        ("{ due = '2026-01-01' }", 'example[0].given.due: "due" is a date'),
        ("{ charged = { a = 'x' } }", 'example[0].given.charged.a: "a" is a number'),
    ],
)
def test_a_given_fact_must_be_known_and_of_its_kind(given, sentence):
    assert example("{ a = 10 }", given) == [sentence]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("{ parcel = { histric = true } }", 'unknown name "histric"; did you mean "historic"?  in "parcel"'),
        ("{ parcel = true }", '"parcel" is a group'),
        ("{ contractor = { insured_until = 5 } }", '"insured_until" is a date'),
    ],
)
def test_groups_are_checked_by_their_parts(given, sentence):
    (found,) = scenario("day = 2026-03-02, do = 'submit'", given=given)
    assert sentence in found


def test_a_life_that_goes_as_written_passes():
    assert scenario(
        "day = 2026-03-02, do = 'submit', status = 'open', owes = 0.00",
        "day = 2026-03-03, do = 'finish', status = 'done', owes = 30.00",
    ) == []  # fmt: skip


PAPER = '[document]\nplan = { label = "Plan" }\n'
REVIEW = '[review]\nzone = { label = "Zoning", team = "zoning", days = [5] }\n'


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (("do = 'submit', status = 'opn'",), 'there is no status "opn"; did you mean "open"?'),
        (("do = 'submit', missing = ['papres']",), 'there is no need "papres"; did you mean "papers"?'),
        (("do = 'submit', sent = ['received']",), 'there is no notice "received"'),
        (("do = 'review:=approved'",), 'write it as "review:zoning=approved"'),
        (("do = 'submit', status = 'done'",), 'the status should be "done", it is "open"'),
        (("do = 'submit', owes = 5",), "the balance should be 5, it is 0"),
        (("do = 'submit', due = 2026-03-09",), "the reviews should be due 2026-03-09, they are due never"),
        (("do = 'submit', missing = ['fees']",), "missing should be ['fees'], it is []"),
        (("do = 'submit', sent = ['expiring']",), "the notices sent should be ['expiring'], they are []"),
        (("do = 'submit', refused = 'Upload'",), 'it should be refused with "Upload", but it is done'),
        (("do = 'finish'",), "it is refused: This is not possible while the status is “Draft”: finish."),
        (("do = 'finish', refused = 'Pay'",), 'it should be refused with "Pay", but: This is not possible'),
        (("do = 'sumbit'",), 'nobody knows how to do "sumbit"; did you mean "submit"?'),
        (("do = 'submit by nobody'",), '"nobody" is nobody here; write by applicant, by staff or by system'),
        (("do = 'upload:plat'",), 'there is no document "plat"'),
        (("do = 'review:zoning=approved'",), 'the review "zoning" is not open'),
        (("do = 'inspect:final=pass'",), 'the inspection "final" is not on the list'),
        (("do = 'inspect:final'",), 'it is refused: write it as "inspect:final=pass"'),
        (("do = 'upload'",), 'it is refused: write it as "upload:plat"'),
        (("do = 'submit by aplicant'",), 'by system; did you mean "applicant"?'),
        (("do = 'inspect:final=maybe'",), '"maybe" is not a result; write pass or fail'),
        (("do = 'set:size=huge'",), '"size=huge" cannot be set'),
        (("do = 'set:siz=3'",), '"siz=3" cannot be set'),
    ],
)
def test_a_life_that_goes_otherwise_says_the_day_and_what(steps, sentence):
    (found,) = scenario(*(f"day = 2026-03-02, {step}" for step in steps))
    assert found.startswith('"Life", 2026-03-02 ')
    assert sentence in found


def test_days_must_not_run_backwards():
    (found,) = scenario("day = 2026-03-02, do = 'submit'", "day = 2026-03-01, do = 'finish'")
    assert "the day is before the step above (2026-03-02)" in found


def test_the_first_step_that_fails_ends_the_scenario_at_its_line():
    steps = '{ day = 2026-03-02, do = "finish" },\n  { day = 2026-03-02, do = "x" },'
    text = f'[[scenario]]\nname = "Life"\nsteps = [\n  {steps}\n]\n'
    (problem,) = run_scenarios(shed(more=text)).problems
    assert (problem.file, problem.line - shed().texts["shed"].source.text.count("\n")) == ("shed.toml", 4)


def test_papers_hold_a_submission_back():
    steps = (
        "day = 2026-03-02, do = 'submit', refused = 'Upload every'",
        "day = 2026-03-02, do = 'upload:plan'",
        "day = 2026-03-02, do = 'submit', status = 'open'",
    )
    assert scenario(*steps, more=PAPER) == []
    assert scenario("day = 2026-03-02, do = 'submit', status = 'open'", given="{ _docs = ['plan'] }", more=PAPER) == []


@pytest.mark.parametrize(
    ("docs", "sentence"),
    [
        ("['plna']", 'scenario[0].given._docs[0]: there is no document "plna"; did you mean "plan"?'),
        ("'plan'", 'scenario[0].given._docs: write a list in brackets, e.g. ["plat"]'),
    ],
)
def test_papers_that_are_there_already_are_papers_of_the_type(docs, sentence):
    assert scenario("day = 2026-03-02, do = 'submit'", given=f"{{ _docs = {docs} }}", more=PAPER) == [sentence]


def test_a_fee_that_cannot_be_worked_out_stops_the_life_with_its_facts():
    more = '[fee.area]\nkind = "calc"\nlabel = "Area"\ncite = "c"\non = ["submit"]\namount = "size"\n'
    (found,) = scenario("day = 2026-03-02, do = 'submit'", given="{ cost = 1 }", more=more)
    assert 'the fees of "submit" cannot be worked out; still needed: size' in found
    twice = more + more.replace("fee.area", "fee.again").replace("size", "size * 2")
    (found,) = scenario("day = 2026-03-02, do = 'submit'", given="{ cost = 1 }", more=twice)
    assert found.endswith("still needed: size")


def test_a_status_that_is_not_reached_says_what_holds_the_move_that_leads_there():
    steps = ("day = 2026-03-02, do = 'submit', status = 'open'", "day = 2026-03-02, do = 'tick', status = 'done'")
    fee = '[fee.first]\nkind = "flat"\nlabel = "F"\ncite = "c"\namount = 5\n'
    (found,) = scenario(*steps, more=fee)
    assert found.endswith('it is "open"\n      because Pay the fees due. (balance due: $5.00)')
    back = ("day = 2026-03-02, do = 'submit', status = 'draft'",)
    (found,) = scenario(*back, more=fee)
    assert found.endswith('the status should be "draft", it is "open"')


TIMER = """\
[[move]]
on = "lapse"
from = ["open"]
to = "done"
by = ["system"]
[timer.idle]
in = ["open"]
since = "submitted_on"
after = "30 days"
warn = ["10 days", "5 days"]
fire = "lapse"
"""


@pytest.mark.parametrize(
    ("ticks", "sent"),
    [
        (("2026-03-21",), [[]]),
        (("2026-03-22", "2026-03-23"), [["expiring"], []]),
        (("2026-03-28",), [["expiring"]]),
        (("2026-03-22", "2026-03-27", "2026-04-01", "2026-04-02"), [["expiring"], ["expiring"], [], []]),
    ],
)
def test_a_tick_warns_once_for_each_day_the_timer_names(ticks, sent):
    steps = "".join(
        f"{{ day = {day}, do = 'tick', status = '{'done' if day > '2026-04-01' else 'open'}', sent = {said} }},\n"
        for day, said in zip(ticks, sent, strict=True)
    )
    life = f"[[scenario]]\nname = 'Life'\nsteps = [{{ day = 2026-03-02, do = 'submit' }},\n{steps}]\n"
    texts = files(simple=LIFECYCLE + TIMER, shed=SHED + life) | {"notices/en/expiring.md": "Subject: Soon\n\nSoon.\n"}
    assert [problem.text for problem in run_scenarios(compile_book(texts)).problems] == []


def test_an_example_may_begin_with_the_facts_of_one_above():
    text = (
        '[fee.a]\nkind = "calc"\nlabel = "A"\ncite = "c"\namount = "value * count"\n'
        '[[example]]\nname = "First"\ngiven = { value = 2, count = 3 }\nexpect = { a = 6 }\n'
        '[[example]]\nname = "More"\nlike = "First"\ngiven = { count = 5 }\nexpect = { a = 10 }\n'
        '[[example]]\nname = "Most"\nlike = "Moer"\ngiven = { value = 1, count = 5 }\nexpect = { a = 5 }\n'
    )
    assert [problem.text for problem in run_examples(schedule(text)).problems] == [
        'example[2].like: no example above is called "Moer"; did you mean "More"?'
    ]


def test_facts_that_are_tables_are_joined_part_by_part():
    more = (
        '[[example]]\nname = "One"\non = "issue"\ngiven.parcel = { historic = true, zone = "R1" }\nexpect.permit = 30\n'
        '[[example]]\nname = "Other"\nlike = "One"\non = "issue"\ngiven.parcel.zone = "R2"\nexpect.permit = 30\n'
    )
    assert shed(more=more).texts["shed"].file.example[1].given == {"parcel": {"historic": True, "zone": "R2"}}


def test_what_was_charged_before_is_asked_for_as_an_example_says_it():
    text = (
        '[fee.share]\nkind = "percent"\nlabel = "Share"\ncite = "c"\npercent = 3\non = ["issue"]\n'
        'of = { charged = ["a"] }\n[[example]]\nname = "Try"\non = "issue"\nexpect = { share = 1 }\n'
    )
    (found,) = run_examples(schedule(FLAT + text)).problems
    assert found.text == (
        '"Try": share should be 1.00, but still needed: charged; '
        "what was charged before is said so: given = { charged = { a = 35.00 } }"
    )


def test_a_lifecycle_that_goes_in_a_circle_is_stopped():
    turning = shed(more="[[scenario]]\nname = 'Round'\nsteps = [{ day = 2026-03-02, do = 'submit' }]\n")
    lifecycle = turning.types["shed"].lifecycle
    there, back = (
        MoveRule("auto", (start,), end, ("system",), "", None, "", "", ())
        for start, end in (("open", "done"), ("done", "open"))
    )
    circle = replace(lifecycle, moves=(*lifecycle.moves, there, back))
    turning.types["shed"] = replace(turning.types["shed"], lifecycle=circle)
    (problem,) = run_scenarios(turning).problems
    assert "the lifecycle goes in a circle" in problem.text
