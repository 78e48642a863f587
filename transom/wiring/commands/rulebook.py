"""`transom rulebook …`: what works on the text alone needs no database; editions, proposals and replays do."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

import django

from transom.rulebook import commands
from transom.rulebook.bundles import read_folder
from transom.rulebook.diffing import Document, about, as_text, compared, documents
from transom.rulebook.editors import MODELS
from transom.rulebook.problems import RulebookError, did_you_mean

_BUNDLE = re.compile(r"[0-9a-fA-F]{8,64}")
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
SIDE = "a folder, a day (2027-01-01: what is in force then) or the first 8 letters of a bundle's name"


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="what", metavar="WORD", required=True)
    for name, says in (("check", "print what is wrong, as file:line:col"), ("test", "run examples and scenarios")):
        words.add_parser(name, help=says).add_argument("folder", type=Path, help="e.g. agencies/aurora-il")
    show = words.add_parser("show", help="print a record type in plain words")
    show.add_argument("folder", type=Path)
    show.add_argument("type", help="e.g. fence-residential")
    schema = words.add_parser(
        "schema", help="print the JSON Schema of a kind of file, for editors that help to write it"
    )
    schema.add_argument("kind", nargs="?", default="record-type", help=f"one of {', '.join(MODELS)}")
    _editions(words.add_parser)
    _proposals(words.add_parser)
    rebase = words.add_parser("rebase", help="move open records of a type to another edition of its rules")
    rebase.add_argument("type", help="e.g. fence-residential")
    rebase.add_argument(
        "--to", required=True, metavar="EDITION", help="a bundle's name, or a day: what is in force then"
    )
    rebase.add_argument("--where", default="", metavar="CONDITION", help="e.g. \"status == 'in_review'\"")
    rebase.add_argument("--dry-run", action="store_true", help="only report")
    rebase.add_argument("--recharge", action="store_true", help="charge what the new rules ask more, as new charges")
    rebase.add_argument("--by", metavar="USER", help="who asks for it; not needed for a dry run")


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when all is well, else 1."""
    if options.what == "check":
        return commands.check(options.folder)
    if options.what == "test":
        return commands.test(options.folder)
    if options.what == "show":
        return commands.show(options.folder, options.type)
    if options.what == "schema":
        return commands.schema(options.kind)
    wrong = [said for said in map(_not_there, _sides(options)) if said] or _no_folder(options)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    if options.what == "diff" and Path(options.old).is_dir() and Path(options.new).is_dir():
        return _diff_folders(options)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transom.wiring.settings")
    django.setup()
    code: int = import_module("transom.wiring.commands.rulebook_versions").run(options)
    return code


def compare(old: Mapping[str, Document], new: Mapping[str, Document], type_id: str | None, *, tests: bool) -> int:
    """Print what changes, of examples and scenarios only with `tests`; 1 when neither side holds the asked type."""
    if type_id and type_id not in {*old, *new}:
        print(f'Neither side holds a record type "{type_id}".', file=sys.stderr)
        return 1
    if type_id:
        old, new = about(old, type_id), about(new, type_id)
    changes = compared(old, new)
    shown = [change for change in changes if tests or not change.is_of_tests]
    print(as_text(shown))
    if len(shown) < len(changes):
        print(f"Examples and scenarios change too ({len(changes) - len(shown)}); --examples shows how.")
    return 0


def _sides(options: argparse.Namespace) -> list[str]:
    """The rulebooks a word names, each as a folder, a day or a bundle."""
    return [getattr(options, name) for name in ("old", "new", "rules") if getattr(options, name, None)]


def _not_there(side: str) -> str:
    """What is wrong with the name of a rulebook, as far as that can be said without a database."""
    if Path(side).is_dir() or _BUNDLE.fullmatch(side) or _DAY.fullmatch(side):
        return ""
    return f'"{side}" is no folder here; write {SIDE}{_near(side)}'


def _no_folder(options: argparse.Namespace) -> list[str]:
    """What is wrong with the folder that a word reads or writes."""
    folder: Path | None = getattr(options, "folder", None)
    if options.what in ("propose", "import") and folder is not None and not folder.is_dir():
        return [f"There is no folder {folder}{_near(str(folder)) or '.'}"]
    if options.what == "export" and folder is not None and folder.is_dir() and any(folder.iterdir()):
        return [f"{folder} is not empty; write a new folder or an empty one."]
    return []


def _near(name: str) -> str:
    parent = Path(name).parent
    folders = [str(each) for each in parent.iterdir() if each.is_dir()] if parent.is_dir() else []
    return did_you_mean(name, folders)


def _diff_folders(options: argparse.Namespace) -> int:
    try:
        old, new = (documents(read_folder(Path(side))) for side in (options.old, options.new))
    except RulebookError as error:
        print(error, file=sys.stderr)
        return 1
    return compare(old, new, options.type, tests=options.examples)


def _editions(word: Callable[..., argparse.ArgumentParser]) -> None:
    diff = word("diff", help="what changes between two rulebooks, by path")
    diff.add_argument("old", help=SIDE)
    diff.add_argument("new", help="the same")
    diff.add_argument("type", nargs="?", help="only this type, its lifecycle and its schedules")
    diff.add_argument("--examples", action="store_true", help="also what changes in examples and scenarios")
    export = word("export", help="write the rules of a day as a folder, byte for byte")
    export.add_argument("folder", type=Path, help="a new or an empty folder")
    export.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="default: today")
    load = word("import", help="put a folder's rules in force, as `transom migrate` does with the city's own")
    load.add_argument("folder", type=Path)
    load.add_argument("--take-over", metavar="WHY", help="also over rules that two people published in the office")
    replay = word("replay", help="work a year's bills out again under other rules")
    replay.add_argument("rules", nargs="?", help=SIDE)
    replay.add_argument("--proposal", type=int, metavar="ID", help="under proposed rules; the result is kept with them")
    replay.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="default: a year ago")
    replay.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="before this day; default: now")
    replay.add_argument("--processes", type=int, default=2)


def _proposals(word: Callable[..., argparse.ArgumentParser]) -> None:
    propose = word("propose", help="propose a folder's rules for a day; another person publishes them")
    propose.add_argument("folder", type=Path)
    propose.add_argument("--effective", type=date.fromisoformat, required=True, metavar="DAY")
    propose.add_argument("--note", required=True, help="what changes, by which ordinance")
    propose.add_argument("--by", required=True, metavar="USER")
    proposals = word("proposals", help="list proposed rules, or show one: checks, changes, replay")
    proposals.add_argument("id", nargs="?", type=int)
    publish = word("publish", help="put proposed rules in force from their day")
    publish.add_argument("id", type=int)
    publish.add_argument("--by", required=True, metavar="USER")
    for name, says in (("refuse", "say no to proposed rules"), ("withdraw", "take one's own proposal back")):
        end = word(name, help=says)
        end.add_argument("id", type=int)
        end.add_argument("--by", required=True, metavar="USER")
        end.add_argument("--why", required=True)
