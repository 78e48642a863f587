"""The words of notices: Markdown text with a closed list of {names}; nothing in a text is ever executed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from transom.rulebook.positions import Spot
from transom.rulebook.problems import Report, did_you_mean
from transom.rulebook.values import UNKNOWN, Facts, dollars, fact_at, number
from transom.rulebook.vocabulary import ADDRESSES, NOTICE_NAMES

_NAME: Final = re.compile(r"\{([^{}\n]*)\}")
_SUBJECT: Final = "Subject:"
_MARKS: Final = re.compile(r"([\\`*_\[\]<>#])")


@dataclass(frozen=True, slots=True)
class Text:
    """A notice ready to send: a one-line subject and a Markdown body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice as the city wrote it."""

    subject: str
    body: str

    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_NAME.findall(self.subject + "\n" + self.body)))

    def render(self, facts: Facts) -> Text:
        """The text with its names filled in. A line that holds only names nobody can fill is left out.

        What somebody typed stands in the body as it is: it makes no link, no emphasis and no heading of its own.
        """
        lines = [self._line(line, facts) for line in self.body.split("\n")]
        body = "\n".join(line for line in lines if line is not None)
        return Text(filled(self.subject, facts), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n")

    def _line(self, line: str, facts: Facts) -> str | None:
        done = _NAME.sub(lambda match: _in_markdown(match[1], fact_of(facts, match[1])), line)
        only_names = _NAME.search(line) is not None and not _NAME.sub("", line).strip(" .:-*")
        return None if only_names and not done.strip(" .:-*") else done


def filled(text: str, facts: Facts) -> str:
    """One line of plain text with its names filled in."""
    return " ".join(_NAME.sub(lambda match: _shown(fact_of(facts, match[1])), text).split())


def fact_of(facts: Facts, name: str) -> Any:
    """A name's value, whether the facts are nested or keyed by the dotted name."""
    return facts[name] if name in facts else fact_at(facts, name)


def _in_markdown(name: str, value: Any) -> str:
    if name in ADDRESSES:
        return _shown(value)
    if isinstance(value, list | tuple):
        return "\n".join(f"- {_in_markdown(name, each)}" for each in value)
    return _MARKS.sub(r"\\\1", _shown(value)) if isinstance(value, str) else _shown(value)


def _shown(value: Any) -> str:
    if value is UNKNOWN or value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return dollars(value)
    if isinstance(value, date):
        return f"{value:%B} {value.day}, {value.year}"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(each) for each in value)
    return number(Decimal(value)) if isinstance(value, int) else str(value)


def read_notice(text: str) -> NoticeText:
    """A notice file: the first line is its subject, the rest after a blank line its body."""
    first, _, rest = text.replace("\r\n", "\n").lstrip("\ufeff").partition("\n")
    subject = first.removeprefix(_SUBJECT).strip() if first.startswith(_SUBJECT) else ""
    return NoticeText(subject, rest.strip("\n") + "\n" if subject else text)


def check_notice(report: Report, text: str, names: Iterable[str] = NOTICE_NAMES) -> None:
    """Report a missing subject line and every name a notice cannot carry, at its line and column."""
    known = set(names)
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[0].startswith(_SUBJECT) or not lines[0].removeprefix(_SUBJECT).strip():
        report.plain(Spot(1, 1), 'the first line must be the subject, e.g. "Subject: Your permit {record.number}"')
    for index, line in enumerate(lines, start=1):
        for match in _NAME.finditer(line):
            if match[1] not in known:
                hint = did_you_mean(match[1], known)
                report.plain(Spot(index, match.start() + 1), f'"{{{match[1]}}}" is not a name a notice knows{hint}')


def unknown_names(text: str, names: Iterable[str] = NOTICE_NAMES) -> list[tuple[int, str]]:
    """Each name a text may not carry, with the place of its brace."""
    known = set(names)
    return [(match.start(), match[1]) for match in _NAME.finditer(text) if match[1] not in known]


Wording = Mapping[str, Mapping[str, NoticeText]]
"""Language -> key -> notice."""
