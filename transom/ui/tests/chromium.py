"""Chromium for tests that look at pages. Where there is none they skip with one loud line, or fail where it must be."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def program() -> str:
    """Where Chromium is; a test that asks without one is skipped, or fails under TRANSOM_REQUIRE_BROWSER=1."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    if os.environ.get("TRANSOM_REQUIRE_BROWSER") == "1":
        pytest.fail("Chromium is required here and was not found; install it or name it in CHROMIUM.")
    pytest.skip(
        "NO BROWSER TESTS: Chromium was not found; install it (apt-get install chromium) or name it in CHROMIUM."
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for a session of tests."""
    path = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, a line each. The page must run JavaScript."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


def is_wider_than_its_window(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
