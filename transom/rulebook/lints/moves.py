"""Moves that can never be made, and statuses that nothing reaches or leaves."""

from transom.rulebook.lifecycle import AUTO, SAME
from transom.rulebook.reading import Source
from transom.rulebook.schema.lifecycle import LifecycleFile, MoveTable


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


def _reached(file: LifecycleFile) -> set[str]:
    reached = {file.start}
    while True:
        further = {move.to for move in file.move if set(move.from_) & reached and move.to != SAME} - reached
        if not further:
            return reached
        reached |= further


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
