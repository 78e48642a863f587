"""StAR standing: which firms of a trade passed the largest share of their inspections; decided on plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a firm's inspections in one trade in a calendar year."""

    firm_id: int
    passed: int
    results: int

    @property
    def rate(self) -> Fraction:
        """The share that passed, exactly; none where there was no result."""
        return Fraction(self.passed, self.results) if self.results else Fraction(0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a firm stands among the `ranked` firms of its trade; `place` is None for one with too few results."""

    tally: Tally
    place: int | None
    ranked: int
    star: bool


def ranking(tallies: Iterable[Tally], *, top: Decimal, least: int) -> tuple[Place, ...]:
    """Every firm of a trade with its place, the best first; `top` percent of those with `least` results are stars.

    The number of places is rounded up, and whoever ties with the last of them shares the better standing: a firm is
    counted out only by firms that did better. A firm that passed nothing is never a star. Source: Aurora StAR program
    (top 25 % by pass rate in the trade in the last calendar year); least number and rounding are the agency file's.
    """
    counted = sorted((one for one in tallies if one.results), key=lambda one: (-one.rate, -one.results, one.firm_id))
    ranked = [one for one in counted if one.results >= least]
    places = _rounded_up(top * len(ranked) / 100)
    found = []
    place = 0
    for index, one in enumerate(ranked):
        if index == 0 or one.rate != ranked[index - 1].rate:
            place = index + 1
        found.append(Place(one, place, len(ranked), star=place <= places and one.passed > 0))
    return (*found, *(Place(one, None, len(ranked), star=False) for one in counted if one.results < least))


def percent(passed: int, results: int) -> Decimal:
    """The share that passed in percent, to a tenth, for people; places are decided on the exact share."""
    if not results:
        return Decimal("0.0")
    return (Decimal(100 * passed) / Decimal(results)).quantize(TENTH, ROUND_HALF_UP)


def reason(passed: int, results: int, place: int | None, ranked: int, *, least: int) -> str:
    """Why a firm is where it is: "47 of 50 inspections passed, 3rd of 21"."""
    said = f"{passed} of {results} {'inspection' if results == 1 else 'inspections'} passed"
    if place is None:
        return f"{said}, fewer than the {least} results that count" if results else "no inspection results"
    return f"{said}, {ordinal(place)} of {ranked}"


def ordinal(number: int) -> str:
    """A place as it is said: 1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def trade_of(accepted: Sequence[str], held: Collection[str], trades: Sequence[str]) -> str:
    """The trade a result counts in: the first license the permit asks for that the firm holds; empty where none.

    `accepted` are the license types the permit's question names (all trades where it names none), `held` those the
    firm holds, `trades` those that have a StAR standing, in the city's order. One result counts in one trade.
    """
    return next((one for one in accepted or trades if one in held and one in trades), "")


def _rounded_up(number: Decimal) -> int:
    whole = int(number)
    return whole if number == whole else whole + 1
