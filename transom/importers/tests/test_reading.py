"""Files of several shapes give the same numbered rows."""

import json

import pytest

from transom.importers.reading import BadFile, open_rows


def read(path, encoding="utf-8"):
    return [(row.number, row.values, row.wrong) for row in open_rows(path, encoding).rows]


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_and_padded_headers_trimmed(tmp_path):
    path = write(tmp_path, "a.csv", '\ufeffNo,   Type\n1,x\n\n2,"two\nlines"\n3,z\n')
    assert read(path) == [
        (2, {"No": "1", "Type": "x"}, ""),
        (4, {"No": "2", "Type": "two\nlines"}, ""),
        (5, {"No": "3", "Type": "z"}, ""),
    ]


def test_a_row_with_too_few_or_too_many_values_is_not_guessed(tmp_path):
    path = write(tmp_path, "a.csv", "a,b\n1\n1,2,3\n")
    assert [wrong for _, _, wrong in read(path)] == [
        "The row has 1 values where the header has 2.",
        "The row has 3 values where the header has 2.",
    ]


def test_a_line_in_windows_letters_is_read_as_such_and_the_others_as_they_are(tmp_path):
    path = write(tmp_path, "a.csv", "a\nJosé\n".encode() + "Ñandú’s\n".encode("cp1252"))
    assert [values["a"] for _, values, _ in read(path)] == ["José", "Ñandú’s"]


def test_geojson_features_esri_features_and_lines_of_json_are_rows_too(tmp_path):
    held = {"No": 1, "When": 1681189200000, "Cost": 12.5, "Blank": None, "Yes": True}
    said = {"No": "1", "When": "1681189200000", "Cost": "12.5", "Blank": "", "Yes": "true"}
    point = {"type": "Point", "coordinates": [-88.3, 41.7]}
    there = {"geometry.longitude": "-88.3", "geometry.latitude": "41.7"}
    feature = {"type": "Feature", "properties": held, "geometry": point}
    esri = {"attributes": held, "geometry": {"x": -88.3, "y": 41.7}}
    geojson = write(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert read(geojson) == [(1, said | there, "")]
    assert read(write(tmp_path, "a.json", json.dumps({"features": [esri]}))) == [(1, said | there, "")]
    assert read(write(tmp_path, "b.json", json.dumps([held]))) == [(1, said, "")]
    lines = write(tmp_path, "a.jsonl", json.dumps(held) + "\n\n{oops\n[1]\n")
    assert [(number, wrong) for number, _, wrong in read(lines)] == [
        (1, ""),
        (3, "The line is not JSON: Expecting property name enclosed in double quotes at column 2."),
        (4, "This is not an object with named values."),
    ]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "", "is empty"),
        ("a.xlsx", "PK", "the ending must be"),
        ("a.geojson", "{", "a.geojson:1:2: is not JSON"),
        ("a.json", '{"a": 1}', "holds no list"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(tmp_path, name, text, says):
    with pytest.raises(BadFile, match=says):
        read(write(tmp_path, name, text))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadFile, match="cannot be read"):
        open_rows(tmp_path / "none.csv", "utf-8")


def test_a_quotation_mark_left_open_costs_the_rows_it_swallows_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr("transom.importers.reading.LONGEST_VALUE", 200)
    path = write(tmp_path, "a.csv", 'a,b\n1,x\n2,"open' + "y" * 250 + "\n3,z\n")
    rows = read(path)
    assert rows[0] == (2, {"a": "1", "b": "x"}, "")
    assert "is a quotation mark left open?" in rows[1][2]
