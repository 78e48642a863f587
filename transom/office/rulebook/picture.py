"""A lifecycle drawn: statuses down a spine, each way between two of them as a numbered arc beside it.

Statuses stand in the order the city wrote them. A way to the next status is a straight arrow; one that skips statuses
runs down the right side, one that leads back runs up the left side, each in the innermost lane that is free, so that
no line crosses a status. The numbers are those of the table beside the picture, which says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from transom.rulebook.compiled import RecordType
from transom.rulebook.lifecycle import AUTO, SAME, MoveRule

BOX_WIDTH, BOX_HEIGHT, GAP, LANE, EDGE, DOT = 264, 44, 40, 30, 24, 11
NEAREST, FARTHEST = 2, 18
"""Between these distances from the middle of a box its arcs leave and arrive."""
_TONES = {"applicant": "wait", "city": "city", "nobody": "calm"}


@dataclass(frozen=True, slots=True)
class Way:
    """Every move between two statuses; `number` is how the picture calls it."""

    number: int
    start: str
    end: str
    moves: tuple[MoveRule, ...]

    @property
    def by_itself(self) -> bool:
        return all(move.on == AUTO for move in self.moves)


@dataclass(frozen=True, slots=True)
class _Arc:
    """A way beside the spine, between the places of two statuses, in a lane counted from the spine."""

    way: Way
    top: int
    bottom: int
    lane: int


@dataclass(frozen=True, slots=True)
class _Ends:
    """How far from the middle of its boxes an arc leaves and arrives."""

    leaves: int
    arrives: int


def ways(rt: RecordType) -> tuple[Way, ...]:
    """The ways between statuses, numbered in the order of the statuses they lead from; moves that stay are left out."""
    found: dict[tuple[str, str], list[MoveRule]] = {}
    for start in rt.statuses:
        for move in rt.lifecycle.moves:
            if start in move.from_ and move.to not in (SAME, start):
                found.setdefault((start, move.to), []).append(move)
    return tuple(
        Way(number, start, end, tuple(moves)) for number, ((start, end), moves) in enumerate(found.items(), start=1)
    )


def picture(rt: RecordType, drawn: tuple[Way, ...]) -> Markup:
    """The lifecycle as SVG; it is decoration for those who see it, the table beside it is the text."""
    place = {key: index for index, key in enumerate(rt.statuses)}
    straight = [way for way in drawn if place[way.end] == place[way.start] + 1]
    skips = _lanes((way for way in drawn if place[way.end] > place[way.start] + 1), place)
    backs = _lanes((way for way in drawn if place[way.end] < place[way.start]), place)
    left = EDGE + LANE * (1 + max((arc.lane for arc in backs), default=-1))
    right = EDGE + LANE * (1 + max((arc.lane for arc in skips), default=-1))
    width, height = left + BOX_WIDTH + right, len(place) * (BOX_HEIGHT + GAP) - GAP + 2 * DOT
    parts = [
        f'<svg class="t-flow" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(_summary(rt, drawn))}">',
        '<defs><marker id="flow-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path class="t-flow__head" d="M0 0 10 5 0 10z"/></marker></defs>',
    ]
    sides = [*((arc, ends, left + BOX_WIDTH, 1) for arc, ends in _with_ends(skips))]
    sides += [(arc, ends, left, -1) for arc, ends in _with_ends(backs)]
    middle = left + BOX_WIDTH // 2
    parts += [_arc(*side) for side in sides]
    parts += [_arrow(way, middle, _top(place[way.start])) for way in straight]
    # Numbers come after every line, so that none is crossed out.
    parts += [_dot(arc.way, _lane_at(arc, side, way), _gap_near(arc)) for arc, _, side, way in sides]
    parts += [_dot(way, middle, _gap(place[way.start]) - 2) for way in straight]
    parts += [_box(rt, key, left, _top(index)) for key, index in place.items()]
    return Markup("".join([*parts, "</svg>"]))


def _top(index: int) -> int:
    return DOT + index * (BOX_HEIGHT + GAP)


def _lanes(found: Iterable[Way], place: dict[str, int]) -> list[_Arc]:
    """Short arcs inside, long ones outside; two share a lane where they do not touch."""
    arcs: list[_Arc] = []
    spans = sorted(found, key=lambda way: (abs(place[way.end] - place[way.start]), way.number))
    for way in spans:
        top, bottom = sorted((place[way.start], place[way.end]))
        taken = {arc.lane for arc in arcs if arc.top < bottom and top < arc.bottom}
        arcs.append(_Arc(way, top, bottom, next(lane for lane in range(len(arcs) + 1) if lane not in taken)))
    return arcs


def _with_ends(arcs: Sequence[_Arc]) -> list[tuple[_Arc, _Ends]]:
    """At each box the innermost arc leaves and arrives farthest from the middle: then no arc crosses its neighbour."""
    leaving, arriving = _ranks(arcs, lambda arc: arc.way.start), _ranks(arcs, lambda arc: arc.way.end)
    return [(arc, _Ends(leaving[arc.way.number], arriving[arc.way.number])) for arc in arcs]


def _ranks(arcs: Sequence[_Arc], box: Callable[[_Arc], str]) -> dict[int, int]:
    found: dict[int, int] = {}
    for key in {box(arc) for arc in arcs}:
        same = sorted((arc for arc in arcs if box(arc) == key), key=lambda arc: arc.lane)
        step = min(6, (FARTHEST - NEAREST) / max(1, len(same) - 1))
        found |= {arc.way.number: round(FARTHEST - rank * step) for rank, arc in enumerate(same)}
    return found


def _arc(arc: _Arc, ends: _Ends, side: int, way: int) -> str:
    """From the lower half of its status out to its lane and back to the upper half of the other, or the reverse."""
    start, end = (arc.top, arc.bottom) if way > 0 else (arc.bottom, arc.top)
    y1 = _top(start) + BOX_HEIGHT // 2 + way * ends.leaves
    y2 = _top(end) + BOX_HEIGHT // 2 - way * ends.arrives
    x = _lane_at(arc, side, way)
    bend = 8
    turn = bend if y2 > y1 else -bend
    path = f"M{side} {y1}H{x - way * bend}Q{x} {y1} {x} {y1 + turn}V{y2 - turn}Q{x} {y2} {x - way * bend} {y2}H{side}"
    return f'<path class="{_line(arc.way)}" d="{path}" marker-end="url(#flow-head)"/>'


def _lane_at(arc: _Arc, side: int, way: int) -> int:
    return side + way * (EDGE // 2 + LANE * (arc.lane + 1) - LANE // 2)


def _gap(index: int) -> int:
    """The middle between a status and the next: no line comes from the side there."""
    return _top(index) + BOX_HEIGHT + GAP // 2


def _gap_near(arc: _Arc) -> int:
    return _gap((arc.top + arc.bottom - 1) // 2)


def _arrow(way: Way, x: int, top: int) -> str:
    y1, y2 = top + BOX_HEIGHT, top + BOX_HEIGHT + GAP
    return f'<path class="{_line(way)}" d="M{x} {y1}V{y2}" marker-end="url(#flow-head)"/>'


def _line(way: Way) -> str:
    return "t-flow__line t-flow__line--auto" if way.by_itself else "t-flow__line"


def _dot(way: Way, x: int, y: int) -> str:
    return (
        f'<circle class="t-flow__dot" cx="{x}" cy="{y}" r="{DOT}"/>'
        f'<text class="t-flow__number" x="{x}" y="{y + 4}">{way.number}</text>'
    )


def _box(rt: RecordType, key: str, left: int, top: int) -> str:
    status = rt.status(key)
    tone = "end" if status.closed and status.good else "stop" if not status.good else _TONES[status.waits_for]
    return (
        f'<rect class="t-flow__box t-flow__box--{tone}" x="{left}" y="{top}" width="{BOX_WIDTH}" '
        f'height="{BOX_HEIGHT}" rx="8"/>'
        f'<text class="t-flow__label" x="{left + BOX_WIDTH // 2}" y="{top + BOX_HEIGHT // 2 + 5}">'
        f"{escape(status.label)}</text>"
    )


def _summary(rt: RecordType, drawn: tuple[Way, ...]) -> str:
    return (
        f"{len(rt.statuses)} statuses of {rt.label} and {len(drawn)} ways between them; "
        "the table after the picture says each in words."
    )
