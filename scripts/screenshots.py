"""Takes the README's pictures from a running demo: `.venv/bin/python scripts/screenshots.py [.transom/demo.json]`.

Everything on them is made up: they show the demonstration's city, never a real one.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from transom.ui.tests.chromium import launched

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WINDOW = {"width": 1280, "height": 1180}
COLORS = 96


def main() -> int:
    card: dict[str, Any] = json.loads(Path(*(sys.argv[1:] or [".transom/demo.json"])).read_text())
    IMAGES.mkdir(exist_ok=True)
    firm = next(one for one in card["accounts"] if one["kind"] == "firm" and "Has fees due" in one["about"])
    owner = next(one for one in card["accounts"] if one["kind"] == "public")
    with launched() as browser:
        page = browser.new_page(base_url=card["url"], viewport=WINDOW)
        sign_in(page, firm, "Contractor")
        keep(page, "dashboard")
        page.context.clear_cookies()
        sign_in(page, owner, "Public")
        page.goto("/apply/new/fence-residential/")
        page.get_by_role("button", name="Start application").click()
        page.get_by_role("link", name="What will you build?").click()
        page.get_by_role("radio", name="Wood").press("Space")
        page.get_by_label("Total cost of the fence").fill("3,800")
        page.get_by_role("group", name="Is there a homeowners association?").get_by_role("radio", name="No").press(
            "Space"
        )
        page.get_by_role("main").click(position={"x": 2, "y": 2})
        keep(page, "fence")
        page.get_by_role("link", name="Discard this application").click()
        page.get_by_role("button", name="Discard application").click()
    return 0


def sign_in(page: Page, account: dict[str, Any], kind: str) -> None:
    """As people do it."""
    page.goto("/account/sign-in/")
    page.get_by_role("radio", name=kind).press("Space")
    page.get_by_label("Company name" if kind == "Contractor" else "User name or e-mail").fill(account["login"])
    page.get_by_label("Password", exact=True).fill(account["password"])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/dashboard/")


def keep(page: Page, name: str) -> None:
    """A picture with few colors: small enough to live in the repository."""
    with Image.open(BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
