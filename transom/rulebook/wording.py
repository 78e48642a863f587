"""How facts are called when people are told about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from transom.kernel.sentences import Sentence
from transom.rulebook.values import UNKNOWN, Facts, dollars, fact_at, say
from transom.rulebook.vocabulary import PART_LABELS


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels of names, and which of them are money."""

    labels: Mapping[str, str] = field(default_factory=dict)
    money: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        """A name's label, of a part too; empty for what is no name, such as a formula."""
        if "." in name and all(part.isidentifier() for part in name.split(".")):
            return self.label(name)
        return self.labels.get(name, "")

    def beside(self, other: "Wording") -> "Wording":
        """These words, and the other's for names that have none here."""
        return Wording({**other.labels, **self.labels}, self.money | other.money, {**other.units, **self.units})

    def label(self, name: str) -> str:
        """A name's label; of a part, such as `contractor.insured_until`, the part's."""
        whole, _, part = name.partition(".")
        if part:
            return PART_LABELS.get(part, f"{self.labels.get(whole, whole)} {part.replace('_', ' ')}")
        return self.labels.get(name, name.replace("_", " "))

    def seen(self, names: Iterable[str], facts: Facts) -> str:
        """The values a condition looked at: "balance due: $45.00; insured until: March 1, 2026"."""
        found = [
            Sentence("{label}: {value}", label=self.label(name), value=self._said(name, fact_at(facts, name)))
            for name in names
            if name != "today"
        ]
        return reduce(lambda one, next_: Sentence("{one}; {next}", one=one, next=next_), found) if found else ""

    def _said(self, name: str, value: Any) -> str | date:
        if value is UNKNOWN or value is None:
            return Sentence("not known yet")
        if isinstance(value, Decimal) and name in self.money:
            return dollars(value)
        if isinstance(value, date):
            return value
        if isinstance(value, bool):
            return Sentence("yes") if value else Sentence("no")
        return say(value)
