"""A folder comes back out of the database as it went in."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from transom.kernel.actors import SYSTEM
from transom.rulebook import queries
from transom.rulebook.actions import load_agency
from transom.rulebook.bundles import read_folder
from transom.rulebook.exporting import write_folder
from transom.rulebook.problems import RulebookError
from transom.rulebook.tests import elm
from transom.rulebook.tests.elm import KEY, NOON


@pytest.fixture
def city(tmp_path, settings):
    settings.AGENCY = KEY
    queries.forget()
    yield elm.folder(tmp_path / "city")
    queries.forget()


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_what_was_imported_is_exported_byte_for_byte_also_what_no_type_uses(city, tmp_path):
    load_agency(city, by=SYSTEM, at=NOON)
    write_folder(queries.book_files(date(2026, 3, 2)), tmp_path / "out")
    assert tree(tmp_path / "out") == tree(city)
    assert load_agency(tmp_path / "out", by=SYSTEM, at=NOON + timedelta(days=1)).changed == ()


@pytest.mark.django_db
def test_a_day_of_the_past_gives_the_folder_of_that_day(city, tmp_path):
    before = tree(city)
    load_agency(city, by=SYSTEM, at=NOON)
    elm.raise_the_fee(city)
    load_agency(city, by=SYSTEM, at=NOON + timedelta(days=30))
    write_folder(queries.book_files(date(2026, 3, 31)), tmp_path / "march")
    write_folder(queries.book_files(date(2026, 4, 1)), tmp_path / "april")
    assert tree(tmp_path / "march") == before
    assert tree(tmp_path / "april") == tree(city)
    with pytest.raises(queries.NoSuchRules, match="on 2019-01-01"):
        queries.book_files(date(2019, 1, 1))


@pytest.mark.django_db
def test_line_ends_of_another_editor_are_made_plain_and_mean_the_same(city, tmp_path):
    load_agency(city, by=SYSTEM, at=NOON)
    for path in city.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_agency(city, by=SYSTEM, at=NOON).changed == ()
    write_folder(queries.book_files(date(2026, 3, 2)), tmp_path / "out")
    assert tree(tmp_path / "out") == tree(elm.ELM)


@pytest.mark.django_db
def test_a_text_that_no_database_can_hold_is_refused_with_its_place(city):
    (city / "notices" / "en" / "closed.md").write_bytes(b"Subject: x\n\nab\x00c")
    with pytest.raises(RulebookError, match=r"notices/en/closed.md:3:3: a character that no text may hold"):
        load_agency(city, by=SYSTEM, at=NOON)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=200).filter(
    lambda text: not text.startswith("\ufeff")
)
names = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=12)


@given(st.dictionaries(st.tuples(names, names, st.sampled_from([".toml", ".md", ".typ"])), texts, max_size=6))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_writing_and_reading_a_folder_is_the_same_text(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("out") / "deep"
    wanted = {f"{folder_}/{name}{end}": text for (folder_, name, end), text in files.items()}
    write_folder(wanted, folder)
    assert (read_folder(folder) if wanted else {}) == wanted


def test_a_folder_that_holds_something_is_not_written_over(tmp_path):
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(RulebookError, match="this is there already"):
        write_folder({"agency.toml": ""}, tmp_path)


@pytest.mark.parametrize("path", ["../agency.toml", "/etc/agency.toml", "a/../../b.md", "run.sh"])
def test_nothing_is_written_outside_the_folder(tmp_path, path):
    with pytest.raises(RulebookError, match="no path of a rule file"):
        write_folder({path: "x"}, tmp_path / "out")
    assert not (tmp_path / "out").exists()
