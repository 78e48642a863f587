"""The style sheets, icons and vendored files hold what every template of the house asks for."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from transom.ui.pieces import SHAPES
from transom.ui.tests.given import GALLERY, gallery_page

HOUSE = Path(__file__).resolve().parents[2]
STATIC = HOUSE / "ui/static/ui"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(
    [*HOUSE.glob("*/jinja2/**/*.html"), *HOUSE.glob("*/templates/**/*.html"), *HOUSE.glob("ui/tests/gallery/*.html")]
)
# Letters are read in mail programs, which get their look inline.
PAGES = [path for path in TEMPLATES if path.relative_to(HOUSE).parts[0] != "notices"]
SHEETS = (VENDOR / "uswds.css", STATIC / "transom.css")
FIRST_VIEW_LIMIT = 200_000


def said_classes(template: str) -> set[str]:
    """The classes a template names in full; parts made from a value are the macro's own business."""
    found: set[str] = set()
    for said in re.findall(r'(?:class|extra)="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', template):
        quoted = " ".join(re.findall(r"'([^']*)'", said))
        plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", said)
        found |= {word for word in f"{plain} {quoted}".split() if "\0" not in word and not word.endswith(("-", "_"))}
    return {word for word in found if re.fullmatch(r"[\w:-]+", word)}


def known_classes() -> set[str]:
    sheets = "\n".join(sheet.read_text() for sheet in SHEETS)
    return {name.replace("\\", "") for name in re.findall(r"\.((?:[\w-]|\\:)+)", sheets)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_class_a_template_uses_is_in_a_sheet(path):
    missing = {name for name in said_classes(path.read_text()) - known_classes() if name.startswith(("usa-", "t-"))}
    assert not missing, f"{sorted(missing)}: add it to transom.css, or use it and run scripts/vendor_uswds.py."


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_template_has_what_the_content_policy_refuses(path):
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not re.search(r"(src|href)=\"https?://", text), "nothing is fetched from another host"


def test_every_icon_a_template_names_is_in_the_sprite():
    names = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    asked = {
        name for path in PAGES for name in re.findall(r"""(?:icon|picture)(?:=|\()["'](\w+)["']""", path.read_text())
    }
    assert asked
    assert not (asked | set(SHAPES.values())) - names, "add it to ICON_NAMES in scripts/vendor_uswds.py and run that"


def test_the_vendored_files_are_the_ones_that_were_recorded():
    recorded = json.loads((VENDOR / "VENDORED.json").read_text())
    assert all(package["sha256"] for package in recorded["packages"].values())
    for name, digest in recorded["files"].items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_every_picture_and_font_a_sheet_names_is_there_and_no_map_is_promised():
    for sheet in SHEETS:
        text = sheet.read_text()
        assert "sourceMappingURL" not in text
        for address in re.findall(r"url\(\"?([^)\"]+)\"?\)", text):
            assert (sheet.parent / address).is_file(), f"{sheet.name} names {address}"
    assert "sourceMappingURL" not in (VENDOR / "htmx.min.js").read_text()


@pytest.mark.parametrize("name", GALLERY)
def test_a_first_view_is_light(name):
    page = gallery_page(name)
    files = {STATIC.parent / address for address in re.findall(r'(?:src|href)="/static/([^"#]+)', page)}
    fonts = {path for path in files if path.suffix == ".woff2"}
    weight = len(gzip.compress(page.encode())) + sum(path.stat().st_size for path in fonts)
    weight += sum(len(gzip.compress(path.read_bytes())) for path in files - fonts)
    assert weight < FIRST_VIEW_LIMIT * 0.6, f"{weight:,} bytes without the page's own pictures and scripts"
