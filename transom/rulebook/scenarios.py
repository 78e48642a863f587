"""Running the `[[scenario]]` tables: a dated life of one record, from the first page to the last."""

from collections.abc import Callable, Collection
from typing import Final

from transom.rulebook.books import Book
from transom.rulebook.calendar import Calendar
from transom.rulebook.compiled import RecordType
from transom.rulebook.examples import Outcome
from transom.rulebook.givens import check_given
from transom.rulebook.lifecycle import AUTO, WARNING, By
from transom.rulebook.positions import Path
from transom.rulebook.problems import Report, did_you_mean
from transom.rulebook.schema.checks import Scenario, Step
from transom.rulebook.simulation import Life, Refused
from transom.rulebook.values import plain

_PEOPLE: Final[dict[str, By]] = {"applicant": "applicant", "staff": "staff", "system": "system"}
DOCUMENTS: Final = "_docs"
"""In `given`: the papers that are uploaded already."""


def run_scenarios(book: Book) -> Outcome:
    """Every scenario of every record type; without an agency there is no calendar, and nothing is run."""
    outcome = Outcome()
    if book.agency is None:
        return outcome
    for id_, text in book.texts.items():
        report = Report(text.source.name, text.source.report.where)
        for index, scenario in enumerate(text.file.scenario):
            outcome.count += 1
            given_right = check_given(report, ("scenario", index, "given"), scenario.given, book.types[id_].names)
            given_right &= _papers_known(report, ("scenario", index, "given", DOCUMENTS), scenario, text.file.document)
            if given_right and not book.errors:
                _live(report, ("scenario", index), scenario, book.types[id_], book.agency.calendar)
        outcome.problems += report.problems
    return outcome


def _papers_known(report: Report, path: Path, scenario: Scenario, known: Collection[str]) -> bool:
    """Whether the papers that are there from the start are papers of the type; what is not is reported."""
    before = len(report.problems)
    papers = scenario.given.get(DOCUMENTS, [])
    if not isinstance(papers, list):
        report.error(path, 'write a list in brackets, e.g. ["plat"]')
        return False
    for index, key in enumerate(papers):
        if key not in known:
            report.error((*path, index), f'there is no document "{key}"{did_you_mean(str(key), known)}')
    return len(report.problems) == before


def _live(report: Report, path: Path, scenario: Scenario, rt: RecordType, calendar: Calendar) -> None:
    facts = plain({key: value for key, value in scenario.given.items() if not key.startswith("_")})
    life = Life(rt, calendar, facts, rt.lifecycle.start, uploaded=set(scenario.given.get(DOCUMENTS, ())))
    for index, step in enumerate(scenario.steps):
        wrong = _step(life, step)
        if wrong:
            spot = report.where.of((*path, "steps", index))
            report.plain(spot, f'"{scenario.name}", {step.day.isoformat()} {step.do}: {wrong}')
            return


def _step(life: Life, step: Step) -> str:
    """Do what the step says and compare; a sentence when something is not as it should be."""
    if step.day < life.today:
        return f"the day is before the step above ({life.today.isoformat()})"
    life.today = step.day
    life.sent.clear()
    refusal = ""
    try:
        _do(life, step.do)
    except Refused as refused:
        refusal = str(refused)
    if step.refused is None and refusal:
        return f"it is refused: {refusal}"
    if step.refused is not None and step.refused not in refusal:
        return f'it should be refused with "{step.refused}", ' + (f"but: {refusal}" if refusal else "but it is done")
    return _compared(life, step)


def _compared(life: Life, step: Step) -> str:
    wrong = _unknown(life, step)
    if wrong:
        return wrong
    if step.status is not None and life.status != step.status:
        return f'the status should be "{step.status}", it is "{life.status}"{_held(life, step.status)}'
    if step.owes is not None and life.balance != step.owes:
        return f"the balance should be {step.owes}, it is {life.balance}"
    if step.due is not None and life.due != step.due:
        return f"the reviews should be due {step.due}, they are due {life.due or 'never'}"
    if step.missing is not None:
        missing = life.missing("issue")
        if missing != set(step.missing):
            return f"missing should be {sorted(step.missing)}, it is {sorted(missing)}"
    if step.sent is not None and life.sent != list(step.sent):
        return f"the notices sent should be {list(step.sent)}, they are {life.sent}"
    return ""


