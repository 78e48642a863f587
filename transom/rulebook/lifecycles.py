"""From the text of a lifecycle to its moves, with every dead end reported."""

from transom.rulebook.expressions.types import Names
from transom.rulebook.lifecycle import AUTO, SAME, Effect, Lifecycle, MoveRule, Status, Timer
from transom.rulebook.lints.moves import lint_moves
from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.lifecycle import LifecycleFile, MoveTable
from transom.rulebook.vocabulary import EFFECTS, SYSTEM_NAMES
from transom.rulebook.wording import Wording


def compile_lifecycle(source: Source, file: LifecycleFile, names: Names, wording: Wording) -> Lifecycle:
    """Statuses, moves and timers; conditions may use the names of the type that uses the lifecycle."""
    statuses = {
        key: Status(key, table.label, table.clock, table.waits_for, table.closed, table.good)
        for key, table in file.status.items()
    }
    moves = tuple(_move(source, index, move, names) for index, move in enumerate(file.move))
    timers = tuple(
        Timer(key, timer.in_, timer.since, timer.after, timer.fire, timer.warn, timer.extend or "")
        for key, timer in file.timer.items()
    )
    return Lifecycle(file.id, file.start, statuses, moves, timers, (), wording)


def _move(source: Source, index: int, move: MoveTable, names: Names) -> MoveRule:
    return MoveRule(
        on=move.on,
        from_=move.from_,
        to=move.to,
        by=move.by,
        label=move.label or move.on.replace("-", " ").capitalize(),
        when=source.condition(("move", index, "when"), move.when, names),
        say=move.say or "",
        needs=move.needs or "",
        do=tuple(effect_of(text) for text in move.do),
    )


def effect_of(text: str) -> Effect:
    verb, _, arg = text.partition(":")
    return Effect(verb, arg)


def check_lifecycle(source: Source, file: LifecycleFile) -> None:
    """Report statuses nobody knows, effects nobody can do, and moves and statuses a record can never come to."""
    _known_status(source, ("start",), file.start, file)
    for index, move in enumerate(file.move):
        for place, status in enumerate(move.from_):
            _known_status(source, ("move", index, "from", place), status, file)
        if move.to != SAME:
            _known_status(source, ("move", index, "to"), move.to, file)
        if move.on == AUTO and move.to == SAME:
            source.report.error(("move", index, "to"), 'a move "auto" must lead to another status')
        for place, text in enumerate(move.do):
            _check_effect(source, ("move", index, "do", place), text)
    for key, timer in file.timer.items():
        for place, status in enumerate(timer.in_):
            _known_status(source, ("timer", key, "in", place), status, file)
        _check_timer(source, key, file)
    lint_moves(source, file)


def _known_status(source: Source, path: Path, status: str, file: LifecycleFile) -> None:
    if status not in file.status:
        source.report.error(path, f'unknown status "{status}"{did_you_mean(status, file.status)}')


def _check_effect(source: Source, path: Path, text: str) -> None:
    verb, colon, arg = text.partition(":")
    if verb not in EFFECTS:
        source.report.error(path, f'"{verb}" is nothing a move can do{did_you_mean(verb, EFFECTS)}')
    elif EFFECTS[verb] and not arg:
        source.report.error(path, f'write it as "{verb}:{EFFECTS[verb]}"')
    elif not EFFECTS[verb] and colon:
        source.report.error(path, f'"{verb}" takes nothing after a colon')
    elif verb in ("mark", "count") and arg not in SYSTEM_NAMES:
        source.report.error(path, f'"{arg}" is not a name of the system{did_you_mean(arg, SYSTEM_NAMES)}')


def _check_timer(source: Source, key: str, file: LifecycleFile) -> None:
    timer = file.timer[key]
    events = {move.on for move in file.move if "system" in move.by}
    if timer.fire not in events:
        hint = did_you_mean(timer.fire, events)
        source.report.error(("timer", key, "fire"), f'the system may not do "{timer.fire}"{hint}')
    for setting, name in (("since", timer.since), ("extend", timer.extend)):
        if name is not None and name not in SYSTEM_NAMES:
            hint = did_you_mean(name, SYSTEM_NAMES)
            source.report.error(("timer", key, setting), f'"{name}" is not a name of the system{hint}')
