"""What questions ask for, and the moves and timers of a lifecycle, in words; numbered as the picture numbers them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from transom.office.rulebook.picture import Way
from transom.rulebook.compiled import Field, RecordType
from transom.rulebook.lifecycle import AUTO, SAME, Effect, MoveRule
from transom.rulebook.values import dollars, number

_WHO = {"applicant": "the applicant", "staff": "staff", "system": "the system"}
_DOES = {
    "charge": "charge the fees of “{}”",
    "mark": "remember the day as “{}”",
    "count": "count “{}” one up",
    "set": "set {}",
    "start-reviews": "start the reviews that have not approved",
    "list-inspections": "list the inspections",
    "again-inspections": "list the inspections anew",
    "term": "begin the next term",
    "print": "make the {}",
    "notify": "send the notice “{}”",
}
_KINDS = {
    "parcel": "property",
    "license-holder": "company with a license",
    "longtext": "long text",
    "bool": "yes or no",
    "choice": "one of these",
    "multi": "any of these",
    "list": "several entries",
    "info": "to read",
}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move in words; `number` is that of its way in the picture, empty for a move that stays."""

    number: str
    label: str
    start: str
    end: str
    who: str
    condition: str
    needs: tuple[str, ...]
    does: tuple[str, ...]


def asks_for(field: Field) -> str:
    """What may be answered: "number, in, from 1, up to 96, optional, public"."""
    figure = dollars if field.type == "money" else number
    said = [
        _KINDS.get(field.type, field.type),
        field.unit or "",
        f"from {figure(Decimal(field.min))}" if field.min is not None else "",
        f"up to {figure(Decimal(field.max))}" if field.max is not None else "",
        "optional" if not field.may_be_required and field.type != "info" else "",
        "public" if field.public else "",
    ]
    return ", ".join(part for part in said if part)


def moves_of(rt: RecordType, drawn: tuple[Way, ...]) -> list[MoveRow]:
    """Every move a row a way, in the picture's order; moves that stay where they are come last."""
    rows = [_row(rt, str(way.number), way.start, way.end, move) for way in drawn for move in way.moves]
    stays = [move for move in rt.lifecycle.moves if move.to == SAME]
    return rows + [_row(rt, "", start, start, move) for move in stays for start in move.from_]


def timers_of(rt: RecordType) -> list[str]:
    """The clocks of the lifecycle as sentences."""
    found = []
    for timer in rt.lifecycle.timers:
        standing = " or ".join(f"“{rt.status(key).label}”" for key in timer.statuses)
        warned = " and ".join(str(each) for each in timer.warn)
        warning = f"; warned of {warned} before" if warned else ""
        since = rt.label_of(timer.since)
        event = next((move.label for move in rt.lifecycle.moves if move.on == timer.fire and move.label), timer.fire)
        found.append(f"{timer.after} after the {since}, while {standing}: {event.lower()}{warning}.")
    return found


def _row(rt: RecordType, count: str, start: str, end: str, move: MoveRule) -> MoveRow:
    who = "by itself" if move.on == AUTO else " or ".join(_WHO[by] for by in move.by)
    stays = end == start
    return MoveRow(
        number=count,
        label="By itself" if move.on == AUTO else move.label or move.on,
        start=rt.status(start).label,
        end="stays" if stays else rt.status(end).label,
        who=who,
        condition=move.when.text if move.when is not None else "",
        needs=tuple(need.say for need in rt.lifecycle.needs if move.needs and need.before == move.needs),
        does=tuple(_does(effect) for effect in move.do),
    )


def _does(effect: Effect) -> str:
    return _DOES.get(effect.verb, effect.verb).format(effect.arg.replace("_", " "))
