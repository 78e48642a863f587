"""The legal moves of a record: which one an event means now, why it is refused, and what happens by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from transom.kernel.sentences import Sentence
from transom.rulebook.durations import Duration
from transom.rulebook.expressions import Expression
from transom.rulebook.values import UNKNOWN, Facts, fact_at
from transom.rulebook.wording import Wording

By: TypeAlias = Literal["applicant", "staff", "system"]
AUTO: Final = "auto"
SAME: Final = "same"
WARNING: Final = "expiring"
"""The notice that a timer sends ahead of time."""
AUTO_LIMIT: Final = 10
"""At most so many moves happen by themselves after one event; more would be a circle in the lifecycle."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement that is not met: what to do, the values that show it, and the ordinance.

    `because` is for everyone ("insured until: March 1, 2026"); `why` is the rule itself with its values, for staff.
    """

    key: str
    say: str
    because: str = ""
    cite: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement before a stage such as "submit" or "issue"."""

    key: str
    before: str
    when: Expression
    say: str
    skip: Expression | None
    cite: str
    wording: Wording

    def unmet(self, facts: Facts) -> Unmet | None:
        """What is missing, or None when it is met or does not apply; what is not known yet is not met."""
        if self.skip is not None and self.skip.holds(facts):
            return None
        if self.when.holds(facts):
            return None
        because = self.wording.seen(self.when.names, facts)
        return Unmet(self.key, self.say, because, self.cite, self.when.why(facts))


@dataclass(frozen=True, slots=True)
class Status:
    """Where a record stands; `clock` is running, paused or off, `waits_for` applicant, city or nobody."""

    key: str
    label: str
    clock: str
    waits_for: str
    closed: bool
    good: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing a move does: `charge` `issue`, `notify` `approved`."""

    verb: str
    arg: str = ""

    def __str__(self) -> str:
        return f"{self.verb}:{self.arg}" if self.arg else self.verb


@dataclass(frozen=True, slots=True)
class Move:
    """A move that is made."""

    on: str
    from_: str
    to: str
    do: tuple[Effect, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move that is not made, and every reason."""

    reasons: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """An event a person may ask for here; with a refusal it is shown grey with its reasons."""

    event: str
    label: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Timer:
    """A clock that fires an event once a record has stood too long; `since` and `extend` are names of facts."""

    key: str
    statuses: tuple[str, ...]
    since: str
    after: Duration
    fire: str
    warn: tuple[Duration, ...]
    extend: str

    @property
    def after_days(self) -> int:
        return self.after.days

    @property
    def warn_days(self) -> tuple[int, ...]:
        return tuple(warning.days for warning in self.warn)

    def ends_on(self, facts: Facts) -> date | None:
        """The last day on which nothing fires yet; None while its starting day is not known."""
        since = fact_at(facts, self.since)
        if not isinstance(since, date):
            return None
        extensions = fact_at(facts, self.extend) if self.extend else UNKNOWN
        times = 1 + int(extensions) if isinstance(extensions, Decimal | int) else 1
        return self.after.after(since, times)

    def is_over(self, facts: Facts, today: date) -> bool:
        ends = self.ends_on(facts)
        return ends is not None and today > ends

    def warns_on(self, facts: Facts) -> tuple[date, ...]:
        """The days on which a warning is sent, earliest first."""
        ends = self.ends_on(facts)
        return () if ends is None else tuple(sorted(_before(ends, warning) for warning in self.warn))


def _before(day: date, length: Duration) -> date:
    return length.after(day, -1)


@dataclass(frozen=True, slots=True)
class MoveRule:
    """A legal move as the lifecycle writes it."""

    on: str
    from_: tuple[str, ...]
    to: str
    by: tuple[By, ...]
    label: str
    when: Expression | None
    say: str
    needs: str
    do: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Statuses, moves and timers of one kind of record, with the needs of one record type."""

    id: str
    start: str
    statuses: Mapping[str, Status]
    moves: tuple[MoveRule, ...]
    timers: tuple[Timer, ...]
    needs: tuple[Need, ...]
    wording: Wording

    def unmet(self, before: str, facts: Facts) -> tuple[Unmet, ...]:
        """Every requirement before a stage that is not met, in the order the city wrote them."""
        found = (need.unmet(facts) for need in self.needs if need.before == before)
        return tuple(unmet for unmet in found if unmet is not None)

    def decide(self, status: str, event: str, facts: Facts, by: By) -> Move | Refusal:
        """The move an event means in a status, or every reason why it is refused."""
        rules = [rule for rule in self.moves if rule.on == event and status in rule.from_]
        if not rules:
            return self._not_here(status, event)
        allowed = [rule for rule in rules if by in rule.by]
        if not allowed:
            return Refusal((Unmet("by", f"Only {_people(rules)} may do this."),))
        open_ = [rule for rule in allowed if rule.when is None or rule.when.holds(facts)]
        if not open_:
            return Refusal(tuple(self._condition(rule, facts) for rule in allowed))
        unmet = self.unmet(open_[0].needs, facts) if open_[0].needs else ()
        return Refusal(unmet) if unmet else self._made(open_[0], status)

    def auto(self, status: str, facts: Facts) -> Move | None:
        """The move that happens by itself now, if any; after it facts have changed, so ask again."""
        for rule in self.moves:
            if rule.on != AUTO or status not in rule.from_:
                continue
            if rule.when is not None and not rule.when.holds(facts):
                continue
            if not (rule.needs and self.unmet(rule.needs, facts)):
                return self._made(rule, status)
        return None

    def buttons(self, status: str, facts: Facts, by: By) -> tuple[Button, ...]:
        """What a person may ask for in a status, each with its refusal if it would be refused now."""
        found: dict[str, Button] = {}
        for rule in self.moves:
            if rule.on == AUTO or status not in rule.from_ or by not in rule.by or rule.on in found:
                continue
            decision = self.decide(status, rule.on, facts, by)
            found[rule.on] = Button(rule.on, rule.label, decision if isinstance(decision, Refusal) else None)
        return tuple(found.values())

    def timers_of(self, status: str) -> tuple[Timer, ...]:
        return tuple(timer for timer in self.timers if status in timer.statuses)

    def _condition(self, rule: MoveRule, facts: Facts) -> Unmet:
        if rule.when is None:
            return Unmet("when", rule.say)
        say = rule.say or Sentence("The rule for “{label}” is not met.", label=rule.label)
        return Unmet("when", say, self.wording.seen(rule.when.names, facts), "", rule.when.why(facts))

    def _made(self, rule: MoveRule, status: str) -> Move:
        return Move(rule.on, status, status if rule.to == SAME else rule.to, rule.do, rule.label)

    def _not_here(self, status: str, event: str) -> Refusal:
        known = self.statuses.get(status)
        label = known.label if known else status
        word = next((rule.label for rule in self.moves if rule.on == event), event)
        say = Sentence("This is not possible while the status is “{status}”: {move}.", status=label, move=word.lower())
        return Refusal((Unmet("status", say),))


def _people(rules: list[MoveRule]) -> str:
    words = {"applicant": "the applicant", "staff": "city staff", "system": "the system"}
    who = dict.fromkeys(words[by] for rule in rules for by in rule.by)
    return " or ".join(who)
