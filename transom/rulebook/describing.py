"""How a fee is said to people who do not read TOML, as its ordinance would say it; used on pages."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from transom.rulebook.values import dollars, number

Said: TypeAlias = Callable[[str], str]

EVENTS: Final = {
    "submit": "when one applies",
    "apply": "when one applies",
    "issue": "at approval",
    "resubmit": "with a resubmittal",
    "extend": "with an extension",
    "reinstate": "when it is reinstated",
    "renew": "with the renewal",
    "late": "with a late renewal",
    "inspection-failed": "after a failed inspection",
    "payment": "with a payment",
}


def when_charged(events: tuple[str, ...]) -> str:
    """The events of a fee in words: "when one applies, with the renewal"."""
    return ", ".join(dict.fromkeys(EVENTS.get(event, f"on “{event}”") for event in events))


def formula(fee: Any, said: Said = str) -> str:
    """What a fee comes to, as its ordinance would say it: "$45.00 + $5.00 per started 50 ft beyond 100".

    `said` says a formula, or the key of a fee or a question, to whoever reads; without it they stand as written.
    """
    describe = _KINDS.get(fee.kind)
    what = describe(fee, said) if describe is not None else fee.kind
    least, most = bound(fee.min, said), bound(fee.max, said)
    return what + (f", at least {least}" if least else "") + (f", at most {most}" if most else "")


def bound(limit: Any, said: Said = str) -> str:
    """A limit that is an amount, or a formula in its own words."""
    if limit is None:
        return ""
    return dollars(limit) if isinstance(limit, Decimal) else said(limit)


def _per(per: Decimal, fraction: str, what: str) -> str:
    each = f"{number(per)} " if per != 1 else ""
    started = "started " if fraction == "up" and per != 1 else ""
    return f"{started}{each}{what}".strip()


def _unit(fee: Any, said: Said) -> str:
    base = f"{dollars(fee.base)} + " if fee.base else ""
    what = getattr(fee, "called", None) or fee.quantity
    included = f" beyond the first {number(fee.included)}" if fee.included else ""
    return f"{base}{dollars(fee.rate)} per {_per(fee.per, fee.fraction, what)}{included}"


def _units(fee: Any, said: Said) -> str:
    issue = f"{dollars(fee.issue)} + " if fee.issue else ""
    return issue + "; ".join(f"{item.label}: {_unit(item, said)}" for item in fee.items)


def _rows(fee: Any, said: Said) -> str:
    return f"a table over {fee.called or said(fee.of)}, {len(fee.rows)} rows"


def _sum(of: Any, said: Said) -> str:
    if of is None:
        return ""
    named = [*map(said, of.fees), *(f"all “{tag}” fees" for tag in of.tags)]
    named += [f"{said(fee)} charged before" for fee in of.charged]
    named += [said(of.formula)] if of.formula else []
    return " + ".join(named) + (f" without {', '.join(map(said, of.but))}" if of.but else "")


def _lookup(fee: Any, said: Said) -> str:
    times = f" × {said(fee.times)}" if fee.times else ""
    percent = f" × {number(fee.percent)}%" if fee.percent is not None else ""
    return f"table “{fee.table}” by {' and '.join(map(said, fee.keys))}{times}{percent}"


def _late(fee: Any, said: Said) -> str:
    of, due = _sum(fee.of, said), said(fee.due)
    if fee.steps:
        return f"by the days after {due}, in {len(fee.steps)} steps{f' of {of}' if of else ''}"
    then = f", then {number(fee.then)} per {fee.per}" if fee.then else ""
    cap = f", up to {number(fee.cap)}" if fee.cap is not None else ""
    return f"after {due}: {number(fee.first)}{then}{cap}{f'% of {of}' if of else ' dollars'}"


def _hourly(fee: Any, said: Said) -> str:
    least = f", at least {number(fee.least)} hours" if fee.least else ""
    return f"{dollars(fee.rate)} an hour of {said(fee.hours)}{least}"


_KINDS: Final[dict[str, Callable[[Any, Said], str]]] = {
    "flat": lambda fee, said: dollars(fee.amount),
    "unit": _unit,
    "units": _units,
    "tiers": _rows,
    "brackets": _rows,
    "lookup": _lookup,
    "percent": lambda fee, said: f"{number(fee.percent)}% of {_sum(fee.of, said)}",
    "late": _late,
    "calc": lambda fee, said: said(fee.amount),
    "credit": lambda fee, said: f"{said(fee.amount)} taken off {_sum(fee.of, said)}",
    "hourly": _hourly,
    "top-up": lambda fee, said: f"brings {_sum(fee.of, said)} up to {bound(fee.to, said)}",
}
