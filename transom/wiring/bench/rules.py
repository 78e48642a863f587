"""The rulebook alone: compiling a city, working fees out with their trace, and replaying a year; prints JSON.

The bills are made up from the city's own examples, whose numbers are varied; no database is asked.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from transom.fees.replay.sharing import count_together
from transom.fees.replay.tally import Run
from transom.fees.rules import facts_to_json
from transom.rulebook.books import Book, compile_book
from transom.rulebook.bundles import read_folder
from transom.rulebook.compiled import RecordType
from transom.rulebook.values import plain

BILLS, PROCESSES = 100_000, 2
SECONDS = 2.0
AS_OFTEN = Decimal("0.25"), Decimal("0.5"), Decimal(1), Decimal(2), Decimal(3)
"""What the numbers of an example are multiplied by."""


def measure(folder: Path, bills: int = BILLS, processes: int = PROCESSES) -> dict[str, Any]:
    """Seconds to read and compile a folder, evaluations of its largest bill a second, seconds to replay `bills`."""
    began = time.perf_counter()
    files = read_folder(folder)
    book = compile_book(files).sound()
    compiled = time.perf_counter() - began
    patterns = _patterns(book)
    largest = max(patterns, key=lambda each: len(each[0].assess(each[1], each[2]).lines))
    began, cpu = time.perf_counter(), _cpu()
    tally = count_together(files, _bills(patterns, bills), processes)
    replayed, cpu = time.perf_counter() - began, _cpu() - cpu
    return {
        "types": len(book.types),
        "compile_seconds": round(compiled, 2),
        "largest": largest[0].id,
        "lines": len(largest[0].assess(largest[1], largest[2]).lines),
        "evaluations_per_second": round(_evaluations(*largest)),
        "bills": tally.runs,
        "replay_seconds": round(replayed, 1),
        "replay_cpu_seconds": round(cpu, 1),
        "processes": processes,
        "megabytes": _peak(resource.RUSAGE_SELF),
        "megabytes_of_a_child": _peak(resource.RUSAGE_CHILDREN),
    }


def _patterns(book: Book) -> list[tuple[RecordType, str, dict[str, Any]]]:
    """Type, event and facts of every example that charges something and lacks nothing."""
    found = []
    for id_, text in book.texts.items():
        for example in text.file.example:
            facts = plain(example.given)
            assessment = book.types[id_].assess(example.on, facts)
            if assessment.lines and not assessment.unknown:
                found.append((book.types[id_], example.on, facts))
    return found


def _evaluations(rt: RecordType, event: str, facts: dict[str, Any]) -> float:
    count, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < SECONDS:
        for _ in range(50):
            rt.assess(event, facts)
        count += 50
    return count / passed


def _bills(patterns: list[tuple[RecordType, str, dict[str, Any]]], count: int) -> Iterator[Run]:
    chance = random.Random(count)
    billed = [
        (rt.id, event, facts, json.dumps({line.fee: int(line.amount * 100) for line in rt.assess(event, facts).lines}))
        for rt, event, facts in patterns
    ]
    for n in range(count):
        type_id, event, facts, cents = billed[chance.randrange(len(billed))]
        other = {key: _varied(value, chance) for key, value in facts.items()}
        yield Run(f"X26-{n:06}", type_id, event, json.dumps(facts_to_json(other)), cents)


def _varied(value: Any, chance: random.Random) -> Any:
    return value * chance.choice(AS_OFTEN) if isinstance(value, Decimal) else value


def _cpu() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak(who: int) -> int:
    """Megabytes at most; Linux counts in kilobytes, macOS in bytes."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss // unit


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
