"""A whole agency's rulebook: its files read, sorted by what they are, compiled and checked together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from transom.rulebook.agencies import DEFAULT_LANGUAGE, Agency, compile_agency
from transom.rulebook.bundles import agency_files, bundle_name, check_imports, manifest_of, with_imports
from transom.rulebook.compiled import RecordType
from transom.rulebook.extending import check_base, extended
from transom.rulebook.guides import check_guide, compile_guide
from transom.rulebook.licenses import check_licenses
from transom.rulebook.lifecycles import check_lifecycle
from transom.rulebook.limits import too_large
from transom.rulebook.lints.folder import lint_folder
from transom.rulebook.phrases import Phrase, phrases
from transom.rulebook.problems import Problem, Report, RulebookError, did_you_mean
from transom.rulebook.reading import Source, read_source, validated
from transom.rulebook.record_types import TypeText, compile_type
from transom.rulebook.schedules import Schedule, compile_schedule
from transom.rulebook.schema.agency import AgencyFile
from transom.rulebook.schema.fee_schedule import FeeScheduleFile
from transom.rulebook.schema.guide import GuideFile
from transom.rulebook.schema.lifecycle import LifecycleFile
from transom.rulebook.schema.record_type import RecordTypeFile
from transom.rulebook.schema.words import WordsFile
from transom.rulebook.words import check_words, read_words

_ID = re.compile(r'^id *= *"([^"\n]*)"', re.MULTILINE)

BASE = "record-base/1"
TYPE = "record-type/1"
WORDS = "words/1"
GUIDE = "guide/1"
SCHEMAS: dict[str, Any] = {
    "agency/1": AgencyFile,
    TYPE: RecordTypeFile,
    "lifecycle/1": LifecycleFile,
    "fee-schedule/1": FeeScheduleFile,
    WORDS: WordsFile,
    GUIDE: GuideFile,
}
SPOKEN_TABLES: dict[str, tuple[str, ...]] = {
    TYPE: (),
    "lifecycle/1": ("status", "move"),
    "fee-schedule/1": ("input", "fee", "refund"),
    "agency/1": ("counter", "department", "team", "group", "phone", "email", "address", "survey"),
    GUIDE: (),
}
"""Which tables of each kind of file hold texts that must be translated; all of them where none is named."""


@dataclass(slots=True)
class Book:
    """What a folder holds, compiled as far as it can be; `problems` say what is wrong with the rest."""

    agency: Agency | None = None
    agency_file: AgencyFile | None = None
    types: dict[str, RecordType] = field(default_factory=dict)
    texts: dict[str, TypeText] = field(default_factory=dict)
    lifecycles: dict[str, tuple[Source, LifecycleFile]] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    bases: dict[str, Source] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Ids of files that have the wrong shape, so that who names them is not blamed as well."""

    @property
    def problems(self) -> list[Problem]:
        """Every problem once, by file and line; a lifecycle that two types use says it once."""
        found = dict.fromkeys(problem for report in self.reports for problem in report.problems)
        return sorted(found)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.warning]

    def sound(self) -> "Book":
        """Itself, or RulebookError when anything is wrong."""
        if self.errors:
            raise RulebookError(self.errors)
        return self


def compile_book(
    files: Mapping[str, str], agency: Agency | None = None, labels: Mapping[str, str] | None = None
) -> Book:
    """Compile every file of a folder; or one bundle, with the `agency` and the types' `labels` it belongs to."""
    book = Book(agency=agency)
    excess = too_large(files)
    if excess:
        book.reports.append(Report(next(iter(files)), problems=[Problem(next(iter(files)), 1, 1, excess)]))
        return book
    read = _read_all(files, book)
    for source, file in read.get("lifecycle/1", []):
        check_lifecycle(source, file)
        book.lifecycles[file.id] = (source, file)
    for source, file in read.get("fee-schedule/1", []):
        book.schedules[file.id] = compile_schedule(source, file)
    types = read.get("record-type/1", [])
    labels = labels or {file.id: file.label for _, file in types}
    guides = [(source, compile_guide(source, file)) for source, file in read.get(GUIDE, [])]
    languages = [language for _, file in read.get("agency/1", []) for language in file.languages]
    words = read_words(read.get(WORDS, []), languages)
    for source, file in read.get("agency/1", []):
        own = agency_files(files)
        book.agency_file = file
        book.agency, reports = compile_agency(source, file, own, labels, bundle_name(manifest_of(own)), words)
        book.agency = replace(book.agency, guide=guides[0][1] if guides else None)
        book.reports += reports
    if book.agency_file is not None:
        book.reports += check_imports(files)
    for source, file in types:
        _add_type(book, source, file, files)
    if book.agency_file is not None and types:
        lint_folder(read, book.types, whole=not book.unread)
        check_licenses(types, book.unread)
        for source, guide in guides:
            check_guide(source, guide, {file.id: file.kind for _, file in types}, book.unread)
        others = [language for language in languages if language != DEFAULT_LANGUAGE]
        if others:
            check_words(others, words, _spoken(read), read.get(WORDS, []))
    return book


