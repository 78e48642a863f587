"""What a record would cost, worked out from as few answers as its fees need (portal FAQ, "Fees Estimator")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from transom.rulebook.compiled import Assessment, Field, Option, RecordType, UnknownFee
from transom.rulebook.expressions.types import Type
from transom.rulebook.fees.rules import FeeRule
from transom.rulebook.forms.fields import STAFF
from transom.rulebook.values import UNKNOWN, fact_at

WHEN: Final = {"submit": "apply", "apply": "apply", "issue": "approval"}
"""The events every record goes through, and what people call that moment; fees of other events may never come."""

LONGEST: Final = 4000
"""Characters of an address that is still read as answers; no form of ours makes one as long."""
_NOTHING_YET: Final = ("extensions", "resubmittals", "inspections_done", "failed_inspections", "balance_due")
_PART_TYPES: Final = {"yes/no": "bool", "number": "number", "date": "date", "text": "text"}


@dataclass(frozen=True, slots=True)
class PartQuestion:
    """A question about something that is picked when one applies: whether the property is in a historic district."""

    key: str
    type: str
    label: str
    help: str = ""
    unit: str = ""
    options: tuple[Option, ...] = ()


Question: TypeAlias = Field | PartQuestion


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the estimate, and whether a fee waits for its answer."""

    question: Question
    needed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What would be charged at a moment: "apply" or "approval"."""

    when: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of the fees, what is still asked, and which fees come only if something happens."""

    asked: tuple[Asked, ...]
    answers: Mapping[str, Any]
    errors: Mapping[str, str]
    dues: tuple[Due, ...]
    perhaps: tuple[FeeRule, ...]

    @property
    def total(self) -> Decimal:
        """Dollars of every line that is known; the whole price only when nothing is unknown."""
        return sum((due.assessment.total for due in self.dues), Decimal("0.00"))

    @property
    def unknown(self) -> tuple[UnknownFee, ...]:
        return tuple(fee for due in self.dues for fee in due.assessment.unknown)

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why the schedule has no amount for these answers, in the city's words."""
        return tuple(dict.fromkeys(fee.say for fee in self.unknown if fee.say))

    @property
    def is_final(self) -> bool:
        return not self.unknown and not self.errors


