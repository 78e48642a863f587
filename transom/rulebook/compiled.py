"""A city and its record types, compiled: immutable, pure, and the only face of the rulebook other rooms see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, cast

from transom.rulebook.agencies import Agency, Group, GroupEntry
from transom.rulebook.calendar import Calendar
from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.types import Names
from transom.rulebook.fees import Assessment, FeeBook, FeeLine, UnknownFee
from transom.rulebook.forms import Checked, Field, Form, Option, Page
from transom.rulebook.forms.checking import validate
from transom.rulebook.forms.facts import facts_from
from transom.rulebook.forms.fields import STAFF
from transom.rulebook.forms.posted import answers_from
from transom.rulebook.lifecycle import Button, By, Effect, Lifecycle, Move, Refusal, Status, Timer, Unmet
from transom.rulebook.notices import NoticeText, Text, filled
from transom.rulebook.numbering import NumberPattern
from transom.rulebook.specs import Conditional, DocumentSpec, InspectionSpec, ReviewSpec
from transom.rulebook.terms import Term
from transom.rulebook.translating import translated
from transom.rulebook.values import UNKNOWN, Facts, number

__all__ = [
    "Agency", "Assessment", "Button", "By", "Calendar", "Checked", "DocumentSpec", "Effect", "FeeLine", "Field",
    "Group", "GroupEntry", "InspectionSpec", "Move", "Option", "Page", "RecordType", "Refusal", "ReviewSpec", "Status",
    "Term", "Text", "Timer", "UnknownFee", "Unmet",
]  # fmt: skip


@dataclass(frozen=True)
class RecordType:
    """One record type as it stood in one bundle. Facts in, decisions out; nothing here reads or writes anything."""

    id: str
    label: str
    group: str
    kind: str
    description: str
    bundle: str
    online: bool
    effective: date
    adopted_by: str
    form: Form
    fees: FeeBook
    lifecycle: Lifecycle
    term: Term | None
    prints: Mapping[str, str]
    files: Mapping[str, str]
    own_notices: Mapping[str, NoticeText]
    agency: Agency | None
    names: Names
    numbering: NumberPattern
    auto_issue: Expression
    document_rules: tuple[Conditional, ...]
    review_rules: tuple[Conditional, ...]
    inspection_rules: tuple[Conditional, ...]
    title_text: str
    valuation_rule: Expression | None

    # -- numbers

    def number(self, n: int, on: date) -> str:
        """The n-th record number of the series a day belongs to, e.g. F26-00001."""
        return self.numbering.number(n, on)

    def series(self, on: date) -> str:
        """The key of the counter, e.g. "F26"."""
        return self.numbering.series(on)

    # -- form

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.form.pages

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.form.fields

    @property
    def staff_fields(self) -> tuple[Field, ...]:
        """The questions that only staff answer; their page is named "staff"."""
        return self.form.fields_of(STAFF)

    def visible_fields(self, page: str | None, facts: Facts) -> tuple[Field, ...]:
        """The questions asked on a page (on all pages for None), given what is known."""
        return self.form.visible(page, facts)

    def is_required(self, field: Field, facts: Facts) -> bool:
        """Whether a question must be answered; a condition not known yet does not demand."""
        return field.type != "info" and field.required.holds(facts)

    def validate(self, answers: Mapping[str, Any], facts: Facts, page: str | None) -> Checked:
        """Answers as stored and one sentence for each that will not do; `page` None checks the whole application."""
        return validate(self.form, answers, facts, page)

    def answers_from(self, posted: Mapping[str, Sequence[str]], page: str | None) -> dict[str, Any]:
        """The answers in a posted page, whose names are those of the errors: `sections.0.height`."""
        return answers_from(self.form.fields_of(page), posted)

    def facts_from(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Stored answers as typed facts; what cannot be read stays unknown."""
        return facts_from(self.form.fields.values(), answers)

    def label_of(self, name: str) -> str:
        """How a fact is called to people: the question's label, or the system's word."""
        return self.lifecycle.wording.label(name)

    # -- what it needs

    def documents(self, facts: Facts) -> tuple[DocumentSpec, ...]:
        """Every paper that may be uploaded, each with whether it is required; not known yet is not required."""
        found = ((cast(DocumentSpec, rule.spec), rule.when.holds(facts)) for rule in self.document_rules)
        return tuple(DocumentSpec(d.key, d.label, required, d.expires, d.help) for d, required in found)

    def reviews(self, facts: Facts) -> tuple[ReviewSpec, ...]:
        """The reviews that start; a condition not known yet starts its review."""
        return tuple(cast(ReviewSpec, rule.spec) for rule in self.review_rules if not rule.when.fails(self._all(facts)))

    def inspections(self, facts: Facts) -> tuple[InspectionSpec, ...]:
        """The inspections the record must pass; a condition not known yet calls for its inspection."""
        rules = [rule for rule in self.inspection_rules if not rule.when.fails(self._all(facts))]
        return tuple(cast(InspectionSpec, rule.spec) for rule in rules)

    def unmet(self, before: str, facts: Facts) -> tuple[Unmet, ...]:
        """Every requirement before a stage ("submit", "issue") that is not met, with its because."""
        return self.lifecycle.unmet(before, self._all(facts))

    # -- money

    def assess(self, on: str, facts: Facts) -> Assessment:
        """The fees an event charges, in dollars, each with its arithmetic; what cannot be said yet is unknown."""
        return self.fees.assess(on, self._all(facts))

    def assess_today(self, on: str, facts: Facts, current: "RecordType") -> Assessment:
        """As `assess`, but fees written `as_of = "charged"` are those of the edition in force when they are charged."""
        return self.fees.with_current(current.fees).assess(on, self._all(facts))

    def follows_charging(self, on: str) -> bool:
        """Whether an event charges some fee by the edition in force on the day of charging."""
        return self.fees.follows_charging(on)

    def refund(self, paid: Mapping[str, Decimal], facts: Facts) -> Assessment:
        """What goes back of what was paid for each fee, in dollars, a line for each; never more than was paid."""
        return self.fees.refund(paid, self._all(facts))

    # -- lifecycle

    @property
    def statuses(self) -> Mapping[str, Status]:
        return self.lifecycle.statuses

    def status(self, key: str) -> Status:
        return self.lifecycle.statuses[key]

    def decide(self, status: str, event: str, facts: Facts, by: By) -> Move | Refusal:
        """The move an event means now, or every reason why not."""
        return self.lifecycle.decide(status, event, self._all(facts), by)

    def auto(self, status: str, facts: Facts) -> Move | None:
        """The move that happens by itself now, if any; ask again after making it."""
        return self.lifecycle.auto(status, self._all(facts))

    def buttons(self, status: str, facts: Facts, by: By) -> tuple[Button, ...]:
        """What a person may ask for in a status, with the refusal where it would be refused."""
        return self.lifecycle.buttons(status, self._all(facts), by)

    def timers(self, status: str) -> tuple[Timer, ...]:
        return self.lifecycle.timers_of(status)

    # -- words

    def notice(self, key: str, facts: Facts, language: str = "en") -> Text:
        """A notice in the type's own words or the agency's; KeyError when nobody wrote it."""
        written = self.agency.notice_text(key, language) if self.agency is not None else None
        own = self.in_language(language).own_notices.get(key)
        if own is not None:
            written = NoticeText(own.subject or (written.subject if written is not None else self.label), own.body)
        if written is None:
            raise KeyError(f'there is no notice "{key}"')
        return written.render({**(self.agency.facts if self.agency is not None else {}), **facts})

    def in_language(self, language: str) -> "RecordType":
        """This type with its texts in a language of the city; English where the phrase book has no word."""
        if self.agency is None or language not in self.agency.words:
            return self
        if language not in self._translations:
            self._translations[language] = translated(self, partial(self.agency.word, language=language))
        return self._translations[language]

    @cached_property
    def _translations(self) -> dict[str, "RecordType"]:
        return {}

    def title(self, facts: Facts) -> str:
        """What a record is called in lists; the type's label where the city wrote no title."""
        if not self.title_text:
            return self.label
        spoken = {key: self._spoken(key, value) for key, value in facts.items()}
        return filled(self.title_text, spoken) or self.label

    def _spoken(self, key: str, value: Any) -> Any:
        """An answer as a title says it: an option by its label, a number that is no money as a number."""
        field = self.fields.get(key)
        if field is None:
            return value
        if isinstance(value, str):
            return field.option_label(value)
        return number(value) if isinstance(value, Decimal) and field.type == "number" else value

    def valuation(self, facts: Facts) -> Decimal | None:
        """What the work is worth, in dollars, where the type says so and it is known."""
        value = UNKNOWN if self.valuation_rule is None else self.valuation_rule.value(facts)
        return None if value is UNKNOWN else cast(Decimal, value)

    def source(self, path: str) -> str:
        """The text of a file of the bundle, such as a print template."""
        return self.files[path]

    def _all(self, facts: Facts) -> Facts:
        """Facts with what the type itself decides."""
        if "auto_issue" in facts:
            return facts
        value = self.auto_issue.value(facts)
        return facts if value is UNKNOWN else {**facts, "auto_issue": value}
