"""A permit that asks for two companies keeps them apart: the contractor leads, each trade has its own standing."""

from __future__ import annotations

import pytest

from transom.records import actions, queries
from transom.records.models import Party, Record
from transom.records.tests import given
from transom.records.tests.given import AT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SAY = {"at": AT}


def kitchen(by, carpenter, plumber):
    one = given.draft(by, "kitchen")
    actions.pick_firm(one, "contractor", carpenter, by=by, **SAY)
    return actions.pick_firm(one, "plumber", plumber, by=by, **SAY)


def test_the_second_company_does_not_push_out_the_first():
    pat, carpenter, plumber = given.person(), given.firm("Oak & Sons"), given.firm("Pipes Inc.")
    given.license_of(carpenter)
    draft = kitchen(pat, carpenter, plumber)
    facts = queries.base_facts(draft, queries.rulebook_of(draft, AT), TODAY)
    assert draft.firm == carpenter
    assert (facts["contractor"]["name"], facts["contractor"]["active"]) == ("Oak & Sons", True)
    assert (facts["plumber"]["name"], facts["plumber"]["active"]) == ("Pipes Inc.", False)


def test_each_company_is_a_party_in_its_own_role():
    pat, carpenter, plumber = given.person(), given.firm("Oak & Sons"), given.firm("Pipes Inc.")
    draft = kitchen(pat, carpenter, plumber)
    record = actions.number_and_pin(draft, queries.rulebook_of(draft, AT), by=pat, at=AT)
    roles = dict(Party.objects.filter(record=record, firm__isnull=False).values_list("role", "name"))
    assert roles == {"contractor": "Oak & Sons", "plumber": "Pipes Inc."}


def test_changing_the_plumber_leaves_the_contractor_alone():
    pat, carpenter, plumber = given.person(), given.firm("Oak & Sons"), given.firm("Pipes Inc.")
    draft = kitchen(pat, carpenter, plumber)
    record = actions.number_and_pin(draft, queries.rulebook_of(draft, AT), by=pat, at=AT)
    other = given.firm("Better Pipes")
    actions.change_party(record, "plumber", other, why="Left the job", by=given.staff(), at=AT)
    record = Record.objects.get(pk=record.pk)
    assert record.firm == carpenter
    assert record.answers["contractor"]["name"] == "Oak & Sons"
    assert record.answers["plumber"]["name"] == "Better Pipes"


def test_taking_the_plumber_back_leaves_the_question_open():
    pat, carpenter, plumber = given.person(), given.firm("Oak & Sons"), given.firm("Pipes Inc.")
    draft = kitchen(pat, carpenter, plumber)
    draft = actions.pick_firm(draft, "plumber", None, by=pat, at=AT)
    facts = queries.base_facts(draft, queries.rulebook_of(draft, AT), TODAY)
    assert "plumber" not in facts
    assert draft.firm == carpenter
