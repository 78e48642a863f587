"""Thirty-two schedules that governments published, written as rulebooks: their printed cases come out to the cent."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.bundles import read_folder
from transom.rulebook.commands import test as print_tests
from transom.rulebook.examples import run_examples
from transom.rulebook.fees import FeeBook
from transom.rulebook.schema.checks import Example
from transom.rulebook.schema.fees import FeeBase
from transom.rulebook.tests.given import sentences
from transom.rulebook.values import plain

PROOF = Path(__file__).parents[3] / "agencies" / "_proof"
SAMPLES = Path(os.environ.get("TRANSOM_SAMPLE_DATA", Path(__file__).resolve().parents[4] / "shared")) / "fees"
FOLDERS = sorted(path.name for path in PROOF.iterdir() if path.is_dir())
CASES = 268

ASKS = ("ask", "with")
"""What a case asks for; the example answers it by what it expects."""
SETTINGS = frozenset(
    {
        "plan_review_pct", "state_fee_pct", "modifier", "cf", "rf", "row_minimum", "multiplier", "minimum",
        "bvd_per_sqft", "cost_per_sf", "per_1000",
    }
)  # fmt: skip
"""Rates that a case repeats from its schedule: they must stand in the schedule itself."""

WORDS: dict[tuple[str, Any], dict[str, Any]] = {
    ("city", "Provo UT"): {"city": "provo-ut"},
    ("scope", "new 2-flat R-5 type V, 4000 sf, RF .75"): {"occupancy": "R-5", "construction": "V", "area": 4000},
    ("scope", "same, 10000 sf"): {"occupancy": "R-5", "construction": "V", "area": 10000},
    ("scope", "new multi-storey office B type II, 50000 sf, RF 1"): {
        "occupancy": "B", "construction": "II", "scope": "new-multi-story-commercial",
    },
    ("scope", "single-storey retail M type II 6000 sf, RF .75"): {
        "occupancy": "M", "construction": "II", "scope": "new-single-story-commercial",
    },
    ("scope", "Level 2 alteration single tenant B type I 2000 sf RF .5"): {
        "occupancy": "B", "construction": "I", "scope": "level-2-single-tenant",
    },
    ("scope", "same, 3000 sf"): {"occupancy": "B", "construction": "I", "scope": "level-2-single-tenant"},
    ("scope", "new R-3 IIIA 1000 sf"): {"work": "new-construction", "use_group": "R-3", "construction": "IIIA"},
    ("scope", "remodel R-3 IIIA 1000 sf"): {"work": "remodel", "use_group": "R-3", "construction": "IIIA"},
    ("scope", "remodel R-3 IIIA 100 sf residential floor"): {"work": "remodel", "project": "residential"},
    ("scope", "remodel 100 sf commercial floor"): {"work": "remodel", "project": "multi-family-or-commercial"},
    ("scope", "tenant build-out B IIB 800 sf"): {"work": "remodel", "use_group": "B", "construction": "IIB"},
    ("scope", "new I-2 hospital IA 2000 sf"): {"work": "new-construction", "use_group": "I-2 hospitals"},
    ("extension_180_days", 1): {"on": "extend"},
    ("work", "1-2 family new/addition/alteration"): {"work": "one-or-two-family"},
    ("work", "fire suppression"): {"work": "fire-suppression"},
    ("work", "HVAC new"): {"work": "hvac-new"},
    ("work", "single-family area"): {"work": "by-area", "built": "single-family"},
    ("work", "multi-family area"): {"work": "by-area", "built": "multi-family"},
    ("type", "SFD"): {"building": "single-family"},
    ("type", "commercial new"): {"building": "commercial"},
    ("fee", "SB1473"): {},
    ("review", "field inspection (40%)"): {"review": "field-inspection"},
    ("electrical", "200 A service"): {"electrical_item": "service", "amps": 200},
    ("electrical", "one 20 A circuit, OTC"): {"electrical_item": "circuit", "amps": 20, "over_the_counter": True},
    ("electrical", "6 circuits, no service"): {"electrical_work": "circuits-only", "circuits": 6},
    ("electrical", "residential package 1700 sf"): {"electrical_work": "residential-package", "package_sf": 1700},
    ("electrical", "3ph 208/240 V 400 A"): {"service": "208 V three-phase", "amps": 400},
    ("electrical", "1ph 240 V 400 A"): {"service": "240 V single-phase", "amps": 400},
    ("plumbing", "new dwelling 2 baths"): {"plumbing_work": "new-dwelling", "baths": 2},
    ("plumbing", "4 fixtures"): {"plumbing_work": "fixtures", "plumbing_fixtures": 4},
    ("category", "new construction"): {"category": "new-construction"},
    ("technology_fee", True): {},
    ("plan_review", True): {"plan_review": "residential"},
    ("sign", "non-illuminated wall"): {"sign": "non-illuminated"},
    ("annual", "static billboard"): {"annual": "static-billboard"},
    ("annual", "digital billboard"): {"annual": "digital-billboard"},
    ("late", "2 months 3 days"): {"due": date(2026, 5, 1), "today": date(2026, 7, 4)},
    ("late", "1 day"): {"due": date(2026, 5, 1), "today": date(2026, 5, 2)},
    ("late", "6 months"): {"due": date(2026, 5, 1), "today": date(2026, 11, 1)},
    ("late", "8 months"): {"due": date(2026, 5, 1), "today": date(2027, 1, 1)},
    ("rule", "Brooklyn Park"): {"rule": "brooklyn-park-mn"},
    ("rule", "Matteson late fee"): {"rule": "matteson-il"},
    ("rule", "George WA refund"): {"rule": "george-wa", "on": "refund"},
    ("rule", "Wabasha refund"): {"rule": "wabasha-mn", "on": "refund"},
    ("rule", "Palos Verdes refund"): {"rule": "palos-verdes-estates-ca", "on": "refund"},
    ("rule", "Maricopa renewal"): {"rule": "maricopa-az"},
    ("rule", "Hamden work without permit"): {"rule": "hamden-ct", "work_without_permit": True},
    ("rule", "OSFM renewal of expired certificate + late fee"): {"certificate": "renewal-of-expired", "on": "late"},
    ("rule", "Aurora contractor registration, StAR"): {"rule": "aurora-il", "star": True},
    ("rule", "Aurora PW contractor, 3 classes"): {"rule": "aurora-il-public-works", "classes": 3},
}  # fmt: skip
"""What a case says in words, as the answers of our schedule."""


@cache
def book_of(folder: str) -> Book:
    return compile_book(read_folder(PROOF / folder))


def examples_of(folder: str) -> Iterator[tuple[Example, FeeBook]]:
    for schedule in book_of(folder).schedules.values():
        for example in schedule.file.example:
            yield example, schedule.fees


def fees_of(folder: str) -> Iterator[tuple[str, FeeBase]]:
    for schedule in book_of(folder).schedules.values():
        yield from schedule.file.fee.items()


@cache
def examples_by_case() -> dict[str, Example]:
    """The examples that stand for a case, by the id before the colon of their name."""
    named = [(example.name.partition(":"), example) for folder in FOLDERS for example, _ in examples_of(folder)]
    return {id_: example for (id_, colon, _), example in named if colon and " " not in id_}


def cases() -> list[dict[str, Any]]:
    path = SAMPLES / "cases.json"
    if not path.is_file():
        pytest.skip(f"no sample data at {path}; set TRANSOM_SAMPLE_DATA to the folder that holds fees/cases.json")
    return json.loads(path.read_text())


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_wrong_with_a_published_schedule_and_every_case_comes_out(folder):
    book = book_of(folder)
    outcome = run_examples(book)
    assert sentences(book) == []
    assert [str(problem) for problem in outcome.problems] == []
    assert outcome.count


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_total_counts_only_when_no_fee_is_left_unknown(folder):
    for example, fees in examples_of(folder):
        if "total" in example.expect and not example.paid:
            waiting = fees.assess(example.on, plain(example.given)).unknown
            assert not waiting, f"{example.name}: {[(fee.fee, fee.needs) for fee in waiting]}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_published_fee_needs_a_formula_of_its_own(folder):
    assert [id_ for id_, fee in fees_of(folder) if getattr(fee, "kind", "") == "calc"] == []


def test_one_command_prints_how_many_cases_pass(capsys):
    assert print_tests(PROOF) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"{PROOF}: {len(FOLDERS)} rulebooks, ")
    assert last.endswith(" examples passed")


def test_each_of_the_cases_stands_once():
    ids = [id_ for folder in FOLDERS for example, _ in examples_of(folder) if " " not in (id_ := case_id(example))]
    assert len(ids) == len(set(ids)) == CASES


def case_id(example: Example) -> str:
    return example.name.partition(":")[0]


def test_no_case_is_missing_and_none_is_added():
    assert {case["id"] for case in cases()} == set(examples_by_case())


def test_an_example_expects_what_its_case_says():
    wrong = [case["id"] for case in cases() if not says(examples_by_case()[case["id"]], case["expected"])]
    assert wrong == []


def says(example: Example, expected: str) -> bool:
    """The amount is expected as one line, as the total, or as a few lines together; ERROR is a refusal."""
    if expected == "ERROR":
        return example.refused is not None
    amounts = [amount for fee, amount in example.expect.items() if fee != "total"]
    if "total" in example.expect and example.expect["total"] == Decimal(expected):
        return True
    return any(
        sum(chosen) == Decimal(expected)
        for count in range(1, len(amounts) + 1)
        for chosen in combinations(amounts, count)
    )


def test_an_example_is_given_what_its_case_is_given():
    missing = [
        f"{case['id']}: {name} = {value}"
        for case in cases()
        for name, value in flat(case["inputs"])
        if name not in ASKS and not given(examples_by_case()[case["id"]], case["city_key"], name, value)
    ]
    assert missing == []


def flat(inputs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in inputs.items():
        if isinstance(value, Mapping):
            yield from flat(value)
        else:
            yield name, value


def given(example: Example, city: str, name: str, value: Any) -> bool:
    """Whether an answer of the case is an answer of the example, in its own words."""
    facts = WORDS.get((name, value))
    if facts is not None and all(answer(example, fact) == want for fact, want in facts.items()):
        return True
    number = number_in(value)
    if number is None:
        return str(value) in {str(each) for each in example.given.values()} or example.given.get(name) is value
    return number in (printed(city) if name in SETTINGS else set(numbers(example)))


def answer(example: Example, fact: str) -> Any:
    return example.on if fact == "on" else example.given.get(fact)


def number_in(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def numbers(example: Example) -> Iterator[Decimal]:
    """Every number of an example: given, paid, expected, entries of a list, and the days between two dates."""
    yield from within([dict(example.given), dict(example.paid), dict(example.expect)])
    yield from (Decimal(len(each)) for each in example.given.values() if isinstance(each, list))
    days = [each for each in example.given.values() if isinstance(each, date)]
    yield from (Decimal(abs((one - other).days)) for one, other in combinations(days, 2))


def within(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from within(each)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield Decimal(value)


@cache
def printed(city: str) -> frozenset[Decimal]:
    """The numbers that stand in a schedule's fees and tables; a percentage also as its share; 0 for no minimum."""
    found: set[Decimal] = set()
    for schedule in book_of(city).schedules.values():
        found.update(within(schedule.source.data["fee"]), within(schedule.source.data.get("table", {})))
    return frozenset(found | {number / 100 for number in found} | {Decimal(0)})
