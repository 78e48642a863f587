"""A city, compiled: who it is, when it works, what its menu holds and how it writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from transom.rulebook.calendar import Calendar, known_holidays
from transom.rulebook.guide import Guide
from transom.rulebook.notices import NoticeText, Text, Wording, check_notice, read_notice
from transom.rulebook.positions import Spot
from transom.rulebook.problems import Report, did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.agency import (
    AgencyFile,
    EmailTable,
    LinkTable,
    PhoneTable,
    PlaceTable,
    StarTable,
    TeamTable,
)
from transom.rulebook.translating import in_words
from transom.rulebook.words import Words, language_name

DEFAULT_LANGUAGE = "en"
MOST_HOLIDAYS = 20
"""So many are listed to somebody who wrote one that is not known."""


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A line of the menu; `type_id` is None while the type cannot be applied for online."""

    label: str
    type_id: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the menu."""

    label: str
    kind: str
    entries: tuple[GroupEntry, ...]
    help: str

    @property
    def live(self) -> tuple[GroupEntry, ...]:
        return tuple(entry for entry in self.entries if entry.type_id is not None)


@dataclass(frozen=True)
class Agency:
    """One city as it stood in one bundle."""

    key: str
    name: str
    short_name: str
    department: str
    website: str
    bundle: str
    time_zone: str
    link: str
    suggest_firms: bool
    languages: tuple[str, ...]
    counter: str
    phones: Mapping[str, PhoneTable]
    emails: Mapping[str, EmailTable]
    addresses: Mapping[str, PlaceTable]
    surveys: Mapping[str, LinkTable]
    teams: Mapping[str, TeamTable]
    calendar: Calendar
    groups: tuple[Group, ...]
    types: tuple[str, ...]
    notices: Wording
    prints: Mapping[str, str]
    files: Mapping[str, str]
    words: Words = field(default_factory=dict)
    guide: Guide | None = None
    star: StarTable | None = None

    def word(self, text: str, language: str = DEFAULT_LANGUAGE) -> str:
        """A text of the rules in another language; the English itself where the phrase book has none."""
        return self.words.get(language, {}).get(text, text)

    def guide_in(self, language: str) -> Guide | None:
        """The guide with its texts in a language of the city."""
        return self.guide and in_words(self.guide, partial(self.word, language=language))

    def notice_text(self, key: str, language: str = DEFAULT_LANGUAGE) -> NoticeText | None:
        """A notice as the city wrote it, in English where the language has none."""
        return self.notices.get(language, {}).get(key) or self.notices.get(DEFAULT_LANGUAGE, {}).get(key)

    def notice(self, key: str, facts: Mapping[str, object], language: str = DEFAULT_LANGUAGE) -> Text:
        """A notice that belongs to no record (accounts, receipts); KeyError when nobody wrote it."""
        text = self.notice_text(key, language)
        if text is None:
            raise KeyError(f'there is no notice "{key}"')
        return text.render({**self.facts, **facts})

    @property
    def facts(self) -> dict[str, object]:
        """What every notice may say of the city itself."""
        phone = next((each.number for each in self.phones.values()), "")
        email = next((each.address for each in self.emails.values()), "")
        survey = next((each.url for each in reversed(list(self.surveys.values()))), "")
        city = {
            "name": self.name,
            "short_name": self.short_name,
            "department": self.department,
            "phone": phone,
            "email": email,
            "website": self.website,
            "call_window": self.calendar.call_text,
            "inspection_hours": self.calendar.hours_text,
        }
        return {"agency": city, "survey": {"link": survey}}

    def source(self, path: str) -> str:
        """The text of a file of the agency's bundle, such as the receipt's print template."""
        return self.files[path]


def compile_agency(
    source: Source, file: AgencyFile, files: Mapping[str, str], types: Mapping[str, str], bundle: str, words: Words
) -> tuple[Agency, list[Report]]:
    """The city from its file and notices; `types` are the labels of its record types by id."""
    reports = []
    wording: dict[str, dict[str, NoticeText]] = {}
    for path in sorted(files):
        if path.startswith("notices/") and path.endswith(".md"):
            language, _, name = path.removeprefix("notices/").partition("/")
            report = Report(path)
            check_notice(report, files[path])
            reports.append(report)
            wording.setdefault(language, {})[name.removesuffix(".md")] = read_notice(files[path])
    reports += _untranslated(file.languages, files)
    _check(source, file, files)
    phones, emails = dict(file.phone), dict(file.email)
    agency = Agency(
        key=file.id, name=file.name, short_name=file.short_name, department=file.department, website=file.website or "",
        bundle=bundle, time_zone=file.time_zone, link=file.link, suggest_firms=file.suggest_firms,
        languages=file.languages, counter=file.counter, phones=phones, emails=emails, addresses=dict(file.address),
        surveys=dict(file.survey), teams=dict(file.team), calendar=_calendar(source, file),
        groups=_groups(file, types), types=tuple(types), notices=wording, prints=dict(file.prints), files=dict(files),
        words=words, star=file.star,
    )  # fmt: skip
    return agency, reports


def _untranslated(languages: Iterable[str], files: Mapping[str, str]) -> list[Report]:
    """Every notice must be written in every language of the city."""
    reports = []
    for path in (path for path in sorted(files) if path.startswith("notices/en/")):
        report = Report(path)
        for language in languages:
            other = path.replace("notices/en/", f"notices/{language}/")
            if other not in files:
                report.plain(Spot(1, 1), f"no {language_name(language)} for this notice; write {other}")
        reports.append(report)
    return reports


def _groups(file: AgencyFile, types: Mapping[str, str]) -> tuple[Group, ...]:
    by_label = {label: id_ for id_, label in types.items()}
    return tuple(
        Group(group.label, group.kind, tuple(GroupEntry(t, by_label.get(t)) for t in group.types), group.help or "")
        for group in file.group
    )


def _calendar(source: Source, file: AgencyFile) -> Calendar:
    try:
        zone = ZoneInfo(file.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        source.report.error(("time_zone",), f'unknown time zone "{file.time_zone}"; write it like "America/Chicago"')
        zone = ZoneInfo("UTC")
    return Calendar(file.calendar, file.inspections, zone)


def _check(source: Source, file: AgencyFile, files: Mapping[str, str]) -> None:
    report = source.report
    times = file.inspections
    if times.opens >= times.closes:
        report.error(("inspections", "closes"), "inspections close before they open")
    if times.call_from >= times.call_until:
        report.error(("inspections", "call_until"), "the call window ends before it begins")
    for kind, path in file.prints.items():
        if path not in files:
            report.error(("prints", kind), f'there is no file "{path}"{did_you_mean(path, files)}')
    _check_holidays(source, file)


def _check_holidays(source: Source, file: AgencyFile) -> None:
    try:
        known = {name for year in (2025, 2026) for name in _plain(known_holidays(file.calendar, year).values())}
    except NotImplementedError:
        place = f"{file.calendar.country} {file.calendar.subdivision or ''}".strip()
        source.report.error(("calendar", "country"), f'no holidays are known for "{place}"')
        return
    for index, name in enumerate(file.calendar.holidays):
        if name not in known:
            source.report.error(("calendar", "holidays", index), f'unknown holiday "{name}"{_nearest(name, known)}')
    for index, rule in enumerate(file.calendar.rule):
        if rule.of not in known:
            source.report.error(
                ("calendar", "rule", index, "of"), f'unknown holiday "{rule.of}"{_nearest(rule.of, known)}'
            )


def _nearest(name: str, known: Iterable[str]) -> str:
    """The holiday that was meant, or every one there is: most countries have a dozen."""
    listed = ", ".join(f'"{each}"' for each in sorted(known)[:MOST_HOLIDAYS])
    return did_you_mean(name, known) or f"; there are {listed}"


def _plain(names: Iterable[str]) -> Iterable[str]:
    return (name.removesuffix(" (observed)") for many in names for name in str(many).split("; "))
