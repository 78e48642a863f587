"""`transom rulebook check|test|show|schema`: what an editor of rules sees; returns the exit code."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from transom.rulebook.books import Book, compile_book
from transom.rulebook.bundles import decoded, read_folder
from transom.rulebook.editors import MODELS, json_schema
from transom.rulebook.examples import run_examples
from transom.rulebook.problems import Problem, RulebookError
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.showing import shown


def check(path: Path | str) -> int:
    """Print every problem of a folder or a file, examples and scenarios included; 1 when there is an error, else 0."""
    try:
        book = _book(Path(path))
    except RulebookError as error:
        return _print(error.problems)
    code = _print([*book.problems, *run_examples(book).problems, *run_scenarios(book).problems])
    if code == 0:
        print(f"{path}: {_counted(book)}, no errors")
    return code


def test(path: Path | str) -> int:
    """Run every example and scenario of a folder or a file; 1 when one fails or the text is wrong, else 0.

    A folder that holds no rules itself is a shelf: each folder in it is a rulebook of its own, and counted.
    """
    shelf = _books_on(Path(path))
    if shelf:
        return _test_each(Path(path), shelf)
    try:
        book = _book(Path(path)).sound()
    except RulebookError as error:
        return _print(error.problems)
    examples, scenarios = run_examples(book), run_scenarios(book)
    code = _print([*examples.problems, *scenarios.problems])
    if code == 0:
        print(f"{path}: {_many(examples.count, 'example')} and {_many(scenarios.count, 'scenario')} passed")
    return code


def _books_on(path: Path) -> list[Path]:
    """The rulebooks on a shelf; none when the folder is a rulebook itself."""
    if not path.is_dir() or any(path.glob("*.toml")):
        return []
    return sorted(each for each in path.iterdir() if each.is_dir() and any(each.glob("*.toml")))


def _test_each(path: Path, shelf: list[Path]) -> int:
    code = passed = count = 0
    for folder in shelf:
        try:
            book = _book(folder)
        except RulebookError as error:
            code = _print(_inside(folder, error.problems))
            continue
        examples, scenarios = run_examples(book), run_scenarios(book)
        code |= _print(_inside(folder, [*book.errors, *examples.problems, *scenarios.problems]))
        print(f"{folder.name}: {examples.count - examples.failed} of {_many(examples.count, 'example')} passed")
        passed, count = passed + examples.count - examples.failed, count + examples.count
    print(f"{path}: {_many(len(shelf), 'rulebook')}, {passed} of {_many(count, 'example')} passed")
    return code


def _inside(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    return [replace(problem, file=f"{folder.name}/{problem.file}") for problem in problems]


def show(path: Path | str, type_id: str) -> int:
    """Print a record type in plain words: form, papers, reviews, needs, fees and moves."""
    try:
        book = _book(Path(path)).sound()
    except RulebookError as error:
        return _print(error.problems)
    if type_id not in book.types:
        print(f'There is no record type "{type_id}". There are: {", ".join(sorted(book.types)) or "none"}.')
        return 1
    print(shown(book.types[type_id], book.texts[type_id].file.extends or ""))
    return 0


def schema(kind: str) -> int:
    """Print the JSON Schema of a kind of rule file; 1 when there is no such kind."""
    if kind not in MODELS:
        print(f'There is no kind of file "{kind}". There are: {", ".join(MODELS)}.')
        return 1
    print(json.dumps(json_schema(kind), indent=2, ensure_ascii=False))
    return 0


def _book(path: Path) -> Book:
    if not path.exists():
        raise RulebookError([Problem(str(path), 1, 1, "there is no such file or folder")])
    if path.is_dir():
        return compile_book(read_folder(path))
    return compile_book({path.name: decoded(path.name, path.read_bytes())})


def _print(problems: list[Problem] | tuple[Problem, ...]) -> int:
    for problem in sorted(problems):
        print(problem)
    return int(any(not problem.warning for problem in problems))


def _counted(book: Book) -> str:
    parts = [
        _many(len(book.types), "record type"),
        _many(len(book.lifecycles), "lifecycle"),
        _many(len(book.schedules), "fee schedule"),
    ]
    return ", ".join(parts)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