def answers_in(rt: RecordType, posted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The answers in an address: those of the form, and parts of a property or a company by their dotted names.

    Entries of a list that hold nothing are left out, as are names the type does not know.
    """
    answers = {key: value for key, value in rt.answers_from(posted, None).items() if not isinstance(value, Mapping)}
    for key, value in answers.items():
        if isinstance(value, list):
            answers[key] = [each for each in value if not isinstance(each, Mapping) or any(each.values())]
    for name, values in posted.items():
        field = rt.fields.get(name.partition(".")[0])
        if "." in name and (field is None or field.type in ("parcel", "license-holder")):
            answers[name] = values[-1] if values else ""
    return answers


def estimate(rt: RecordType, answers: Mapping[str, Any], today: date) -> Estimate:
    """Fees of a type for the answers given so far, and the questions its fees still need, in the form's order.

    `answers` are those of the application form, as posted, and parts of a property or a company under their dotted
    names ("parcel.historic": "yes"). A wrong answer is told in `errors` and counts as not given. Amounts in dollars.
    """
    given = {key: value for key, value in answers.items() if value not in ("", None, [], {})}
    form = {field.key: field for field in rt.form.fields_of(None) if field.type not in ("info", "file")}
    typed = {key: value for key, value in given.items() if key in form}
    facts = _facts(rt, given, typed, today)
    checked = rt.validate(typed, facts, None)
    errors = {key: say for key, say in checked.errors.items() if key.partition(".")[0] in typed}
    if wrong := {key.partition(".")[0] for key in errors}:
        facts = _facts(rt, given, {key: value for key, value in typed.items() if key not in wrong}, today)
    dues = tuple(Due(when, rt.assess(event, facts)) for event, when in WHEN.items() if event in rt.fees.events)
    needed = _needed(rt, dues, facts)
    kept = {key: checked.values.get(key, value) for key, value in typed.items()}
    parts = {key: value for key, value in given.items() if _part_type(rt, key)}
    return Estimate(_asked(rt, form, given, needed, facts), {**kept, **parts}, errors, dues, _perhaps(rt))


def _facts(rt: RecordType, given: Mapping[str, Any], typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What the estimate takes for granted: a first application, today, with nothing failed and nothing owed."""
    facts: dict[str, Any] = dict.fromkeys(_NOTHING_YET, Decimal(0)) | {"city_past_due": Decimal(0), "charged": {}}
    facts |= {"today": today, "submitted_on": today, "issued_on": today, "renewal": False}
    if rt.term is not None:
        facts["term_end"] = rt.term.end_for(today)
    for key, value in given.items():
        type_ = _part_type(rt, key)
        whole, _, part = key.partition(".")
        if type_ is not None and isinstance(value, str):
            read = _part(value, type_)
            if read is not None:
                facts.setdefault(whole, {})[part] = read
    return facts | rt.facts_from(typed)


def _part_type(rt: RecordType, name: str) -> Type | None:
    """The type of a part of a group, such as parcel.historic; None for any other name."""
    whole, _, part = name.partition(".")
    group = rt.names.get(whole)
    return group.fields.get(part) if part and group is not None and group.kind == "group" else None


def _part(value: str, type_: Type) -> Any:
    match type_.kind:
        case "yes/no":
            return {"yes": True, "no": False}.get(value)
        case "date":
            return _day(value)
        case "number":
            return Decimal(value) if value.replace(".", "", 1).isdecimal() else None
    return value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _needed(rt: RecordType, dues: Iterable[Due], facts: Mapping[str, Any]) -> list[str]:
    """The names fees wait for; where a question is not asked yet, those that decide whether it is."""
    waiting = [name for due in dues for fee in due.assessment.unknown for name in fee.needs]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        field = rt.fields.get(name.partition(".")[0])
        if field is not None and not field.show.holds(facts):
            waiting += field.show.missing(facts)
    return list(found)


def _asked(
    rt: RecordType, form: Mapping[str, Field], given: Mapping[str, Any], needed: list[str], facts: Mapping[str, Any]
) -> tuple[Asked, ...]:
    """Questions of the form in its order, then parts of what would be picked; the value of the work comes first."""
    value = _value_question(rt, form)
    asked = []
    for key, field in form.items():
        wanted = key in needed and field.type not in ("parcel", "license-holder", "person")
        if key == value or ((wanted or key in given) and field.show.holds(facts)):
            asked.append(Asked(field, wanted and fact_at(facts, key) is UNKNOWN))
    asked.sort(key=lambda each: each.question.key != value)
    parts = dict.fromkeys([*(key for key in given if _part_type(rt, key)), *needed])
    for name in parts:
        type_ = _part_type(rt, name)
        if type_ is not None and type_.kind in _PART_TYPES:
            question = PartQuestion(name, _PART_TYPES[type_.kind], rt.label_of(name))
            asked.append(Asked(question, fact_at(facts, name) is UNKNOWN))
    return tuple(asked)


def _value_question(rt: RecordType, form: Mapping[str, Field]) -> str:
    """The question that asks what the work is worth, where one question does."""
    names = rt.valuation_rule.names if rt.valuation_rule is not None else ()
    return names[0] if len(names) == 1 and names[0] in form else ""


def decided_by_staff(rt: RecordType, name: str) -> bool:
    """Whether a fact a fee waits for is one that only the city can tell."""
    return any(field.key == name for field in rt.form.fields_of(STAFF))


def _perhaps(rt: RecordType) -> tuple[FeeRule, ...]:
    """Fees that are charged only if something happens: a failed inspection, a late renewal, an extension."""
    written = sorted(rt.fees.rules, key=lambda rule: rule.place)
    return tuple(rule for rule in written if not rule.table.value_only and not set(rule.table.on) & set(WHEN))
