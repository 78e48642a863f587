"""The handbook's fence works as printed, and everything a rule file may say is in the handbook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.bundles import read_folder
from transom.rulebook.examples import run_examples
from transom.rulebook.expressions.functions import FUNCTIONS, OVER_LISTS
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.schema import fees, lifecycle, record_type
from transom.rulebook.tests.given import AURORA
from transom.rulebook.vocabulary import EFFECTS, NOTICE_NAMES, SYSTEM_NAMES

PAGE = (Path(__file__).parents[3] / "docs" / "handbook" / "rulebook.md").read_text()
FENCE = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))


def problems(text: str) -> list[str]:
    others = {
        path: each for path, each in read_folder(AURORA).items() if not path.startswith(("permits/", "licenses/"))
    }
    others["agency.toml"] = others["agency.toml"].replace('["en", "es"]', '["en"]')
    book = compile_book(others | {"small-fence.toml": text})
    found = [*book.problems, *run_examples(book).problems, *run_scenarios(book).problems]
    return [str(each) for each in found if each.file == "small-fence.toml"]


def test_the_fence_of_the_handbook_has_no_problem_and_passes_its_tests():
    assert problems(FENCE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('when = "parcel.historic" }', 'when = "parcel.histric" }'),
        ("who == 'homeowner'\"        #", "who == 'homeownr'\"        #"),
        ("base = 45.00", "base = 50.00"),
    ],
)
def test_the_sentences_the_handbook_shows_are_those_the_checker_says(old, new):
    assert old in FENCE
    first = problems(FENCE.replace(old, new, 1))[0]
    assert first in PAGE


def kinds() -> set[str]:
    models = get_args(get_args(fees.Fee)[0])
    return {get_args(model.model_fields["kind"].annotation)[0] for model in models}


@pytest.mark.parametrize(
    "words",
    [
        kinds(),
        set(get_args(record_type.FieldType)),
        set(record_type.FieldTable.model_fields) - {"type"},
        set(fees.FeeBase.model_fields),
        set(lifecycle.StatusTable.model_fields),
        {field.alias or name for name, field in lifecycle.TimerTable.model_fields.items()},
        set(EFFECTS),
        set(NOTICE_NAMES),
        set(SYSTEM_NAMES),
        set(FUNCTIONS) | set(OVER_LISTS) | {"blank"},
    ],
    ids=[
        "fees",
        "questions",
        "settings",
        "modifiers",
        "statuses",
        "timers",
        "effects",
        "notices",
        "names",
        "functions",
    ],
)
def test_everything_a_file_may_say_is_in_the_handbook(words):
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    quoted = " ".join(re.findall(r"`([^`]*)`", prose))
    assert [word for word in sorted(words) if not re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", quoted)] == []
