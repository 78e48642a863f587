"""Rules that are well written and can do nothing: each is a warning at its place, and honest rules get none."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.books import compile_book
from transom.rulebook.expressions import compile_expression
from transom.rulebook.expressions.types import BOOL, DATE, NUMBER, TEXT, choice, group, several
from transom.rulebook.lints.possible import can_hold
from transom.rulebook.tests.given import LIFECYCLE, SCHEDULE_HEAD, SHED, files, sentences, shed

NEVER = "this can never hold, whatever the answers are"
NAMES = {
    "a": NUMBER, "b": NUMBER, "yes": BOOL, "on": DATE, "until": DATE, "word": TEXT, "kind": choice("x", "y"),
    "many": several("x", "y", "z"), "firm": group({"star": BOOL}),
}  # fmt: skip


def possible(text: str, **bounds) -> bool:
    limits = {name: tuple(None if each is None else Decimal(each) for each in pair) for name, pair in bounds.items()}
    return can_hold(compile_expression(text, NAMES), NAMES, limits)


@pytest.mark.parametrize(
    "text",
    [
        "a > 5 and a < 3", "a > 5 and a <= 5", "a == 1 and a == 2", "5 < a < 5", "kind == 'x' and kind == 'y'",
        "kind not in ['x', 'y']", "yes and not yes", "not yes and (yes or a > 3 and a < 2)", "a < b and b < a",
        "on < '2026-01-01' and on > '2026-01-01'", "on < until and until < on", "word == 'p' and word == 'q'",
        "'x' in many and 'x' not in many", "firm.star and not firm.star", "false", "a > -2 and a < -3",
    ],
)  # fmt: skip
def test_a_contradiction_is_seen(text):
    assert not possible(text)


@pytest.mark.parametrize(
    "text",
    [
        "a > 5 and a < 6", "a > 5 or a < 3", "a >= 5 and a <= 5", "a < b", "a < b and b < 5", "a == b", "kind == 'x' or kind == 'y'",
        "on < '2026-01-01' or on > '2026-01-01'", "on <= until and until <= on", "word != 'p'", "not (word == 'p' or word == 'q')",
        "'x' in many and 'y' in many and 'z' in many", "firm.star", "a + b < a", "days_between(on, until) < 0", "not blank(word)", "true",
        "a < -2 and a > -3", "until >= on and on > '2026-03-01'", "0.1 < a < 0.2",
    ],
)  # fmt: skip
def test_what_may_hold_is_left_alone(text):
    assert possible(text)


def test_the_limits_of_a_question_count():
    assert not possible("a > 100", a=(0, 100))
    assert possible("a >= 100", a=(0, 100))
    assert not possible("a < 0", a=(0, None))
    assert not possible("a == 5", a=(6, 8))
    assert possible("a > 6 and a < 8", a=(6, 8))


FACTS = st.fixed_dictionaries(
    {"a": st.integers(-3, 3).map(Decimal), "b": st.integers(-3, 3).map(Decimal), "yes": st.booleans(),
     "kind": st.sampled_from("xy"), "on": st.dates(date(2025, 12, 30), date(2026, 1, 3)), "until": st.dates(date(2025, 12, 30), date(2026, 1, 3))}
)  # fmt: skip
CLAUSES = st.sampled_from(
    ["a > 1", "a <= 2", "a == b", "b < a", "b >= -1", "yes", "not yes", "kind == 'x'", "kind != 'x'", "on < until",
     "on >= '2026-01-01'", "until == '2026-01-01'", "a < 0", "b != 2"]
)  # fmt: skip
CONDITIONS = st.recursive(
    CLAUSES,
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=5,
)


@given(text=CONDITIONS, facts=FACTS)
def test_nothing_that_holds_for_somebody_is_called_impossible(text, facts):
    condition = compile_expression(text, NAMES)
    if condition.holds(facts):
        assert can_hold(condition, NAMES, {})


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('when = "balance_due <= 0"', 'when = "balance_due <= 0 and balance_due > 0"', f"shed.toml:21:28: warning: need.fees.when: {NEVER}"),
        ("required = false", 'show = "size > 400"', f"shed.toml:18:66: warning: field.slab.show: {NEVER}"),
        ('on = ["issue"]', 'on = ["issue"]\nwhen = "reviews_open < 0"', f"shed.toml:27:1: warning: fee.permit.when: {NEVER}"),
        ("[fee.permit]", '[document]\nplat = { label = "P", required = "cost < 1" }\n[fee.permit]', f"shed.toml:23:23: warning: document.plat.required: {NEVER}"),
        ("[fee.permit]", '[review]\nz = { label = "Z", team = "zoning", days = [1], when = "slab and not slab" }\n[fee.permit]', f"warning: review.z.when: {NEVER}"),
        ("slab = { page = \"work\", ", "slab = { ", "shed.toml:18:1: warning: field.slab: nobody asks this question and no rule reads it"),
        ("[fee.permit]", '[table.zones]\ncolumns = ["rate"]\nrows = { a = [1] }\n[fee.permit]', "shed.toml:22:1: warning: table.zones: no fee uses this table"),
        ("[fee.permit]", '[term]\nends = "12-31"\nrenew_from = "60 days"\n[fee.permit]', 'shed.toml:22:1: warning: term: say in "cite" which rule sets this term'),
        ("[fee.permit]", '[notice]\nrecieved = "Hello"\n[fee.permit]', "shed.toml:23:1: warning: notice.recieved: nothing sends this notice"),
    ],
)  # fmt: skip
def test_what_can_do_nothing_in_a_type_is_told(old, new, sentence):
    found = sentences(shed((old, new)))
    assert any(sentence in line for line in found), found


@pytest.mark.parametrize("more", ['team = "zoning", ', 'prefill = "owner", '])
def test_a_question_a_team_answers_or_the_system_fills_in_is_no_slip(more):
    assert sentences(shed(('slab = { page = "work", ', "slab = { " + more))) == []


def test_a_question_that_only_a_rule_the_title_or_the_lifecycle_reads_is_no_slip():
    hidden = ('slab = { page = "work", ', "slab = { ")
    assert sentences(shed(hidden, ('when = "balance_due <= 0"', 'when = "balance_due <= 0 or slab"'))) == []
    assert sentences(shed(hidden, more='[summary]\ntitle = "{slab} shed"\n')) == []
    assert (
        sentences(
            compile_book(
                files(
                    shed=SHED.replace(*hidden),
                    simple=LIFECYCLE.replace('needs = "issue"', 'needs = "issue"\nwhen = "slab"'),
                )
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('[[move]]\non = "reopen"\nfrom = ["lost"]\nto = "open"\n', 'simple.toml:24:1: warning: move[2]: this can never happen: a record never comes to "lost"'),
        ('[[move]]\non = "lose"\nfrom = ["lost"]\nto = "lost"\n', 'simple.toml:8:1: warning: status.lost: a record can never come to "lost": no way leads there from "draft"'),
        ('[[move]]\non = "finish"\nfrom = ["open"]\nto = "lost"\n', 'simple.toml:24:1: warning: move[2]: this can never happen: a move above from the same status is what "finish" means'),
        ('[[move]]\non = "auto"\nfrom = ["open"]\nto = "lost"\n[[move]]\non = "auto"\nfrom = ["open"]\nto = "done"\n',
         "simple.toml:28:1: warning: move[3]: this can never happen: a move above from the same status happens first"),
        ('[[move]]\non = "auto"\nfrom = ["open"]\nto = "lost"\nwhen = "extensions < 0"\n', f"simple.toml:28:1: warning: move[2].when: {NEVER}"),
        ('[[move]]\non = "x"\nfrom = ["open"]\nby = ["system"]\nto = "done"\n[timer.t]\nin = ["lost"]\nsince = "submitted_on"\nafter = "9 days"\nfire = "x"\n',
         "simple.toml:30:1: warning: timer.t.in: a record is never in these statuses"),
        ('[[move]]\non = "x"\nfrom = ["open"]\nby = ["system"]\nto = "lost"\n[timer.t]\nin = ["open"]\nsince = "submitted_on"\nafter = "9 days"\nfire = "x"\nwarn = ["2 days"]\n',
         'simple.toml:34:1: timer.t.warn: nobody wrote the notice "expiring"'),
    ],
)  # fmt: skip
def test_what_a_record_can_never_come_to_is_told(more, sentence):
    text = LIFECYCLE.replace("[[move]]", 'lost = { label = "Lost", closed = true }\n[[move]]', 1) + more
    found = sentences(compile_book(files(simple=text)))
    assert any(sentence in line for line in found), found


def test_one_event_may_mean_several_moves_when_conditions_or_people_tell_them_apart():
    more = '[[move]]\non = "finish"\nlabel = "Finish"\nfrom = ["open"]\nby = ["applicant"]\nto = "done"\n'
    assert sentences(compile_book(files(simple=LIFECYCLE + more))) == []
    when = LIFECYCLE.replace('needs = "issue"', 'needs = "issue"\nwhen = "extensions > 0"') + more.replace(
        "applicant", "staff"
    )
    assert sentences(compile_book(files(simple=when))) == []


def test_a_schedule_says_which_of_its_inputs_and_tables_no_fee_reads():
    text = (
        SCHEDULE_HEAD
        + '[input]\ncost = { type = "money" }\nspare = { type = "number" }\n[table.t]\ncolumns = ["a"]\nrows = { x = [1] }\n'
        + '[fee.a]\nkind = "calc"\nlabel = "A"\ncite = "c"\namount = "cost / 2"\n'
    )
    using = SHED.replace('lifecycle = "simple"', 'lifecycle = "simple"\nschedules = ["test"]')
    assert sentences(compile_book(files(test=text, shed=using))) == [
        "test.toml:8:1: warning: input.spare: no fee reads this input",
        "test.toml:9:1: warning: table.t: no fee uses this table",
    ]


def test_a_folder_says_which_of_its_lifecycles_and_schedules_no_type_uses():
    spare = LIFECYCLE.replace('id = "simple"', 'id = "spare"')
    assert sentences(compile_book(files(spare=spare))) == ['spare.toml:2:1: warning: id: no type uses "spare"']


def test_an_answer_of_the_guide_that_needs_no_permit_says_by_which_rule():
    text = 'schema = "guide/1"\nid = "g"\ntitle = "G"\n[question]\np = { label = "P?", type = "bool" }\n[[answer]]\nwhen = "p"\ntypes = ["shed"]\n[[answer]]\nwhen = "not p"\nnone = true\nsay = "None."\n'
    assert sentences(compile_book(files(guide=text))) == [
        'guide.toml:9:1: warning: answer[1]: say in "cite" which rule needs no permit'
    ]
