"""Which permit do I need: questions one after the other, the answers they lead to, and the slips in writing them."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.guide import Guide
from transom.rulebook.tests.given import AGENCY, SHED, files, sentences
from transom.rulebook.tests.test_words import BILINGUAL, WORDS
from transom.rulebook.values import plain

GUIDE = """\
schema = "guide/1"
id = "which-permit"
title = "Which permit do I need?"
[question]
work = { label = "What will you do?", type = "choice", options = { shed = "Build a shed", paint = "Paint" } }
size = { label = "How big is it?", type = "number", unit = "sq ft", min = 1, show = "work == 'shed'" }
power = { label = "Will it have power?", type = "bool", show = "size > 100" }
[[answer]]
when = "work == 'shed' and size > 100"
types = ["shed"]
cite = "Ordinance 1"
[[answer]]
when = "power"
types = ["shed"]
say = "The electrician needs a permit too."
[[answer]]
when = "work == 'paint' or size <= 100"
none = true
say = "This needs no permit."
cite = "Ordinance 2"
"""


def city(guide: str = GUIDE, **others: str) -> Book:
    return compile_book(files(guide=guide, **others))


def guide() -> Guide:
    found = city().sound().agency.guide
    assert found is not None
    return found


def asked(**facts):
    step = guide().step(plain(facts))
    return (
        [q.key for q in step.asked],
        step.next and step.next.key,
        [answer.say or answer.types for answer in step.answers],
    )


def test_a_guide_without_a_slip_has_nothing_to_mend():
    assert sentences(city()) == []
    assert compile_book(files()).sound().agency.guide is None


def test_it_starts_with_its_first_question_and_asks_only_what_matters():
    assert asked() == ([], "work", [])
    assert asked(work="shed") == (["work"], "size", [])
    assert asked(work="shed", size=200) == (["work", "size"], "power", [("shed",)])


def test_it_ends_with_every_answer_that_holds():
    assert asked(work="shed", size=200, power=True) == (
        ["work", "size", "power"], None, [("shed",), "The electrician needs a permit too."],
    )  # fmt: skip
    assert asked(work="shed", size=200, power=False) == (["work", "size", "power"], None, [("shed",)])


def test_it_says_when_no_permit_is_needed_and_by_which_rule():
    step = guide().step({"work": "paint"})
    assert step.ended
    assert [(answer.none, answer.say, answer.cite) for answer in step.answers] == [
        (True, "This needs no permit.", "Ordinance 2")
    ]


def test_an_answer_to_a_question_that_is_not_asked_does_not_count():
    assert asked(work="paint", size=200, power=True) == (["work"], None, ["This needs no permit."])


def test_answers_from_an_address_become_facts_and_nonsense_stays_unanswered():
    assert guide().facts_from({"work": "shed", "size": "1,200", "power": "no"}) == plain(
        {"work": "shed", "size": 1200, "power": False}
    )
    assert guide().facts_from({"work": "castle", "size": "-4", "x": "y"}) == {}
    assert "How big is it?" in guide().check({"work": "shed", "size": "many"}).errors["size"]


def test_several_answers_to_one_question():
    text = (
        GUIDE.replace('type = "choice"', 'type = "multi"')
        .replace("work == 'shed'", "'shed' in work")
        .replace("work == 'paint'", "'paint' in work")
    )
    found = city(text).sound().agency.guide
    step = found.step(found.facts_from({"work": ["paint", "shed"], "size": "200", "power": "yes"}))
    assert len(step.answers) == 3


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('types = ["shed"]\ncite', 'types = ["shde"]\ncite', 'guide.toml:10:10: answer[0].types[0]: unknown record type "shde"; did you mean "shed"?'),
        ("work == 'shed'\" }", "work == 'shd'\" }", 'guide.toml:6:94: question.size.show: "shd" is not an option of "work"; did you mean "shed"?'),
        ("size > 100\" }", "power\" }", 'guide.toml:7:57: question.power.show: "power" is not asked above; a question waits for earlier answers'),
        ('type = "number"', 'type = "text"', 'question.size.type: "text" cannot stand here; write "choice", "multi", "bool" or "number"'),
        ('type = "bool"', 'type = "choice"', "guide.toml:7:1: question.power: a choice or multi, and nothing else, has options"),
        ('type = "bool"', 'type = "bool", min = 1', 'guide.toml:7:1: question.power: "min", "max" and "whole" go with a number'),
        ('none = true\n', "", 'answer[2]: say where it leads: types = ["..."], or none = true with "say"'),
        ('say = "This needs no permit."\n', "", 'answer[2]: say in "say" why no permit is needed'),
        ("power = {", "class = {", 'question.class: "class" means something else in conditions'),
        ("or size <= 100", "or size <= 90", "guide.toml:6:1: warning: question.size: no answer for: work = shed, size = 91"),
        ("work == 'paint' or", "work == 'shed' and", "guide.toml:5:1: warning: question.work: no answer for: work = paint"),
        ('when = "power"', 'when = "power and work == \'paint\'"', "guide.toml:12:1: warning: answer[1]: no way through the questions leads to this answer"),
        ('id = "which-permit"', 'idd = "which-permit"', 'guide.toml:2:1: idd: "idd" is not a setting here'),
    ],
)  # fmt: skip
def test_a_slip_in_the_guide_is_said_at_its_place(old, new, sentence):
    assert old in GUIDE
    found = sentences(city(GUIDE.replace(old, new, 1)))
    assert any(sentence in line for line in found), found


def test_a_permit_the_guide_never_names_is_told_and_a_license_is_not():
    barn = SHED.replace('id = "shed"', 'id = "barn"').replace("S{yy}", "B{yy}")
    assert sentences(city(barn=barn)) == ['guide.toml:8:1: warning: answer: no answer leads to the permit "barn"']
    assert sentences(city(barn=barn.replace('kind = "permit"', 'kind = "license"'))) == []


def test_the_guide_is_the_file_guide_toml():
    assert "other.toml:1:1: schema: the guide of a city is its file guide.toml" in sentences(
        compile_book(files(other=GUIDE))
    )


def test_the_guide_belongs_to_the_agency_and_is_live():
    book = city().sound()
    assert "guide.toml" in book.agency.files
    assert "guide.toml" not in book.types["shed"].files
    assert compile_book(book.agency.files).sound().agency.guide is not None


def test_a_guide_with_too_many_ways_is_not_tried_for_ever():
    questions = "".join(f'q{n} = {{ label = "Q{n}?", type = "bool" }}\n' for n in range(40))
    text = GUIDE.replace("[question]\n", f"[question]\n{questions}")
    assert sentences(city(text)) == []


def test_the_guide_is_translated_with_everything_else():
    spanish = (
        WORDS
        + '"Which permit do I need?" = "¿Qué permiso necesito?"\n"What will you do?" = "¿Qué hará?"\n"Build a shed" = "Construir un cobertizo"\n"Paint" = "Pintar"\n"How big is it?" = "¿Qué tamaño?"\n"Will it have power?" = "¿Con luz?"\n"The electrician needs a permit too." = "El electricista también."\n"This needs no permit." = "No necesita permiso."\n'
    )
    book = compile_book(files(guide=GUIDE, agency=BILINGUAL) | {"words/es/shared.toml": spanish})
    assert sentences(book) == []
    found = book.agency.guide_in("es")
    assert (found.title, found.questions[0].options[1].label) == ("¿Qué permiso necesito?", "Pintar")
    assert found.step({"work": "paint"}).answers[0].say == "No necesita permiso."
    without = compile_book(files(guide=GUIDE, agency=BILINGUAL) | {"words/es/shared.toml": WORDS})
    assert 'guide.toml:3:1: title: no Spanish for "Which permit do I need?"' in sentences(without)
    assert compile_book(files(agency=AGENCY)).sound().agency.guide_in("es") is None
