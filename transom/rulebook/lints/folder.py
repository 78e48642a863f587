"""All lints of a folder, once everything in it is compiled."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from transom.rulebook.compiled import RecordType
from transom.rulebook.lints.conditions import lint_conditions, lint_move_conditions
from transom.rulebook.lints.unused import lint_inputs, lint_questions, lint_tables, read_names
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.agency import AgencyFile
from transom.rulebook.schema.fee_schedule import FeeScheduleFile
from transom.rulebook.schema.guide import GuideFile
from transom.rulebook.schema.lifecycle import LifecycleFile
from transom.rulebook.schema.record_type import RecordTypeFile

SURVEYS: Final = ("licensing", "portal")
"""Keys of surveys: the first is sent with what concerns a license, the second with all else."""


def lint_type(source: Source, file: RecordTypeFile, rt: RecordType, read_by_others: set[str]) -> None:
    """Everything in a type that can do nothing; its lifecycle and schedules may read its questions."""
    lint_conditions(source, rt)
    lint_questions(source, file, read_by_others)
    lint_tables(source, file)
    if file.term is not None and file.term.cite is None:
        source.report.warn(("term",), 'say in "cite" which rule sets this term')
    if file.auto_issue and not _reads_auto_issue(rt):
        source.report.warn(("auto_issue",), f'no move of the lifecycle "{file.lifecycle}" reads auto_issue')
    sent = {effect.arg for move in rt.lifecycle.moves for effect in move.do if effect.verb == "notify"}
    known = sent | set(rt.agency.notices.get("en", {}) if rt.agency is not None else ())
    for key in file.notice:
        if key not in known:
            source.report.warn(("notice", key), "nothing sends this notice")


def _reads_auto_issue(rt: RecordType) -> bool:
    conditions = [move.when for move in rt.lifecycle.moves] + [need.when for need in rt.lifecycle.needs]
    return any("auto_issue" in condition.names for condition in conditions if condition is not None)


def lint_schedule(source: Source, file: FeeScheduleFile) -> None:
    lint_tables(source, file)
    lint_inputs(source, file)


def lint_guide(source: Source, file: GuideFile) -> None:
    for index, answer in enumerate(file.answer):
        if answer.none and answer.cite is None:
            source.report.warn(("answer", index), 'say in "cite" which rule needs no permit')


def lint_star(source: Source, file: AgencyFile, types: Mapping[str, RecordType]) -> None:
    """Warn of a StAR program that no license can follow."""
    asked = {field.key for rt in types.values() for field in rt.staff_fields if field.type == "bool"}
    if file.star is not None and "star" not in asked:
        source.report.warn(("star",), 'no license has a yes/no question "star" that staff answer')


def lint_agency(source: Source, file: AgencyFile, labels: Collection[str]) -> None:
    """Warn of lines of the menu that lead nowhere, and of surveys that no notice asks for."""
    for index, group in enumerate(file.group):
        for place, label in enumerate(group.types):
            if label not in labels:
                hint = did_you_mean(label, labels)
                source.report.warn(("group", index, "types", place), f'no type is called "{label}" (yet){hint}')
    for key in file.survey:
        if key not in SURVEYS:
            source.report.warn(("survey", key), f"no notice sends this survey; write {' or '.join(SURVEYS)}")


def lint_folder(read: Mapping[str, list[tuple[Source, Any]]], types: Mapping[str, RecordType], *, whole: bool) -> None:
    """Warn of everything in a city's folder that can do nothing; a file with errors is left until they are mended.

    What a file lacks is told only of a `whole` folder, each of whose files could be read.
    """
    schedules: dict[str, tuple[Source, FeeScheduleFile]] = {f.id: (s, f) for s, f in read.get("fee-schedule/1", [])}
    lifecycles: dict[str, tuple[Source, LifecycleFile]] = {f.id: (s, f) for s, f in read.get("lifecycle/1", [])}
    both = (*schedules.items(), *lifecycles.items())
    shared: dict[str, set[str]] = {}
    for id_, (_, file) in both:
        shared.setdefault(id_, set()).update(read_names(file))
    used: dict[str, None] = {}
    for source, file in read.get("record-type/1", []):
        reading = (file.lifecycle, *file.schedules)
        if file.id in types and not source.report.has_errors:
            lint_type(source, file, types[file.id], set().union(*(shared.get(id_, set()) for id_ in reading)))
            if file.lifecycle not in used:
                lint_move_conditions(lifecycles[file.lifecycle][0], types[file.id])
        used |= dict.fromkeys(reading)
    for source, file in read.get("fee-schedule/1", []):
        if not source.report.has_errors:
            lint_schedule(source, file)
    for source, file in read.get("guide/1", []):
        lint_guide(source, file)
    for source, file in read.get("agency/1", []):
        lint_star(source, file, types)
        if whole:
            lint_agency(source, file, {each.label for _, each in read.get("record-type/1", [])})
    for id_, (source, _) in both:
        if id_ not in used:
            source.report.warn(("id",), f'no type uses "{id_}"')
