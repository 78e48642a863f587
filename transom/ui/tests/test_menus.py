"""The side menu shows where one is."""

from django.test import RequestFactory

from transom.ui import menus
from transom.ui.menus import Link, Section

SECTIONS = (
    Section(
        "Permits", (Link("Home", "/"), Link("Apply", "/apply/"), Link("Search", "/search/", prefixes=("/records/",)))
    ),
    Section("Account", (Link("Dashboard", "/dashboard/"), Link("Drafts", "/dashboard/drafts/"))),
)


def current(path: str) -> list[str]:
    return [link.label for section in menus.marked(SECTIONS, path) for link in section.links if link.current]


def test_the_link_of_the_page_itself_is_current():
    assert current("/apply/") == ["Apply"]


def test_a_page_below_a_link_belongs_to_it():
    assert current("/apply/17/work/") == ["Apply"]


def test_of_two_links_the_one_that_accounts_for_more_is_current():
    assert current("/dashboard/drafts/3/") == ["Drafts"]
    assert current("/dashboard/") == ["Dashboard"]


def test_home_is_current_only_at_home():
    assert current("/") == ["Home"]
    assert current("/nowhere/") == []


def test_a_link_may_stand_for_further_addresses():
    assert current("/records/F26-00001/fees/") == ["Search"]


def test_a_door_shows_the_menu_it_installed_and_another_door_none(monkeypatch):
    monkeypatch.setattr(menus, "_builders", {})
    menus.install("portal", lambda request: SECTIONS)
    request = RequestFactory().get("/search/")
    assert [section.heading for section in menus.menu("portal", request)] == ["Permits", "Account"]
    assert menus.menu("office", request) == ()
