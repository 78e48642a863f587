"""A record that lives only in memory: what the real rooms do with a type's rules, in small, for scenarios.

The same scenario texts are also played through the real actions by the rooms above; this one needs no database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from transom.rulebook.calendar import Calendar
from transom.rulebook.compiled import RecordType
from transom.rulebook.forms.facts import fact
from transom.rulebook.lifecycle import AUTO_LIMIT, WARNING, By, Effect, Move, Refusal, Timer

PASSED: Final = "passed"
RESUBMIT: Final = "resubmit"
SUBMIT: Final = "submit"
COUNTED: Final = ("failed_inspections", "inspections_done", "resubmittals", "extensions")
"""Facts that start at nothing and are counted up."""


class Refused(Exception):
    """Something the rules do not allow now."""


@dataclass(slots=True)
class Review:
    """One review of the current cycle."""

    cycle: int
    due: date
    decision: str = ""


@dataclass(slots=True)
class Life:
    """A record's whole state, and the day it is."""

    rt: RecordType
    calendar: Calendar
    facts: dict[str, Any]
    status: str
    today: date = date(2000, 1, 1)
    uploaded: set[str] = field(default_factory=set)
    reviews: dict[str, Review] = field(default_factory=dict)
    visits: dict[str, str] = field(default_factory=dict)
    balance: Decimal = Decimal(0)
    charged: dict[str, Decimal] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    warned: set[tuple[str, date, date]] = field(default_factory=set)
    """Warnings that went out: of which timer, of which last day, for which of its days before."""

    def seen(self) -> dict[str, Any]:
        """The facts as the rules see them today."""
        facts = {"renewal": False, "city_past_due": Decimal(0), **self.facts, "today": self.today}
        facts |= dict.fromkeys(COUNTED, Decimal(0))
        facts |= {name: Decimal(count) for name, count in self.counts.items()}
        facts["balance_due"] = self.balance
        facts["charged"] = self.charged
        for name, decision in (("open", ""), ("returned", "corrections"), ("denied", "denied")):
            facts[f"reviews_{name}"] = Decimal(sum(each.decision == decision for each in self.reviews.values()))
        facts["inspections_open"] = Decimal(sum(each != PASSED for each in self.visits.values()))
        missing = [paper for paper in self.rt.documents(facts) if paper.required and paper.key not in self.uploaded]
        facts["documents_missing"] = Decimal(len(missing))
        return facts

    def missing(self, stage: str) -> set[str]:
        return {unmet.key for unmet in self.rt.unmet(stage, self.seen())}

    @property
    def due(self) -> date | None:
        """When the last open review is due."""
        return max((each.due for each in self.reviews.values() if not each.decision), default=None)

    def fire(self, event: str, by: By) -> None:
        """An event, and what follows from it; Refused with every reason."""
        decision = self.rt.decide(self.status, event, self.seen(), by)
        if isinstance(decision, Refusal):
            raise Refused(" ".join(unmet.say for unmet in decision.reasons))
        if event == SUBMIT:
            self.facts.setdefault("submitted_on", self.today)
        if event == RESUBMIT:
            self.count("resubmittals")
        self._make(decision)
        self.settle()

    def settle(self) -> None:
        """Moves that happen by themselves, until none does."""
        for _ in range(AUTO_LIMIT):
            move = self.rt.auto(self.status, self.seen())
            if move is None:
                return
            self._make(move)
        raise Refused(f"more than {AUTO_LIMIT} moves happen by themselves here: the lifecycle goes in a circle")

    def _make(self, move: Move) -> None:
        for effect in move.do:
            self._do(effect)
        self.status = move.to

    def _do(self, effect: Effect) -> None:
        _EFFECTS[effect.verb](self, effect.arg)

    def charge(self, event: str) -> None:
        assessment = self.rt.assess(event, self.seen())
        if assessment.unknown:
            needs = dict.fromkeys(name for each in assessment.unknown for name in each.needs or (each.say,))
            raise Refused(f'the fees of "{event}" cannot be worked out; still needed: {", ".join(needs)}')
        for line in assessment.lines:
            self.balance += line.amount
            self.charged[line.fee] = self.charged.get(line.fee, Decimal(0)) + line.amount

    def start_reviews(self) -> None:
        asked = self.rt.reviews(self.seen())
        keys = {spec.key for spec in asked}
        # A review that the answers do not call for any more stands aside, whatever it said.
        self.reviews = {key: each for key, each in self.reviews.items() if key in keys or each.decision == "approved"}
        for spec in asked:
            before = self.reviews.get(spec.key)
            if before is None or before.decision in ("corrections", "denied"):
                cycle = before.cycle + 1 if before else 1
                due = self.calendar.add_business_days(self.today, spec.days_for(cycle))
                self.reviews[spec.key] = Review(cycle, due)

    def list_inspections(self, *, again: bool) -> None:
        for spec in self.rt.inspections(self.seen()):
            if again or spec.key not in self.visits:
                self.visits[spec.key] = ""

    def set_fact(self, text: str) -> None:
        """Read `renewal=true` or `contractor.insured_until=2027-03-01` into the facts, as the name's own kind."""
        name, _, written = text.partition("=")
        *groups, last = name.split(".")
        types, facts = self.rt.names, self.facts
        for group in groups:
            types = types[group].fields if group in types else {}
            facts[group] = dict(facts.get(group) or {})
            facts = facts[group]
        value = fact(written, types[last]) if last in types else None
        if value is None:
            raise Refused(f'"{text}" cannot be set: write name=value with a name and a value that the rules know')
        facts[last] = value

    def inspect(self, key: str, result: str) -> None:
        spec = next((each for each in self.rt.inspections(self.seen()) if each.key == key), None)
        if spec is None or key not in self.visits:
            raise Refused(f'the inspection "{key}" is not on the list')
        first = [other for other in self.visits if other != key] if spec.last else list(spec.after)
        waiting = [other for other in first if self.visits.get(other, PASSED) != PASSED]
        if waiting:
            raise Refused(f"the inspection waits for: {', '.join(waiting)}")
        self.count("inspections_done")
        if result == "pass":
            self.visits[key] = PASSED
            self.facts["last_progress"] = self.today
        else:
            self.visits[key] = "failed"
            self.count("failed_inspections")
            self.charge("inspection-failed")
        self.settle()

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def tick(self) -> None:
        """Timers of the status, as the nightly job looks at them."""
        self.settle()
        for timer in self.rt.timers(self.status):
            if timer.is_over(self.seen(), self.today):
                self.fire(timer.fire, "system")
                return
            self.warn(timer)

    def warn(self, timer: Timer) -> None:
        """Send the notice of the last warning day that was reached, each once."""
        last = timer.ends_on(self.seen())
        reached = [day for day in timer.warns_on(self.seen()) if day <= self.today]
        if last is not None and reached and (timer.key, last, reached[-1]) not in self.warned:
            self.warned.add((timer.key, last, reached[-1]))
            self.sent.append(WARNING)


def _mark(life: Life, name: str) -> None:
    life.facts[name] = life.today


def _term(life: Life, _: str) -> None:
    if life.rt.term is not None:
        previous = life.facts.get("term_end") if life.facts.get("renewal") else None
        life.facts["term_end"] = life.rt.term.end_for(life.today, previous)


_EFFECTS: Final[dict[str, Callable[[Life, str], None]]] = {
    "charge": Life.charge,
    "mark": _mark,
    "count": Life.count,
    "set": Life.set_fact,
    "start-reviews": lambda life, _: life.start_reviews(),
    "list-inspections": lambda life, _: life.list_inspections(again=False),
    "again-inspections": lambda life, _: life.list_inspections(again=True),
    "term": _term,
    "print": lambda life, _: None,
    "notify": lambda life, key: life.sent.append(key),
}
