"""Warnings of what people would miss: buttons without a name, timers that never fire, a menu that leads nowhere."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.tests.given import AGENCY, LIFECYCLE, SHED, files, sentences, shed

LAPSE = '[[move]]\non = "lapse"\nfrom = ["open"]\nby = ["system"]\nto = "done"\n'
TIMER = '[timer.idle]\nin = ["open"]\nsince = "{since}"\nafter = "9 days"\nfire = "lapse"\n'


def lifecycle(*replaced: tuple[str, str], more: str = "") -> list[str]:
    text = LIFECYCLE
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new, 1)
    return sentences(compile_book(files(simple=text + more)))


@pytest.mark.parametrize(
    ("since", "more", "told"),
    [
        ("submitted_on", "", False),
        ("issued_on", "", True),
        ("last_progress", "", True),
        ("last_progress", "list-inspections", False),
        ("term_end", "", True),
        ("term_end", "term", False),
        ("today", "", True),
        ("issued_on", "mark:issued_on", False),
    ],
)
def test_a_timer_on_a_day_that_nothing_marks_never_fires(since, more, told):
    effect = ('"charge:issue"', f'"charge:issue", "{more}"') if more else ('"charge:issue"', '"charge:issue"')
    sentence = f'simple.toml:30:1: warning: timer.idle.since: no move marks "{since}", so this timer never fires'
    assert lifecycle(effect, more=LAPSE + TIMER.format(since=since)) == ([sentence] if told else [])


def test_a_submission_that_only_staff_may_make_because_nobody_was_named_is_told():
    who = ('by = ["applicant"]\n', "")
    told = 'only staff may "submit" here; add by = ["applicant", "staff"]'
    assert lifecycle(who) == [f"simple.toml:8:1: warning: move[0]: {told}"]
    assert lifecycle((who[0], 'by = ["staff"]\n')) == []


def test_a_first_step_of_any_name_is_one_that_applicants_can_make():
    begin = (
        'on = "submit"\nlabel = "Submit"\nfrom = ["draft"]\nto = "open"\nby = ["applicant"]\n',
        'on = "begin"\nlabel = "Begin"\nfrom = ["draft"]\nto = "open"\n',
    )
    assert 'only staff may "begin" here' in lifecycle(begin)[0]
    other = '[[move]]\non = "ask"\nlabel = "Ask"\nfrom = ["draft"]\nto = "open"\nby = ["applicant"]\n'
    assert lifecycle(begin, more=other) == []


def test_staff_may_also_submit_what_applicants_submit_by_another_move():
    staff = '[[move]]\non = "submit"\nlabel = "Take in"\nfrom = ["draft"]\nto = "open"\n'
    assert lifecycle(more=staff) == []


def test_a_button_without_a_name_is_told_and_what_happens_by_itself_needs_none():
    told = 'simple.toml:16:1: warning: move[1]: say in "label" what stands on this button'
    assert lifecycle(('label = "Finish"\n', "")) == [told]
    auto = '[[move]]\non = "auto"\nfrom = ["open"]\nto = "done"\nwhen = "extensions > 3"\n'
    assert lifecycle(more=auto + LAPSE) == []


@pytest.mark.parametrize("written", ["true", "\"material == 'wood'\""])
def test_a_type_that_issues_itself_under_a_lifecycle_that_never_asks_is_told(written):
    setting = ('lifecycle = "simple"', f'lifecycle = "simple"\nauto_issue = {written}')
    assert sentences(shed(setting)) == [
        'shed.toml:10:1: warning: auto_issue: no move of the lifecycle "simple" reads auto_issue'
    ]
    need = ('when = "balance_due <= 0"', 'when = "balance_due <= 0 and auto_issue"')
    assert sentences(shed(setting, need)) == []
    reading = LIFECYCLE.replace('needs = "issue"', 'needs = "issue"\nwhen = "auto_issue"')
    assert sentences(compile_book(files(shed=SHED.replace(*setting), simple=reading))) == []


def test_a_line_of_the_menu_that_no_type_answers_to_is_told():
    menu = '[[group]]\nlabel = "Yards"\nkind = "permit"\ntypes = ["Shed", "Shde", "Nonsense"]\n'
    assert sentences(compile_book(files(agency=AGENCY + menu))) == [
        'agency.toml:28:18: warning: group[0].types[1]: no type is called "Shde" (yet); did you mean "Shed"?',
        'agency.toml:28:26: warning: group[0].types[2]: no type is called "Nonsense" (yet)',
    ]
    broken = compile_book(files(agency=AGENCY + menu, shed="[page"))
    assert not any("(yet)" in line for line in sentences(broken))


def test_a_survey_that_no_notice_asks_for_is_told():
    survey = '[survey]\nportal = { label = "How was it?", url = "https://a.example" }\ndone = { label = "How was it?", url = "https://a.example" }\n'
    assert sentences(compile_book(files(agency=AGENCY + survey))) == [
        "agency.toml:27:1: warning: survey.done: no notice sends this survey; write licensing or portal"
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('#import "sheet.typ": *', ""),
        ('#import "/prints/sheet.typ": *', ""),
        ('#include "../prints/sheet.typ"', ""),
        ('#import "sheat.typ": *', 'prints/permit.typ:2:9: there is no file "prints/sheat.typ"; did you mean "prints/sheet.typ"?'),
        ('#include "/sheet.typ"', 'prints/permit.typ:2:10: there is no file "sheet.typ"; did you mean "prints/sheet.typ"?'),
        ('#let x = { import "lost.typ": y }', 'prints/permit.typ:2:19: there is no file "prints/lost.typ"; did you mean "prints/sheet.typ"?'),
        ('#import "@preview/qr:1.0.0": qr', 'prints/permit.typ:2:9: "@preview/qr:1.0.0" is not here; a template imports files of the city\'s folder only'),
        ('// #import "old.typ": *', ""),
        ("Goods of import", ""),
    ],
)  # fmt: skip
def test_what_a_template_imports_must_be_there(line, sentence):
    prints = {"prints/permit.typ": f"// A permit\n{line}\n", "prints/sheet.typ": "#let a = 1\n"}
    assert sentences(compile_book(files() | prints)) == ([sentence] if sentence else [])
