"""Running the `[[example]]` tables of fees: given these facts, an event charges these amounts."""

from dataclasses import dataclass, field
from decimal import Decimal

from transom.rulebook.books import Book
from transom.rulebook.expressions.types import Names
from transom.rulebook.fees import Assessment, FeeBook, FeeLine, UnknownFee
from transom.rulebook.fees.compiling import TOTAL
from transom.rulebook.fees.refunding import REFUND
from transom.rulebook.givens import CHARGED, check_given
from transom.rulebook.positions import Path
from transom.rulebook.problems import Problem, Report, did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.checks import Example
from transom.rulebook.schema.fees.parts import Sum
from transom.rulebook.values import CENT, number, plain


@dataclass(slots=True)
class Outcome:
    """How many checks a rulebook holds, and what the failing ones say."""

    count: int = 0
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)


def run_examples(book: Book) -> Outcome:
    """Every example of every record type and schedule; of a file with errors only the names are looked at."""
    outcome = Outcome()
    for id_, text in book.texts.items():
        _run(text.source, text.file.example, book.types[id_].fees, book.types[id_].names, outcome)
    for schedule in book.schedules.values():
        _run(schedule.source, schedule.file.example, schedule.fees, schedule.names, outcome)
    return outcome


def _run(source: Source, examples: tuple[Example, ...], fees: FeeBook, names: Names, outcome: Outcome) -> None:
    report = Report(source.name, source.report.where)
    for index, example in enumerate(examples):
        outcome.count += 1
        path: Path = ("example", index)
        before = len(report.problems)
        _known_like(report, (*path, "like"), example, [each.name for each in examples[:index]])
        given_right = check_given(report, (*path, "given"), example.given, names)
        if given_right and not source.report.has_errors:
            _compare(report, path, example, fees)
        outcome.failed += source.report.has_errors or len(report.problems) > before
    outcome.problems += report.problems


def _known_like(report: Report, path: Path, example: Example, above: list[str]) -> None:
    if example.like is not None and example.like not in above:
        report.error(path, f'no example above is called "{example.like}"{did_you_mean(example.like, above)}')


def _compare(report: Report, path: Path, example: Example, fees: FeeBook) -> None:
    if example.on not in (*fees.events, REFUND):
        report.error((*path, "on") if "on" in example.model_fields_set else path, _no_event(example.on, fees))
        return
    assessment = assessed(example, fees)
    if example.refused is not None:
        sentence = _not_refused(example.refused, assessment)
        if sentence:
            report.plain(report.where.of((*path, "refused")), f'"{example.name}": {sentence}')
    for fee, expected in example.expect.items():
        sentence = _difference(fee, expected, assessment, fees)
        if sentence:
            spot = report.where.of((*path, "expect", fee))
            report.plain(spot, f'"{example.name}": {sentence}')


def assessed(example: Example, fees: FeeBook) -> Assessment:
    """What an example comes to: the fees of its event, or what goes back of what was paid."""
    if example.on == REFUND:
        return fees.refund(plain(example.paid), plain(example.given))
    return fees.assess(example.on, plain(example.given))


def _not_refused(wanted: str, assessment: Assessment) -> str:
    """What is wrong when no fee was refused with the wanted words, or nothing."""
    said = [f"{each.label}: {each.say}" for each in assessment.unknown if each.say]
    if any(wanted in each for each in said):
        return ""
    waiting = [
        f"{each.label} still needs {', '.join(dict.fromkeys(each.needs))}"
        for each in assessment.unknown
        if not each.say
    ]
    charged = [f"{line.fee} {line.amount}" for line in assessment.lines]
    found = "; ".join([*said, *waiting]) or f"it charges {' + '.join(charged) or 'nothing'}"
    return f'should be refused with "{wanted}", but {found}'


def _no_event(event: str, fees: FeeBook) -> str:
    return f'no fee is charged on "{event}"{did_you_mean(event, [*fees.events, REFUND])}'


def _difference(fee: str, expected: Decimal, assessment: Assessment, fees: FeeBook) -> str:
    """What an expectation gets wrong, or nothing."""
    if fee == TOTAL:
        lines = " + ".join(f"{line.fee} {line.amount}" for line in assessment.lines) or "nothing"
        if assessment.total == expected:
            return ""
        gives = f"total should be {_cents(expected)}, the schedule gives {assessment.total}"
        return f"{gives}\n      because it charges {lines}"
    known = {rule.id for rule in fees.rules}
    if fee not in known:
        return f'there is no fee "{fee}"{did_you_mean(fee, known)}'
    line = _line(fee, assessment)
    unknown = next((each for each in assessment.unknown if each.fee == fee), None)
    if unknown is not None:
        return f"{fee} should be {_cents(expected)}, but {unknown.say or still_needed(unknown, fees)}"
    if line is None:
        return "" if expected == 0 else f"{fee} should be {_cents(expected)}, the schedule does not charge it here"
    if line.amount == expected:
        return ""
    because = "".join(f"\n      because {step}" for step in line.trace)
    return f"{fee} should be {_cents(expected)}, the schedule gives {line.amount}{because}"


def still_needed(unknown: UnknownFee, fees: FeeBook) -> str:
    """The facts a fee waits for; of what the ledger billed before, how an example says it."""
    said = f"still needed: {', '.join(dict.fromkeys(unknown.needs))}"
    if CHARGED not in unknown.needs:
        return said
    rule = next(rule for rule in fees.rules if rule.id == unknown.fee)
    of = getattr(rule.table, "of", None)
    before = next(iter(of.charged), "application") if isinstance(of, Sum) else "application"
    return f"{said}; what was charged before is said so: given = {{ charged = {{ {before} = 35.00 }} }}"


def _cents(amount: Decimal) -> str:
    return f"{amount.quantize(CENT)}" if amount == amount.quantize(CENT) else number(amount)


def _line(fee: str, assessment: Assessment) -> FeeLine | None:
    return next((line for line in (*assessment.lines, *assessment.values) if line.fee == fee), None)
