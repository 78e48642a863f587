"""Why a line of a bill is what it is: what was looked at, the arithmetic, ordinance, edition, and what was waived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from transom.rulebook.values import UNKNOWN, Facts, dollars, fact_at, number, say
from transom.rulebook.wording import Wording

MOST_ENTRIES = 5
"""Entries of a list that are written out; the others are counted."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text of the rules: the bundle's name, the day it took effect, and who adopted it."""

    bundle: str
    effective: date
    adopted_by: str

    @property
    def said(self) -> str:
        return f"{self.adopted_by}, in effect {_day(self.effective)}"


@dataclass(frozen=True, slots=True)
class Input:
    """One fact an amount depends on: its name in the rules, its label, its value, and in what it is counted."""

    name: str
    label: str
    value: Any
    unit: str
    said: str
    """The value as a person reads it, with its unit: "$60,000.00", "160 ft"."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A part of a fee that is not asked for; `granted_by` where a person granted it, not the schedule."""

    say: str
    cite: str
    amount: Decimal
    granted_by: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a line was worked out from, kept beside it so that it can be explained when somebody asks."""

    facts: Facts
    names: tuple[str, ...]
    wording: Wording
    edition: Edition | None
    waived: tuple[Waived, ...]

    def inputs(self) -> tuple[Input, ...]:
        """The facts that were looked at, in the order the rule names them; what nobody knew is left out."""
        found = ((name, fact_at(self.facts, name)) for name in self.names)
        return tuple(self._input(name, value) for name, value in found if value is not UNKNOWN)

    def _input(self, name: str, value: Any) -> Input:
        unit = "$" if name in self.wording.money else self.wording.units.get(name, "")
        label = self.wording.label(name)
        return Input(name, label[:1].upper() + label[1:], value, unit, _said(value, unit))


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line of a bill, explained. Amounts are dollars in whole cents; `steps` is the arithmetic in sentences."""

    fee: str
    label: str
    amount: Decimal
    inputs: tuple[Input, ...]
    steps: tuple[str, ...]
    cite: str
    edition: Edition | None
    waived: tuple[Waived, ...]
    made_up: bool

    def granted(self, waived: Iterable[Waived]) -> "Explanation":
        """The same with waivers that people granted afterwards, each with who did and why."""
        return replace(self, waived=(*self.waived, *waived))


def as_text(line: Explanation) -> str:
    """The explanation for a terminal, a letter or a log."""
    found = [f"{line.label}: {dollars(line.amount)}"]
    found += [f"  {each.label}: {each.said}" for each in line.inputs]
    found += [f"  {step}" for step in line.steps]
    found += [f"  {_waived_said(each)}" for each in line.waived if each.granted_by]
    found += [f"  by {line.cite}" + (f" ({line.edition.said})" if line.edition else "")]
    if line.made_up:
        found.append("  a sample fee: no source gives this amount")
    return "\n".join(found)


def as_html(line: Explanation) -> str:
    """The explanation as a fragment of a page; everything people wrote is escaped."""
    rows = "".join(f"<div><dt>{escape(each.label)}</dt><dd>{escape(each.said)}</dd></div>" for each in line.inputs)
    steps = "".join(f"<li>{escape(step)}</li>" for step in line.steps)
    steps += "".join(f"<li>{escape(_waived_said(each))}</li>" for each in line.waived if each.granted_by)
    edition = f" <span>({escape(line.edition.said)})</span>" if line.edition else ""
    sample = "<p>A sample fee: no source gives this amount.</p>" if line.made_up else ""
    return (
        f'<section class="fee-explanation"><h3>{escape(line.label)}: {dollars(line.amount)}</h3>'
        f"{f'<dl>{rows}</dl>' if rows else ''}<ol>{steps}</ol><p><cite>{escape(line.cite)}</cite>{edition}</p>"
        f"{sample}</section>"
    )


def as_json(line: Explanation) -> Mapping[str, Any]:
    """The explanation for programs: money and numbers as text, so that no cent is lost in a float."""
    return {
        "fee": line.fee,
        "label": line.label,
        "amount": str(line.amount),
        "inputs": [
            {"name": each.name, "label": each.label, "value": _json(each.value), "unit": each.unit, "said": each.said}
            for each in line.inputs
        ],
        "steps": list(line.steps),
        "cite": line.cite,
        "edition": None
        if line.edition is None
        else {
            "bundle": line.edition.bundle,
            "effective": line.edition.effective.isoformat(),
            "adopted_by": line.edition.adopted_by,
        },
        "waived": [
            {"say": each.say, "cite": each.cite, "amount": str(each.amount), "granted_by": each.granted_by}
            for each in line.waived
        ],
        "made_up": line.made_up,
    }


def _waived_said(each: Waived) -> str:
    because = f": {each.say}" if each.say else ""
    return f"{dollars(each.amount)} waived by {each.granted_by}{because}"


def _said(value: Any, unit: str) -> str:
    if isinstance(value, Decimal):
        return dollars(value) if unit == "$" else f"{number(value)} {unit}".strip()
    if isinstance(value, list | tuple) and value and all(isinstance(each, Mapping) for each in value):
        more = (f"{len(value) - MOST_ENTRIES} more",) if len(value) > MOST_ENTRIES else ()
        return "; ".join((*(_entry(each) for each in value[:MOST_ENTRIES]), *more))
    return _day(value) if isinstance(value, date) else say(value)


def _entry(entry: Mapping[str, Any]) -> str:
    """One entry of a list: "yard rear, length 160"."""
    known = ((key.replace("_", " "), value) for key, value in entry.items() if value is not UNKNOWN)
    return ", ".join(f"{name} {_said(value, '')}" for name, value in known)


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_json(each) for each in value]
    return value
