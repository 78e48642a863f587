"""Moves that can never be made or that nobody sees, statuses that nothing reaches or leaves, timers that never fire."""

from typing import Final

from transom.rulebook.lifecycle import AUTO, SAME
from transom.rulebook.reading import Source
from transom.rulebook.schema.lifecycle import LifecycleFile, MoveTable
from transom.rulebook.vocabulary import SYSTEM_NAMES

APPLICANTS: Final = ("submit", "resubmit")
"""Events that are the applicant's in every city."""
MARKED_BY: Final = {"term": "term_end", "list-inspections": "last_progress", "again-inspections": "last_progress"}
"""Effects after which the system marks a day: the end of the term, a passed inspection."""


def lint_moves(source: Source, file: LifecycleFile) -> None:
    """Warn of every status and move that a record can never come to."""
    reached = _reached(file)
    named = {file.start, *(move.to for move in file.move)}
    left = {status for move in file.move for status in move.from_}
    for key, status in file.status.items():
        if key not in named:
            source.report.warn(("status", key), f'no move leads to "{key}"')
        elif key not in reached:
            source.report.warn(
                ("status", key), f'a record can never come to "{key}": no way leads there from "{file.start}"'
            )
        if key not in left and not status.closed:
            source.report.warn(("status", key), f'nothing leaves "{key}" and it is not closed = true')
    for index, move in enumerate(file.move):
        _lint_move(source, file, index, move, reached)
    for key, timer in file.timer.items():
        if not set(timer.in_) & reached:
            source.report.warn(("timer", key, "in"), "a record is never in these statuses")
        if timer.since in SYSTEM_NAMES and timer.since not in _marked(file):
            source.report.warn(("timer", key, "since"), f'no move marks "{timer.since}", so this timer never fires')
    _lint_people(source, file)


def _reached(file: LifecycleFile) -> set[str]:
    reached = {file.start}
    while True:
        further = {move.to for move in file.move if set(move.from_) & reached and move.to != SAME} - reached
        if not further:
            return reached
        reached |= further


def _marked(file: LifecycleFile) -> set[str]:
    """The days that some record of this lifecycle has."""
    effects = [effect.partition(":") for move in file.move for effect in move.do]
    marked = {arg for verb, _, arg in effects if verb == "mark"} | {MARKED_BY.get(verb, "") for verb, _, _ in effects}
    return marked | ({"submitted_on"} if any(move.on == "submit" for move in file.move) else set())


def _lint_people(source: Source, file: LifecycleFile) -> None:
    """Warn of buttons without a name, and of what applicants do and nobody said that they may."""
    begun = any(file.start in move.from_ and "applicant" in move.by for move in file.move)
    for index, move in enumerate(file.move):
        if move.on == AUTO:
            continue
        if move.label is None and set(move.by) & {"applicant", "staff"}:
            source.report.warn(("move", index), 'say in "label" what stands on this button')
        first = file.start in move.from_ and not begun
        if (first or move.on in APPLICANTS) and "by" not in move.model_fields_set and not _by_applicant(file, move):
            source.report.warn(("move", index), f'only staff may "{move.on}" here; add by = ["applicant", "staff"]')


def _by_applicant(file: LifecycleFile, move: MoveTable) -> bool:
    """Whether another move lets applicants do the same."""
    return any(
        other.on == move.on and "applicant" in other.by and set(other.from_) & set(move.from_) for other in file.move
    )


def _lint_move(source: Source, file: LifecycleFile, index: int, move: MoveTable, reached: set[str]) -> None:
    if not set(move.from_) & reached:
        statuses = " or ".join(f'"{status}"' for status in move.from_)
        source.report.warn(("move", index), f"this can never happen: a record never comes to {statuses}")
        return
    for above in file.move[:index]:
        if _takes_all(above, move):
            word = "happens first" if move.on == AUTO else f'is what "{move.on}" means'
            source.report.warn(("move", index), f"this can never happen: a move above from the same status {word}")
            return


def _takes_all(above: MoveTable, move: MoveTable) -> bool:
    """Whether whenever `move` could be made, the one above it is made instead."""
    if above.on != move.on or above.when is not None or not set(move.from_) <= set(above.from_):
        return False
    if move.on == AUTO:
        return above.needs is None
    return set(move.by) <= set(above.by)