def _spoken(read: Mapping[str, list[tuple[Source, Any]]]) -> Iterator[Phrase]:
    """Every text people may read, of the types first."""
    for schema, tables in SPOKEN_TABLES.items():
        for source, file in read.get(schema, []):
            yield from phrases(source.report, file, tables)


def _read_all(files: Mapping[str, str], book: Book) -> dict[str, list[tuple[Source, Any]]]:
    """Every rule file by its schema, types with what they take from their base."""
    read: dict[str, list[tuple[Source, Any]]] = {}
    seen: dict[tuple[str, str], str] = {}
    sources = _sources(files, book)
    _read_bases(sources.pop(BASE, []), book, seen)
    for schema, found in sources.items():
        for source in found:
            whole = _with_base(source, book) if schema == TYPE else source
            file = validated(whole, SCHEMAS[schema]) if whole is not None else None
            if whole is None or file is None:
                book.unread.add(str(source.data.get("id")))
            elif schema == WORDS or _is_first(whole, schema, file.id, seen):
                read.setdefault(schema, []).append((whole, file))
    _warn_unused_bases(book, sources.get(TYPE, []))
    return read


def _sources(files: Mapping[str, str], book: Book) -> dict[str, list[Source]]:
    """The TOML files that can be read, by what their first line says they are."""
    sources: dict[str, list[Source]] = {}
    for path in sorted(path for path in files if path.endswith(".toml")):
        source = read_source(path, files[path])
        book.reports.append(source.report)
        if source.report.has_errors:
            book.unread |= set(_ID.findall(source.text))
            continue
        schema = source.data.get("schema")
        known = [*SCHEMAS, BASE]
        if schema not in known:
            hint = did_you_mean(str(schema), known) or f"; write one of {', '.join(known)}"
            source.report.error(("schema",), f'"{schema}" is not a kind of rule file{hint}')
            continue
        sources.setdefault(str(schema), []).append(source)
    return sources


def _read_bases(found: list[Source], book: Book, seen: dict[tuple[str, str], str]) -> None:
    for source in found:
        check_base(source)
        id_ = str(source.data.get("id"))
        if source.report.has_errors:
            book.unread.add(id_)
        elif _is_first(source, BASE, id_, seen):
            book.bases[id_] = source


def _is_first(source: Source, schema: str, id_: str, seen: dict[tuple[str, str], str]) -> bool:
    """Whether no other file has this id; the second one is told."""
    first = seen.setdefault((schema, id_), source.name)
    if first != source.name:
        source.report.error(("id",), f'"{id_}" is already the id of {first}')
    return first == source.name


def _with_base(source: Source, book: Book) -> Source | None:
    """A type's text joined with its base's; None when the base cannot be used."""
    name = source.data.get("extends")
    if not isinstance(name, str):
        return source
    if name in book.bases:
        return extended(source, book.bases[name])
    if name not in book.unread:
        source.report.error(("extends",), f'unknown base "{name}"{did_you_mean(name, book.bases)}')
    return None


def _warn_unused_bases(book: Book, types: list[Source]) -> None:
    used = [source.data.get("extends") for source in types]
    for id_, source in book.bases.items():
        if id_ not in used:
            source.report.warn(("id",), f'no type extends "{id_}"')


def _add_type(book: Book, source: Source, file: RecordTypeFile, files: Mapping[str, str]) -> None:
    lifecycle = book.lifecycles.get(file.lifecycle)
    if lifecycle is None and file.lifecycle not in book.unread:
        hint = did_you_mean(file.lifecycle, book.lifecycles)
        source.report.error(("lifecycle",), f'unknown lifecycle "{file.lifecycle}"{hint}')
    for index, id_ in enumerate(file.schedules):
        if id_ not in book.schedules and id_ not in book.unread:
            hint = did_you_mean(id_, book.schedules)
            source.report.error(("schedules", index), f'unknown fee schedule "{id_}"{hint}')
    if lifecycle is None:
        return
    schedules = tuple(book.schedules[id_] for id_ in file.schedules if id_ in book.schedules)
    paths = [source.name, lifecycle[0].name, *(each.source.name for each in schedules)]
    paths += [book.bases[file.extends].name] if file.extends is not None else []
    own = {path: files[path] for path in (*paths, *with_imports(file.prints.values(), files))}
    text = TypeText(
        source, file, lifecycle[1], lifecycle[0], tuple((each.source, each.file) for each in schedules), own,
        bundle_name(manifest_of(own)),
    )  # fmt: skip
    book.texts[file.id] = text
    book.types[file.id] = compile_type(text, book.agency)
