"""From the text of a record type, its lifecycle and its schedules to a compiled type, with every problem reported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from transom.rulebook.agencies import Agency
from transom.rulebook.compiled import RecordType
from transom.rulebook.expressions import Expression, always
from transom.rulebook.expressions.types import BOOL, NUMBER, Names
from transom.rulebook.fees.compiling import FeeText, compile_fees
from transom.rulebook.fees.explaining import Edition
from transom.rulebook.forms.compiling import compile_form, declared
from transom.rulebook.lifecycle import WARNING, Need
from transom.rulebook.lifecycles import compile_lifecycle
from transom.rulebook.notices import NoticeText, unknown_names
from transom.rulebook.numbering import NumberPattern, number_pattern
from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schedules import fee_text
from transom.rulebook.schema.fee_schedule import FeeScheduleFile
from transom.rulebook.schema.lifecycle import LifecycleFile
from transom.rulebook.schema.record_type import RecordTypeFile
from transom.rulebook.specs import Conditional, DocumentSpec, InspectionSpec, ReviewSpec
from transom.rulebook.terms import Term, term_end, term_opening
from transom.rulebook.vocabulary import NOTICE_NAMES, SYSTEM_EVENTS, SYSTEM_LABELS, SYSTEM_MONEY
from transom.rulebook.wording import Wording

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class TypeText:
    """Everything one record type is written in."""

    source: Source
    file: RecordTypeFile
    lifecycle: LifecycleFile
    lifecycle_source: Source
    schedules: tuple[tuple[Source, FeeScheduleFile], ...]
    files: Mapping[str, str]
    bundle: str


def compile_type(text: TypeText, agency: Agency | None) -> RecordType:
    """The type; problems are in the reports of its sources."""
    source, file = text.source, text.file
    teams: Names = dict.fromkeys(agency.teams, BOOL) if agency is not None else {}
    fields, names = declared(source, file)
    form = compile_form(source, file, fields, names, teams)
    labels = {**SYSTEM_LABELS, **{key: field.label for key, field in fields.items()}}
    money = SYSTEM_MONEY | {key for key, field in fields.items() if field.type == "money"}
    units = {key: field.unit for key, field in fields.items() if field.unit}
    edition = Edition(text.bundle, file.effective, file.adopted_by)
    own = FeeText(source, file.fee, file.table, file.refund, edition)
    texts = (own, *(fee_text(*each, text.bundle) for each in text.schedules))
    wording = Wording(labels, frozenset(money), units)
    fees = compile_fees(texts, names, wording, agency.calendar if agency is not None else None)
    lifecycle = compile_lifecycle(text.lifecycle_source, text.lifecycle, {**names, "auto_issue": BOOL}, wording)
    lifecycle = replace(lifecycle, needs=_needs(source, file, {**names, "auto_issue": BOOL}, wording))
    result = RecordType(
        id=file.id, label=file.label, group=file.group, kind=file.kind, description=file.description or "",
        bundle=text.bundle, online=file.online, effective=file.effective, adopted_by=file.adopted_by, form=form,
        fees=fees, lifecycle=lifecycle, term=_term(source, file), prints=dict(file.prints), files=dict(text.files),
        own_notices={key: NoticeText(each.subject or "", each.body) for key, each in file.notice.items()},
        agency=agency, names=names, numbering=_numbering(source, file),
        auto_issue=source.decided(("auto_issue",), file.auto_issue, names),
        document_rules=_documents(source, file, names), review_rules=_reviews(source, file, names, teams),
        inspection_rules=_inspections(source, file, names, teams),
        title_text=file.summary.title or "",
        valuation_rule=source.expression(("summary", "valuation"), file.summary.valuation, names, NUMBER)
        if file.summary.valuation else None,
    )  # fmt: skip
    _check_words(source, file, agency, text)
    _check_events(source, file, text.lifecycle)
    return result


def _needs(source: Source, file: RecordTypeFile, names: Names, wording: Wording) -> tuple[Need, ...]:
    return tuple(
        Need(
            key,
            need.before,
            source.expression(("need", key, "when"), need.when, names, None),
            need.say,
            source.condition(("need", key, "skip"), need.skip, names),
            need.cite or "",
            wording,
        )
        for key, need in file.need.items()
    )


def _documents(source: Source, file: RecordTypeFile, names: Names) -> tuple[Conditional, ...]:
    return tuple(
        Conditional(
            DocumentSpec(key, paper.label, True, paper.expires, paper.help or ""),
            source.decided(("document", key, "required"), paper.required, names),
        )
        for key, paper in file.document.items()
    )


def _reviews(source: Source, file: RecordTypeFile, names: Names, teams: Names) -> tuple[Conditional, ...]:
    found = []
    for key, review in file.review.items():
        _known_team(source, ("review", key, "team"), review.team, teams)
        when = _when(source, ("review", key, "when"), review.when, names)
        found.append(Conditional(ReviewSpec(key, review.label, review.team, review.days), when))
    return tuple(found)


def _inspections(source: Source, file: RecordTypeFile, names: Names, teams: Names) -> tuple[Conditional, ...]:
    found = []
    for key, visit in file.inspection.items():
        _known_team(source, ("inspection", key, "team"), visit.team, teams)
        for index, other in enumerate(visit.after):
            if other not in file.inspection or other == key:
                hint = did_you_mean(other, file.inspection)
                source.report.error(("inspection", key, "after", index), f'unknown inspection "{other}"{hint}')
        when = _when(source, ("inspection", key, "when"), visit.when, names)
        spec = InspectionSpec(key, visit.label, visit.team, visit.after, visit.last, visit.help or "")
        found.append(Conditional(spec, when))
    return tuple(found)


def _when(source: Source, path: Path, text: str | None, names: Names) -> Expression:
    return source.condition(path, text, names) or always(True)


def _known_team(source: Source, path: Path, team: str, teams: Names) -> None:
    if teams and team not in teams:
        source.report.error(path, f'unknown team "{team}"{did_you_mean(team, teams)}')


def _numbering(source: Source, file: RecordTypeFile) -> NumberPattern:
    return _tried(source, ("number",), number_pattern, file.number) or NumberPattern("{n}", 0)


def _term(source: Source, file: RecordTypeFile) -> Term | None:
    if file.term is None:
        return None
    ends = _tried(source, ("term", "ends"), term_end, file.term.ends)
    opens = _tried(source, ("term", "renew_from"), term_opening, file.term.renew_from)
    return Term(ends, opens, file.term.grace, file.term.cite or "") if ends and opens else None


def _tried(source: Source, path: Path, read: Callable[[str], Read], text: str) -> Read | None:
    try:
        return read(text)
    except ValueError as error:
        source.report.error(path, str(error))
        return None


def _check_events(source: Source, file: RecordTypeFile, lifecycle: LifecycleFile) -> None:
    """Fees are charged on events that happen, and needs stand before stages that some move asks for."""
    events = {arg for _, arg in effects_of(lifecycle, "charge")} | SYSTEM_EVENTS
    for key, fee in file.fee.items():
        for index, event in enumerate(fee.on):
            if event not in events and not fee.value_only:
                path: Path = ("fee", key, "on", index) if "on" in fee.model_fields_set else ("fee", key)
                source.report.error(path, f'nothing charges "{event}"{did_you_mean(event, events)}')
    stages = {move.needs for move in lifecycle.move if move.needs}
    for key, need in file.need.items():
        if need.before not in stages:
            hint = did_you_mean(need.before, stages)
            source.report.error(("need", key, "before"), f'no move needs "{need.before}"{hint}')


def effects_of(lifecycle: LifecycleFile, verb: str) -> list[tuple[Path, str]]:
    """Where a lifecycle names an effect, and what stands after its colon."""
    return [
        (("move", index, "do", place), effect.partition(":")[2])
        for index, move in enumerate(lifecycle.move)
        for place, effect in enumerate(move.do)
        if effect.partition(":")[0] == verb
    ]


def _check_words(source: Source, file: RecordTypeFile, agency: Agency | None, text: TypeText) -> None:
    report = source.report
    for key, notice in file.notice.items():
        for part in (notice.subject or "", notice.body):
            for _, name in unknown_names(part):
                report.error(
                    ("notice", key), f'"{{{name}}}" is not a name a notice knows{did_you_mean(name, NOTICE_NAMES)}'
                )
    known = {**file.field, **SYSTEM_LABELS}
    for _, name in unknown_names(file.summary.title or "", known):
        if name.partition(".")[0] not in known:
            report.error(("summary", "title"), f'"{{{name}}}" is not a question here{did_you_mean(name, known)}')
    for kind, path in file.prints.items():
        if path not in text.files:
            report.error(("prints", kind), f'there is no file "{path}"{did_you_mean(path, text.files)}')
    written = set(file.notice) | set(agency.notices.get("en", {}) if agency is not None else ())
    for path_, key in effects_of(text.lifecycle, "notify"):
        if agency is not None and key not in written:
            text.lifecycle_source.report.error(path_, f'nobody wrote the notice "{key}"{did_you_mean(key, written)}')
    for key, timer in text.lifecycle.timer.items():
        if timer.warn and agency is not None and WARNING not in written:
            text.lifecycle_source.report.error(("timer", key, "warn"), f'nobody wrote the notice "{WARNING}"')
    for _, kind in effects_of(text.lifecycle, "print"):
        if kind not in file.prints and not (agency is not None and kind in agency.prints):
            report.warn(
                ("prints",) if file.prints else (), f'the lifecycle prints "{kind}" but there is no template for it'
            )
