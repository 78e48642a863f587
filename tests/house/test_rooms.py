"""Every room says what it is for, and stands where the import contract puts it."""

import configparser
import re

import pytest
from django.conf import settings

from tests.house.tree import HOUSE, ROOMS, ROOT, named, sources

NEEDS_KERNEL = re.compile(r"gin_trgm_ops|kernel_plain|append_only|readable_by_public|ExclusionConstraint|unaccent")


def test_every_folder_is_a_room_that_settings_know():
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert folders == {*settings.ROOMS, "wiring"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_has_a_readme_of_half_a_page(room):
    lines = (room / "README.md").read_text().splitlines()
    assert lines[0].startswith("# "), "it begins with its name"
    assert 4 <= len(lines) <= 100, f"{len(lines)} lines: half a page, no stub and no book"


def test_every_room_has_its_floor():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    floors = contract["importlinter:contract:floors"]["layers"]
    assert sorted(re.findall(r"\w+", floors)) == sorted([*settings.ROOMS, "wiring"])


def test_migrations_that_use_what_the_kernel_makes_come_after_it():
    careless = [
        named(path)
        for path in sources(migrations=True)
        if "migrations" in path.parts
        and "kernel" not in path.parts
        and NEEDS_KERNEL.search(path.read_text())
        and '"kernel", "0001_initial"' not in path.read_text()
    ]
    assert not careless, "\n".join(careless)
