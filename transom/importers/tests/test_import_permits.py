"""A file is loaded once, however often it is loaded."""

import csv
import json
from datetime import date

import pytest

from transom.accounts.models import User
from transom.history import queries as history
from transom.importers import commands
from transom.importers.tests.given import AT, FILES, HEADER, ROW, SAMPLES, load, small
from transom.kernel.actors import SYSTEM
from transom.land.actions import NewParcel, add_parcel
from transom.records.models import Record
from transom.search import actions as search
from transom.search import queries as finding
from transom.search.models import PublicRecord

pytestmark = pytest.mark.django_db

COUNTS = {
    "nashville": {"read": 60, "loaded": 55, "repeated": 1, "aside": 4},
    "chicago": {"read": 60, "loaded": 58, "repeated": 0, "aside": 2},
    "nyc": {"read": 60, "loaded": 58, "repeated": 0, "aside": 2},
}
REAL = {
    "nashville": ("nashville_permits_share.csv", 4000, 3998, 2),
    "chicago": ("chicago_crane_building_permits.csv", 441, 441, 0),
    "nyc": ("nyc_dobjobs.csv", 100, 100, 0),
}


@pytest.mark.parametrize("city", COUNTS)
def test_a_made_up_export_of_each_city_is_loaded_once(city, tmp_path):
    first, second = (load(FILES / f"{city}.csv", city, tmp_path) for _ in range(2))
    for report in (first, second):
        assert {
            "read": report.read, "loaded": report.loaded, "repeated": report.repeated, "aside": len(report.left),
        } == COUNTS[city]  # fmt: skip
    assert (first.new, second.new, second.changed) == (first.loaded, 0, 0)
    assert Record.objects.count() == PublicRecord.objects.count() == first.loaded


@pytest.mark.parametrize("city", REAL)
def test_a_real_export_of_each_city_is_loaded_once(city, tmp_path):
    name, read, loaded, aside = REAL[city]
    if not (SAMPLES / name).exists():
        pytest.skip(f"no sample data at {SAMPLES}; set TRANSOM_SAMPLE_DATA to the folder that holds data/{name}")
    first, second = (load(SAMPLES / name, city, tmp_path) for _ in range(2))
    assert (first.read, first.new, len(first.left)) == (second.read, second.same, len(second.left))
    assert (first.read, first.new, len(first.left)) == (read, loaded, aside)
    some = Record.objects.exclude(address="").order_by("-id")[:5]
    for record in some:
        assert record.number in [row.number for row in finding.find(record.number).rows]
        assert finding.find(record.address).count >= 1


def test_the_report_names_each_row_that_was_left_out_and_why(tmp_path):
    text = load(FILES / "nashville.csv", "nashville", tmp_path).text()
    assert "rows read          60" in text
    assert "loaded             55   55 new, 0 changed, 0 as they were" in text
    assert "row 12: The key ({Permit__}) is blank." in text
    assert "row 13: Date_Entered is 'soon', which is no date (epoch-ms)." in text
    assert "row 14: Const_Cost is '1O0', which is no amount of money." in text
    assert "row 22: Row 60 has the same key (T2022000021) and says something else; that one was loaded." in text


def test_the_oddities_of_the_exports_are_kept_or_read_right(tmp_path):
    load(FILES / "nashville.csv", "nashville", tmp_path)
    load(FILES / "chicago.csv", "chicago", tmp_path)
    load(FILES / "nyc.csv", "nyc", tmp_path)
    assert Record.objects.get(number="T2022000005").title == "Applicantâ€™s own work, 24â€ sign"
    assert Record.objects.get(number="T2022000006").title == 'Fence, 6\' high, "board on board" along the alley'
    assert Record.objects.get(number="T2022000010").address_norm == "0 unknown st"
    assert Record.objects.get(number="100600008").valuation_cents == 123456789
    assert Record.objects.get(number="100600004").status_label == "Not issued"
    assert Record.objects.get(number="100600005").address_norm.endswith("broadway")
    assert Record.objects.filter(number__startswith="440000001-").count() == 2
    assert Record.objects.get(number="440000003-01").closed
    public = finding.public_page("T2022000003")
    assert "615-555-0142" not in json.dumps(public.page)
    assert "pat.sample" not in json.dumps(public.page)


def test_rows_set_aside_can_be_mended_and_loaded_again(tmp_path):
    report = load(FILES / "chicago.csv", "chicago", tmp_path)
    text = report.aside.read_text()
    assert [row["transom_row"] for row in csv.DictReader(text.splitlines())] == ["10", "11"]
    assert "which is no date" in text
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("13/45/2016", "03/22/2016").replace("$-5.00", "$5.00"))
    assert load(mended, "chicago", tmp_path).new == 2
    assert Record.objects.count() == 60


