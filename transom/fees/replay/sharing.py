"""Several processes count together: each compiles the rules once, and only so many bills are under way as they hold.

A counting process is given texts and bills and knows no database and no settings.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import TypeVar

from transom.fees.replay.tally import Run, Tally, counted
from transom.rulebook.compiled import RecordType
from transom.rulebook.proofs import sound_book

BATCH = 500
AHEAD = 3
"""Batches that wait for each process, so that none stands idle and memory stays flat."""

Item = TypeVar("Item")
_types: dict[str, RecordType] = {}


def count_together(files: Mapping[str, str], runs: Iterable[Run], processes: int) -> Tally:
    """These bills under a folder's rules, worked out by so many processes; 1 is this one. Raises RulebookError."""
    return share(files, batches(runs, BATCH), _count, processes)


def share(files: Mapping[str, str], items: Iterable[Item], count: Callable[[Item], Tally], processes: int) -> Tally:
    """What `count` makes of every item, added up; it must be a function that another process can find by its name."""
    tally = Tally()
    if processes == 1:
        _prepare(files)
        for item in items:
            tally.add(count(item))
        return tally
    # A child that is started anew has no lock, connection or thread of ours, whoever called us.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=partial(_prepare, dict(files))) as pool:
        under_way: deque[Future[Tally]] = deque()
        for item in items:
            under_way.append(pool.submit(count, item))
            if len(under_way) >= processes * AHEAD:
                tally.add(under_way.popleft().result())
        while under_way:
            tally.add(under_way.popleft().result())
    return tally


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items by so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def types_here() -> Mapping[str, RecordType]:
    """The compiled types of this process."""
    return _types


def _prepare(files: Mapping[str, str]) -> None:
    _types.clear()
    _types.update(sound_book(files).types)


def _count(runs: list[Run]) -> Tally:
    return counted(runs, _types)
