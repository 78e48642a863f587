"""A mapping is checked before a row is read."""

import pytest

from transom.importers import commands, mapping
from transom.importers.tests.given import SMALL_MAP, small


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('key = "{No}"', "", "'columns.key' is missing."),
        ("number =", "nmber =", "'columns.nmber' is not a word of a mapping; did you mean 'number'?"),
        ("import-map/1", "import-map/9", "'schema' is 'import-map/9'"),
        ('source = "small-town"', 'source = "Small Town"', "'source' is 'Small Town'"),
        ("America/Chicago", "Chicago", "'time_zone' is 'Chicago': 'Chicago' is not a time zone"),
        ("[columns]", "[columns", "is not TOML"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(tmp_path, old, new, says):
    path = tmp_path / "map.toml"
    path.write_text(SMALL_MAP.replace(old, new, 1))
    with pytest.raises(mapping.BadMap) as error:
        mapping.read(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)


def test_a_column_that_the_file_does_not_have_is_named_with_the_nearest_one(tmp_path, capsys):
    file, mapped = small(tmp_path, "No,Type,Work,Where,Pin,Cost,Aplied,State,Who\n")
    assert commands.import_permits(file, mapped) == 2
    assert capsys.readouterr().out == "small.csv has no column 'Applied'; did you mean 'Aplied'?\n"


def test_a_column_that_is_there_twice_is_not_guessed(tmp_path, capsys):
    file, mapped = small(tmp_path, "No,No,Type,Work,Where,Pin,Cost,Applied,State,Who\n")
    assert commands.import_permits(file, mapped) == 2
    assert "has 2 columns called 'No'" in capsys.readouterr().out


def test_a_mapping_that_is_not_there_is_said(tmp_path, capsys):
    file, _ = small(tmp_path)
    assert commands.import_permits(file, tmp_path / "none.toml") == 2
    assert "cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(commands.MAPS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_mappings_we_ship_are_sound(path):
    assert mapping.read(path).names()
