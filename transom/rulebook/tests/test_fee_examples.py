"""Examples of schedules: what is refused, what goes back; and a shelf of rulebooks tested at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from transom.rulebook.commands import test as run_tests
from transom.rulebook.examples import run_examples
from transom.rulebook.tests.given import SCHEDULE_HEAD, schedule, slips
from transom.rulebook.tests.test_fees import FIRST, fee

BANNER = fee("flat", 'amount = 30\nrefuse = [{ when = "count > 60", say = "At most 60 days a year." }]', "banner")
REFUND = '[[refund]]\nfees = ["first"]\npercent = 80\ncite = "x"\n'


def example(text: str) -> str:
    return f'[[example]]\nname = "a case"\n{text}\n'


def failing(text: str) -> list[str]:
    book = schedule(text)
    assert slips(book) == []
    return [problem.text for problem in run_examples(book).problems]


def test_an_example_may_expect_a_refusal():
    assert failing(BANNER + example('given = { count = 61 }\nrefused = "60 days"')) == []


def test_a_refusal_that_does_not_come_is_told_with_what_is_charged_instead():
    assert failing(BANNER + example('given = { count = 60 }\nrefused = "60 days"')) == [
        '"a case": should be refused with "60 days", but it charges banner 30.00'
    ]
    assert failing(BANNER + example('refused = "60 days"')) == [
        '"a case": should be refused with "60 days", but Fee still needs count'
    ]
    assert failing(BANNER + example('given = { count = 61 }\nrefused = "90 days"')) == [
        '"a case": should be refused with "90 days", but Fee: At most 60 days a year.'
    ]


def test_an_example_may_ask_what_goes_back():
    right = 'on = "refund"\npaid = { first = 125.00 }\nexpect = { first = 100.00, total = 100.00 }'
    assert failing(FIRST + REFUND + example(right)) == []
    (wrong,) = failing(FIRST + REFUND + example(right.replace("first = 100.00", "first = 99.00")))
    assert '"a case": first should be 99.00, the schedule gives 100.00' in wrong
    assert "because 80% goes back: $25.00 of $125.00 is kept" in wrong


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("given = {}", 'say what is charged, expect = { permit = 55.00 }, or "refused"'),
        ('on = "refund"\nexpect = { first = 1 }', '"paid" and on = "refund" go together'),
        ("paid = { first = 1 }\nexpect = { first = 1 }", '"paid" and on = "refund" go together'),
    ],
)
def test_an_example_that_expects_nothing_or_half_is_told(text, sentence):
    assert sentence in slips(schedule(FIRST + REFUND + example(text)))[0]


def test_the_inputs_of_a_schedule_are_checked():
    for inputs, sentence in (
        ('class = { type = "text" }\n', '"class" means something else in conditions; call the input otherwise'),
        ('areas = { type = "list" }\n', "a list, and only a list, has fields"),
        ('areas = { type = "list", fields = { a = { type = "list" } } }\n', "a list stands in no list"),
    ):
        assert sentence in slips(schedule(FIRST, inputs=inputs))[0]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two cities' schedules, each in a folder of its own, both with a schedule called test."""
    for city, amount in (("elm", "23.10"), ("oak", "23.10")):
        (tmp_path / city).mkdir()
        cases = example(f"given = {{}}\nexpect = {{ first = {amount} }}") * 2
        (tmp_path / city / "fees.toml").write_text(SCHEDULE_HEAD + FIRST + cases)
    return tmp_path


def test_a_shelf_of_rulebooks_is_tested_each_by_itself_and_counted(shelf, capsys):
    assert run_tests(shelf) == 0
    assert capsys.readouterr().out == (
        f"elm: 2 of 2 examples passed\noak: 2 of 2 examples passed\n{shelf}: 2 rulebooks, 4 of 4 examples passed\n"
    )


def test_a_failing_or_unreadable_book_on_the_shelf_is_named_and_the_others_are_counted(shelf, capsys):
    oak = shelf / "oak" / "fees.toml"
    oak.write_text(oak.read_text().replace("first = 23.10", "first = 5.00", 1))
    assert run_tests(shelf) == 1
    printed = capsys.readouterr().out
    assert 'oak/fees.toml:15:12: "a case": first should be 5.00, the schedule gives 23.10' in printed
    assert "oak: 1 of 2 examples passed" in printed
    oak.write_text(oak.read_text().replace("amount = 23.10", "amoun = 23.10"))
    assert run_tests(shelf) == 1
    assert 'oak/fees.toml:6:1: fee.first: "amount" is missing' in capsys.readouterr().out
    oak.write_bytes(b"\xff")
    assert run_tests(shelf) == 1
    assert "oak/fees.toml:1:1: this is not UTF-8 text" in capsys.readouterr().out