def _unknown(life: Life, step: Step) -> str:
    """A sentence about a status, need or notice that this type does not know."""
    lifecycle = life.rt.lifecycle
    sent = {effect.arg for move in lifecycle.moves for effect in move.do if effect.verb == "notify"} | {WARNING}
    for what, said, known in (
        ("status", (step.status,), lifecycle.statuses),
        ("need", step.missing, {need.key for need in lifecycle.needs}),
        ("notice", step.sent, sent),
    ):
        for word in said or ():
            if word is not None and word not in known:
                return f'there is no {what} "{word}"{did_you_mean(word, known)}'
    return ""


def _held(life: Life, wanted: str) -> str:
    """Why the moves that lead from here to the wanted status are not made; nothing when none leads there."""
    reasons: dict[str, None] = {}
    facts = life.seen()
    for move in life.rt.lifecycle.moves:
        if life.status not in move.from_ or move.to != wanted:
            continue
        if move.when is not None and not move.when.holds(facts):
            reasons |= dict.fromkeys([f"{move.on}: {move.when.why(facts)}"] if move.on == AUTO else [])
        elif move.needs:
            unmet = life.rt.unmet(move.needs, facts)
            reasons |= dict.fromkeys(f"{each.say} ({each.because})" if each.because else each.say for each in unmet)
    return "".join(f"\n      because {reason}" for reason in reasons)


def _do(life: Life, text: str) -> None:
    words, _, by = text.partition(" by ")
    verb, _, argument = words.partition(":")
    act = _ACTS.get(verb)
    if act is not None and (argument or verb in ("pay", "tick")):
        act(life, argument)
        return
    if verb in _WRITTEN:
        raise Refused(f'write it as "{_WRITTEN[verb]}"')
    move = next((move for move in life.rt.lifecycle.moves if move.on == words), None)
    if move is not None and by not in ("", *_PEOPLE):
        raise Refused(f'"{by}" is nobody here; write by applicant, by staff or by system{did_you_mean(by, _PEOPLE)}')
    if move is None:
        known = [*_ACTS, *(move.on for move in life.rt.lifecycle.moves)]
        raise Refused(f'nobody knows how to do "{text}"{did_you_mean(verb, known)}')
    life.fire(words, _PEOPLE[by] if by else move.by[0])


def _upload(life: Life, key: str) -> None:
    known = [paper.key for paper in life.rt.documents(life.seen())]
    if key not in known:
        raise Refused(f'there is no document "{key}"{did_you_mean(key, known)}')
    life.uploaded.add(key)
    life.settle()


def _review(life: Life, argument: str) -> None:
    key, equals, decision = argument.partition("=")
    if not (key and equals):
        raise Refused(f'write it as "{_WRITTEN["review"]}"')
    review = life.reviews.get(key)
    if review is None or review.decision:
        raise Refused(f'the review "{key}" is not open{did_you_mean(key, life.reviews)}')
    if decision not in ("approved", "corrections", "denied"):
        raise Refused(f'"{decision}" is not a decision; write approved, corrections or denied')
    review.decision = decision
    life.settle()


def _pay(life: Life, _: str) -> None:
    life.balance = life.balance * 0
    life.settle()


def _set(life: Life, argument: str) -> None:
    life.set_fact(argument)
    life.settle()


def _inspect(life: Life, argument: str) -> None:
    key, equals, result = argument.partition("=")
    if not (key and equals):
        raise Refused(f'write it as "{_WRITTEN["inspect"]}"')
    if result not in ("pass", "fail"):
        raise Refused(f'"{result}" is not a result; write pass or fail')
    life.inspect(key, result)


_WRITTEN: Final = {
    "upload": "upload:plat",
    "review": "review:zoning=approved",
    "inspect": "inspect:final=pass",
    "set": "set:cost=900",
}
_ACTS: Final[dict[str, Callable[[Life, str], None]]] = {
    "upload": _upload,
    "review": _review,
    "pay": _pay,
    "set": _set,
    "inspect": _inspect,
    "tick": lambda life, _: life.tick(),
}