def test_when_nothing_is_set_aside_the_file_of_the_last_run_goes(tmp_path):
    file, mapped = small(tmp_path, HEADER + "B-1,,,,,x,,,\n")
    assert load(file, mapped, tmp_path).aside.exists()
    file.write_text(HEADER + ROW)
    report = load(file, mapped, tmp_path)
    assert report.aside is None
    assert not (tmp_path / "small-aside.csv").exists()


def test_a_formula_in_a_set_aside_row_is_no_formula_to_a_spreadsheet(tmp_path):
    file, mapped = small(tmp_path, HEADER + "=cmd(),,,,,x,,,@SUM(1)\n")
    text = load(file, mapped, tmp_path).aside.read_text()
    assert "'=cmd()" in text
    assert "'@SUM(1)" in text


def test_a_changed_row_brings_its_record_up_to_date(tmp_path):
    file, mapped = small(tmp_path)
    load(file, mapped, tmp_path)
    file.write_text(HEADER + ROW.replace("open,Ada Lovelace", "done,Grace Hopper"))
    report = load(file, mapped, tmp_path)
    assert (report.new, report.changed, report.same) == (0, 1, 0)
    record = Record.objects.get(number="B-1")
    assert (record.status_label, record.closed) == ("Closed", True)
    assert [party.name for party in record.parties.all()] == ["Grace Hopper"]
    assert [row.applicant for row in finding.find("hopper").rows] == ["Grace Hopper"]
    assert finding.find("lovelace").count == 0
    assert [entry.says for entry in history.chronology(record.pk, public_only=True)] == [
        "Brought in from Small Town"
    ] * 2


def test_a_number_of_a_record_made_here_is_never_taken_over(tmp_path):
    Record.objects.create(
        number="B-1", agency="aurora-il", kind="permit", type_id="t", type_label="T", status="s", status_label="S",
        created_at=AT, updated_at=AT,
    )  # fmt: skip
    file, mapped = small(tmp_path)
    report = load(file, mapped, tmp_path)
    assert [left.why for left in report.left] == ["Number B-1 already belongs to a record made here."]
    assert Record.objects.count() == 1


def test_two_sources_do_not_take_each_others_numbers(tmp_path):
    file, mapped = small(tmp_path)
    load(file, mapped, tmp_path)
    mapped.write_text(mapped.read_text().replace("small-town", "other-town"))
    assert [left.why for left in load(file, mapped, tmp_path).left] == [
        "Number B-1 already belongs to a record from small-town."
    ]


def test_one_number_under_two_keys_is_loaded_once(tmp_path):
    file, mapped = small(tmp_path, HEADER + ROW + ROW.replace("44 East", "46 East"))
    mapped.write_text(mapped.read_text().replace('key = "{No}"', 'key = "{Where}"'))
    report = load(file, mapped, tmp_path)
    assert [left.why for left in report.left] == [
        "Number B-1 stands on row 3 too, for another key; that one was loaded."
    ]
    assert Record.objects.get().address == "46 East Downer Place"


def test_a_record_stands_on_the_parcel_of_its_number(tmp_path):
    parcel = add_parcel(NewParcel(pin="15-1", address="44 E Downer Pl"), by=SYSTEM, at=AT)
    file, mapped = small(tmp_path)
    load(file, mapped, tmp_path)
    assert Record.objects.get().parcel == parcel
    assert [row.number for row in finding.property_records("15-1")] == ["B-1"]


def test_an_imported_record_drawn_anew_looks_the_same(tmp_path):
    file, mapped = small(tmp_path)
    load(file, mapped, tmp_path)
    before = PublicRecord.objects.values().get()
    search.republish(before["id"], at=AT)
    assert PublicRecord.objects.values().get() == before


def test_geojson_and_lines_of_json_are_loaded_like_tables(tmp_path):
    held = dict(zip(HEADER.strip().split(","), ROW.strip().split(","), strict=True))
    feature = {"type": "Feature", "geometry": None, "properties": held | {"Applied": 1709359200000}}
    file, mapped = small(tmp_path, json.dumps({"features": [feature]}), name="a.geojson")
    assert load(file, mapped, tmp_path).new == 1
    lines, _ = small(tmp_path, json.dumps(held) + "\n" + json.dumps(held | {"No": ""}) + "\n", name="a.jsonl")
    report = load(lines, mapped, tmp_path)
    assert (report.same, len(report.left)) == (1, 1)
    assert json.loads(report.aside.read_text())["transom_why"] == "The key ({No}) is blank."
    assert Record.objects.get().submitted_on == date(2024, 3, 2)


def test_the_command_prints_the_report(tmp_path, capsys, settings):
    settings.HOME = tmp_path
    file, mapped = small(tmp_path)
    assert commands.import_permits(file, mapped) == 0
    assert capsys.readouterr().out.startswith("small.csv: Small Town\n")
    assert not User.objects.exists()
