"""Somebody who does not know the name of a permit is led to it, one question at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from transom.portal.which import views
from transom.rulebook import queries
from transom.rulebook.guides import compile_guide
from transom.rulebook.reading import read_source, validated
from transom.rulebook.schema.guide import GuideFile
from transom.ui.tests.markup import problems

GUIDE = """\
schema = "guide/1"
id = "which-permit"
title = "Which permit do I need?"
lead = "Three questions at most."
[question.work]
label = "What will you do?"
type = "choice"
options = { fence = "Put up a fence", paint = "Paint", roof = "Roof", air = "Cooling" }
[question.height]
label = "How high is it?"
type = "number"
unit = "ft"
min = 1
max = 20
show = "work == 'fence'"
[question.home]
label = "Is it at a house?"
type = "bool"
show = "work != 'paint'"
[[answer]]
when = "work == 'fence' and height <= 6"
types = ["fence-residential"]
say = "A fence needs a permit, however short it is."
cite = "Zoning ordinance 49-107"
[[answer]]
when = "work == 'paint'"
none = true
say = "Painting needs no permit."
cite = "aurora.il.us, Permits"
[[answer]]
when = "work == 'roof'"
types = ["roofing-work-only"]
[[answer]]
when = "work == 'air'"
types = ["hvac-contractor"]
"""


@pytest.fixture
def page(city, client: Client, monkeypatch):
    source = read_source("guide.toml", GUIDE)
    written = validated(source, GuideFile)
    assert written is not None
    town = replace(queries.agency(), guide=compile_guide(source, written))
    monkeypatch.setattr(views.rulebook, "agency", lambda: town)

    def get(query="", status=200):
        answer = client.get(f"/which-permit/{query}")
        assert answer.status_code == status, answer.content[:300]
        text = answer.content.decode()
        assert problems(text) == []
        return text

    return get


def test_it_asks_one_question_at_a_time(page):
    text = page()
    assert "What will you do?" in text
    assert "How high is it?" not in text
    text = page("?work=fence&now=work")
    assert "How high is it?" in text
    assert "Put up a fence" in text, "what was said stands above"
    assert '<input type="hidden" name="work" value="fence">' in text


def test_the_way_ends_at_the_application_its_fees_and_the_rule(page):
    text = page("?work=fence&height=6&home=yes&now=home")
    assert "A fence needs a permit, however short it is." in text
    assert "Zoning ordinance 49-107" in text
    assert 'href="/apply/new/fence-residential/"' in text
    assert 'href="/estimate/fence-residential/"' in text


def test_no_permit_needed_is_an_answer_with_its_rule(page):
    text = page("?work=paint&now=work")
    assert "No permit needed" in text
    assert "Painting needs no permit." in text
    assert "How high" not in text


def test_a_type_of_the_counter_says_so(page):
    text = page("?work=air&home=no")
    assert "What to bring to the counter" in text


def test_an_end_without_an_answer_leads_to_people(page):
    text = page("?work=fence&height=12&home=yes")
    assert "These answers are not in our guide." in text
    assert "630-256-3130" in text


def test_going_on_without_an_answer_is_told_at_the_question(page):
    assert "Choose an answer for “What will you do?”." in page("?now=work", 422)
    text = page("?work=fence&height=tall&now=height", 422)
    assert "“How high is it?” must be a number" in text
    assert 'value="tall"' in text


def test_an_answer_can_be_changed_and_keeps_what_came_before(page):
    text = page("?work=fence&height=6&home=yes")
    assert 'href="/which-permit/?work=fence"' in text, "the height anew"
    assert 'href="/which-permit/"' in text, "everything anew"


@pytest.mark.parametrize("query", ["?work=castle", "?work=fence&work=paint", "?height=3", "?now=nothing", "?work=%00"])
def test_a_strange_address_is_no_error(page, query):
    page(query)


def test_a_city_without_a_guide_has_no_such_page(city, client, monkeypatch):
    town = replace(queries.agency(), guide=None)
    monkeypatch.setattr(views.rulebook, "agency", lambda: town)
    assert client.get("/which-permit/").status_code == 404
