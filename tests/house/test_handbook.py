"""What the handbook and the operations guide promise to name, they name."""

import re
from pathlib import Path

from django.conf import settings

from scripts import events_page
from tests.house.tree import HOUSE, ROOT
from transom.wiring.commands import WORDS
from transom.wiring.reactions import REACTIONS

READING = re.compile(r"""(?:env|environ)\.(?:text|required|choice|flag|whole|words|url|get)\(\s*"([A-Z_]+)\"""")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def test_the_page_of_events_says_what_the_rooms_declare():
    assert events_page.PAGE.read_text() == events_page.page(), "run scripts/events_page.py"


def test_every_reaction_is_to_an_event_that_is_told():
    told = "\n".join(path.read_text() for path in HOUSE.rglob("*.py") if "tests" not in path.parts)
    silent = [verb for verb in REACTIONS if told.count(f'"{verb}"') < 3 and f'"{verb.split(".")[0]}.' not in told]
    assert not silent, "\n".join(silent)


def test_every_setting_is_in_the_operations_guide():
    names = {
        name
        for path in (HOUSE / "wiring").rglob("*.py")
        if "tests" not in path.parts
        for name in READING.findall(path.read_text())
    }
    assert {"SECRET_KEY", "DATABASE_URL", "TRANSOM_MODE"} <= names
    missing = sorted(name for name in names if f"`{name}" not in OPERATIONS)
    assert not missing, "\n".join(missing)


def test_every_command_is_in_the_operations_guide():
    missing = sorted(word for word in WORDS if f"`transom {word}" not in OPERATIONS)
    assert not missing, "\n".join(missing)


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *HOUSE.rglob("README.md")]
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
        if not target.startswith(("http", "mailto:")) and not leads(page, target)
    ]
    assert not broken, "\n".join(broken)


def leads(page: Path, target: str) -> bool:
    return (page.parent / target).exists()


def test_the_agency_of_the_settings_is_there():
    assert (settings.AGENCIES_ROOT / settings.AGENCY / "agency.toml").exists()
