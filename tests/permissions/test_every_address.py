"""Every address of the house, asked by everybody: who gets in stands in permissions.csv and nowhere else.

An address without a row fails. After adding one, run with `TRANSOM_WRITE_PERMISSIONS=1`, read the new rows as an
attacker would, and commit them. What a cell says:

    yes      the page, a form sent back, or the way on from it
    sign in  the way to the sign-in page
    -        not found: none and not yours are the same
    no       staff whose role does not include it
    stale    a link that no longer works
    bad      a message whose signature is missing
    never    this way of asking is not known here (a form's address opened as a page)
"""

from __future__ import annotations

import copy
import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions import given
from transom.kernel import clock
from transom.workflow.tests import given as cases

TABLE = Path(__file__).with_name("permissions.csv")
WAYS = ("GET", "POST")
SAID = {
    200: "yes",
    302: "yes",
    303: "yes",
    422: "yes",
    403: "no",
    404: "-",
    405: "never",
    400: "bad",
    409: "yes",
    410: "stale",
}


@pytest.fixture
def world(db: None) -> Iterator[given.World]:
    with clock.frozen(cases.noon(cases.MONDAY)):
        cases.city()
        yield given.world()


def test_everybody_gets_in_where_the_table_says_and_nowhere_else(world: given.World) -> None:
    found = [[name, way, *row(world, name, way)] for name in sorted(addresses(get_resolver())) for way in WAYS]
    if os.environ.get("TRANSOM_WRITE_PERMISSIONS") == "1":
        with TABLE.open("w", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([["address", "way", *given.ACTORS], *found])
    with TABLE.open(newline="") as kept:
        header, *rows = list(csv.reader(kept))
    assert header == ["address", "way", *given.ACTORS]
    assert found == rows


def test_what_another_applicant_may_not_open_a_follower_and_another_firm_may_not_either() -> None:
    with TABLE.open(newline="") as kept:
        rows = list(csv.DictReader(kept))
    private = [row for row in rows if row["applicant"] == "yes" and row["other"] == "-"]
    assert len(private) > 25
    assert [row["address"] for row in private if row["other firm"] != "-"] == []
    followed = {row["address"] for row in private if row["follower"] != "-"}
    assert followed <= {"portal:records:unlink"}, "a follower sees public facts, pays, and can stop following"


def test_the_office_is_closed_to_everybody_outside_it() -> None:
    with TABLE.open(newline="") as kept:
        rows = [row for row in csv.DictReader(kept) if row["address"].startswith("office:")]
    outside = ("applicant", "follower", "other", "firm", "other firm")
    door = {"office:account:sign_in", "office:account:sign_out"}
    assert [
        row["address"] for row in rows if row["address"] not in door and any(row[one] == "yes" for one in outside)
    ] == []


def row(world: given.World, name: str, way: str) -> list[str]:
    """What everybody is answered; a way that is not known here is not known to anybody, so one asks for all."""
    first = ask(world, name, way, given.ACTORS[0])
    if first == "never":
        return [first] * len(given.ACTORS)
    return [first, *(ask(world, name, way, actor) for actor in given.ACTORS[1:])]


def ask(world: given.World, name: str, way: str, actor: str) -> str:
    """What this actor is answered; whatever the asking changed is undone."""
    wanted = patterns()[name]
    arguments = {key: value for key, value in (world.named["*"] | world.named.get(name, {})).items() if key in wanted}
    address = reverse(name, kwargs=arguments)
    browser = copy.deepcopy(world.browsers[actor])  # so that nobody stays signed out after /sign-out/
    with transaction.atomic():
        answer = browser.generic(way, address)
        transaction.set_rollback(True)
    return said(answer, f"{way} {address} as {actor}")


def said(answer: HttpResponseBase, asked: str) -> str:
    if answer.status_code in (302, 303) and "sign-in/?next=" in answer["Location"]:
        return "sign in"
    assert answer.status_code in SAID, f"{asked} answered {answer.status_code}"
    return SAID[answer.status_code]


Brackets = dict[str, frozenset[str]]


def addresses(resolver: URLResolver, inside: str = "") -> Iterator[str]:
    """The names of every address, with their namespaces."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, inside + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"the address {entry.pattern} has no name"
            yield inside + entry.name


def patterns(
    resolver: URLResolver | None = None, inside: str = "", names: frozenset[str] = frozenset()
) -> dict[str, frozenset[str]]:
    """For every address what stands in its brackets."""
    found: Brackets = {}
    for entry in (resolver or get_resolver()).url_patterns:
        brackets = names | frozenset(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            found |= patterns(entry, inside + (f"{entry.namespace}:" if entry.namespace else ""), brackets)
        else:
            found[f"{inside}{entry.name}"] = brackets
    return found
