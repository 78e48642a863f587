"""The front page says what can be done, and asks the database nothing for a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from transom.ui.tests.markup import problems
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
OFFERED = ["Apply for a permit", "Pay fees", "Schedule an inspection", "Follow a permit", "Set up an account"]


def test_a_stranger_reads_what_can_be_done() -> None:
    html = Client().get("/").content.decode()
    assert [words for words in OFFERED if words in html] == OFFERED
    assert problems(html) == []


def test_it_costs_a_stranger_no_query(django_assert_num_queries: Any) -> None:
    Client().get("/")
    with django_assert_num_queries(0):
        assert Client().get("/").status_code == 200


def test_somebody_signed_in_is_led_to_the_dashboard_instead() -> None:
    client = Client()
    client.force_login(given.person("maria"))
    html = client.get("/").content.decode()
    assert "Go to my dashboard" in html
    assert "Set up an account" not in html


def test_the_answers_name_what_can_be_applied_for_and_whom_to_call() -> None:
    html = Client().get("/help/").content.decode()
    assert "Fence Residential" in html
    assert 'href="tel:+16302563130"' in html
    assert "spam or junk" in html
    assert problems(html) == []


@pytest.mark.parametrize("address", ["/", "/help/"])
def test_no_cookie_is_set_for_looking(address: str) -> None:
    assert not Client().get(address).cookies


@pytest.mark.parametrize("address", ["/", "/help/"])
def test_nothing_can_be_posted_to_it(address: str) -> None:
    assert Client().post(address).status_code == 405
