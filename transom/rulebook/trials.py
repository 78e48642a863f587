"""A type's own examples and scenarios, run now and told one by one: the proof a page shows beside the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from transom.rulebook.books import Book, compile_book
from transom.rulebook.compiled import Assessment, RecordType
from transom.rulebook.examples import assessed, run_examples
from transom.rulebook.problems import Problem
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.schema.checks import Example, Step
from transom.rulebook.values import plain, say


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One example: what is given and expected, what the schedule says, and what is wrong, if anything."""

    name: str
    on: str
    given: tuple[str, ...]
    expected: tuple[str, ...]
    assessment: Assessment
    problem: str


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario: its days, and what is wrong, if anything."""

    name: str
    given: tuple[str, ...]
    steps: tuple[Step, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class Trials:
    """Every example and scenario of a type."""

    examples: tuple[ExampleRun, ...]
    scenarios: tuple[ScenarioRun, ...]

    @property
    def failed(self) -> int:
        runs: tuple[ExampleRun | ScenarioRun, ...] = (*self.examples, *self.scenarios)
        return sum(bool(run.problem) for run in runs)


def trials(rt: RecordType) -> Trials:
    """Run the examples and scenarios a type is published with; those of the schedules it uses come after its own."""
    book = compile_book(rt.files, agency=rt.agency)
    problems = [*run_examples(book).problems, *run_scenarios(book).problems]
    scenarios = tuple(
        ScenarioRun(each.name, tuple(_said(each.given)), each.steps, _wrong(each.name, problems))
        for each in book.texts[rt.id].file.scenario
    )
    return Trials(tuple(_examples(book, rt, problems)), scenarios)


def _examples(book: Book, rt: RecordType, problems: list[Problem]) -> Iterator[ExampleRun]:
    for example in book.texts[rt.id].file.example:
        yield _run(example, assessed(example, book.types[rt.id].fees), problems)
    for schedule in book.schedules.values():
        for example in schedule.file.example:
            yield _run(example, assessed(example, schedule.fees), problems)


def _run(example: Example, assessment: Assessment, problems: list[Problem]) -> ExampleRun:
    refused = (f"refused: {example.refused}",) if example.refused is not None else ()
    expected = (*refused, *(f"{fee}: {amount}" for fee, amount in example.expect.items()))
    return ExampleRun(
        example.name, example.on, tuple(_said(example.given)), expected, assessment, _wrong(example.name, problems)
    )


def _wrong(name: str, problems: list[Problem]) -> str:
    return next((problem.text for problem in problems if problem.text.startswith(f'"{name}"')), "")


def _said(given: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Facts one a line: "material: wood", "sections 1, length: 100"."""
    for name, value in given.items():
        label = f"{before}{name.strip('_').replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from _said(value, f"{label}, ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, entry in enumerate(value, start=1):
                yield from _said(entry, f"{label} {number}, ")
        elif isinstance(value, list):
            yield f"{label}: {', '.join(str(each) for each in value) or 'none'}"
        else:
            yield f"{label}: {say(plain(value))}"
