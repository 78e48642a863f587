"""Each broken file gives its sentences, at their line and column."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from transom.rulebook.commands import check
from transom.rulebook.tests.given import FILES

BROKEN = sorted((FILES / "broken").glob("*.toml"))
SAMPLES = Path(os.environ.get("TRANSOM_SAMPLE_DATA", Path(__file__).parents[4] / "shared"))

SHARED = {
    "bad1.toml": [
        'bad1.toml:47:1: fee.permit: rows must rise in "over" with no repeats',
        'bad1.toml:68:1: fee.plan_review.kind: "percnt" is not a kind of fee; did you mean "percent"?',
        'bad1.toml:87:1: fee.state_code_fee.inclded: "inclded" is not a setting here; did you mean "included"?',
        "bad1.toml:88:1: fee.state_code_fee.rate: write a number without quotes, e.g. 12.50 (found '2.00')",
    ],
    "bad2.toml": [
        'bad2.toml:45:15: fee.valuation.amount: unknown name "contract_prise"; did you mean "contract_price"?',
        'bad2.toml:84:19: fee.state_code_fee.when: "residental" is not an option of "sector"; '
        'did you mean "residential"?',
        'bad2.toml:115:9: fee.penalty.when: "work_started" is a yes/no answer and has no order; > cannot be used',
        'bad2.toml:116:16: fee.penalty.of.fees[0]: unknown fee "permitt"; did you mean "permit"?',
        'bad2.toml:198:11: example[4].given.tripz: unknown name "tripz"; did you mean "trips"?',
    ],
    "bad3.toml": [
        'bad3.toml:175:75: "Warehouse shop, type VB, 2,000 sq ft": state_code_fee_commercial should be 25.00, '
        "the schedule gives 20.00",
        'bad3.toml:181:12: "Just over a tier edge: $2,001": permit should be 83.52, the schedule gives 83.25',
        "      because Valuation $2,001.00 is over $2,000.00: $69.25 + 1 × $14.00 per $1,000.00 or fraction = $83.25",
    ],
    "bad4.toml": ['bad4.toml:3:7: this is not TOML: expected "]" at the end of a table declaration'],
    "bad5.toml": [
        "bad5.toml:67:1: fee.plan_review: these fees depend on each other in a circle: "
        "plan_review → technology → plan_review"
    ],
}


def _shared(folder: str, name: str) -> Path:
    path = SAMPLES / "rulebook" / folder / name
    if not path.exists():
        pytest.skip(f"no sample data at {path}; set TRANSOM_SAMPLE_DATA")
    return path


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_says_exactly_what_it_expects_of_itself(path, capsys):
    expected = [f"{path.name}:{line[10:]}" for line in path.read_text().split("\n") if line.startswith("# expects ")]
    because = [f"      {line[2:]}" for line in path.read_text().split("\n") if line.startswith("# because ")]
    assert check(path) == 1
    printed = capsys.readouterr().out.rstrip("\n").split("\n")
    assert printed == [*expected, *because]


@pytest.mark.parametrize("name", SHARED)
def test_the_shared_broken_files_give_their_sentences(name, capsys):
    assert check(_shared("broken", name)) == 1
    printed = capsys.readouterr().out.split("\n")
    assert [sentence for sentence in SHARED[name] if sentence not in printed] == []


@pytest.mark.parametrize("name", ["building.toml", "trades.toml", "licences.toml"])
def test_the_shared_schedules_of_real_cities_are_sound(name):
    assert check(_shared("sample-fees", name)) == 0
