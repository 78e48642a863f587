"""What an applicant does in a browser, for the tests of these pages."""

from __future__ import annotations

from transom.records.models import Record


def sent(browser, url, then="next", **typed):
    """Send a page's form; the names typed are the questions that stood on it, dots written as two underlines."""
    data = {name.replace("__", "."): value for name, value in typed.items()}
    shown = {name.split(".")[0] for name in data}
    return browser.post(url, data | {"shown": sorted(shown), "then": then})


def start(browser) -> Record:
    browser.post("/apply/new/fence/")
    return Record.objects.get(number=None)


def given_entry(browser, one, **said):
    entry = {"yard": "rear", "length": "160", "height": "6"} | said
    return browser.post(f"/apply/{one.pk}/entry/sections/", entry | {"then": "save"})
