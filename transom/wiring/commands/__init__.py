"""The `transom` command: a module a word, each with `arguments(parser)` and `run(options) -> exit code`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import django


@dataclass(frozen=True)
class Word:
    """One word of the command line; `django` sets the settings up before its module is loaded."""

    module: str
    help: str
    django: bool = True


WORDS = {
    "demo": Word("demo", "start everything with sample data; Ctrl-C stops it", django=False),
    "serve": Word("serve", "run the web server"),
    "work": Word("work", "run a worker for messages, documents and timers"),
    "migrate": Word("migrate", "prepare the database, the static files and the rulebook"),
    "rulebook": Word("rulebook", "check, test or show a city's rulebook", django=False),
    "import": Word("load", "load records of another system"),
    "createstaff": Word("createstaff", "make a staff account"),
    "star": Word("star", "who is a StAR contractor by last year's inspections"),
    "audit": Word("audit", "check ledger, counters and chronology against each other"),
    "seed": Word("seed", "fill the demo's database (`transom demo` does it)"),
    "bench": Word("bench", "measure pages beside a bare one", django=False),
    "makemigrations": Word("makemigrations", "write the migrations of a changed room (for developers)", django=False),
}


def main(words: Sequence[str] | None = None) -> int:
    """Runs one word of the command line and returns its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] in ("-h", "--help") or given[0] not in WORDS:
        return _tell_words(given)
    word = WORDS[given[0]]
    if word.django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "transom.wiring.settings")
        django.setup()
    module = import_module(f"transom.wiring.commands.{word.module}")
    parser = argparse.ArgumentParser(prog=f"transom {given[0]}", description=f"{word.help[0].upper()}{word.help[1:]}.")
    module.arguments(parser)
    code: int = module.run(parser.parse_args(given[1:]))
    return code


def _tell_words(given: list[str]) -> int:
    asked = bool(given) and given[0] in ("-h", "--help")
    out = sys.stdout if asked else sys.stderr
    if given and not asked:
        print(f"transom: there is no word '{given[0]}'.", file=out)
    print("usage: transom WORD ...\n", file=out)
    for name, word in WORDS.items():
        print(f"  {name:<15} {word.help}", file=out)
    return 0 if asked else 2
