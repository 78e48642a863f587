"""One row of a file becomes one record, or a sentence that says why not. Pure: no file and no database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping as Row
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from transom.importers.mapping import EPOCH_MS, GIVEN, PLACE, Mapping

# A number stands in web addresses: no signs that would have to be escaped there.
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._*+-]{0,59}")
LIMITS = {"type": 200, "title": 300, "address": 240, "pin": 40, "status": 80, "role": 40, "name": 200}
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
MOST_DOLLARS = Decimal(10) ** 14

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
# With its parts set apart: ten figures in a row may as well be the number of a permit.
PHONE = re.compile(r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?![\w-])")
PHONE_END = re.compile(r"\d[\s.-]\d{4}")
SLUG = re.compile(r"[^a-z0-9]+")


class BadRow(Exception):
    """A row that cannot be loaded; the text is a sentence."""


@dataclass(frozen=True)
class Draft:
    """What a row says, ready to be written; money in cents, days as the city's calendar has them."""

    key: str
    number: str
    type_id: str
    type_label: str
    status_label: str
    closed: bool
    title: str
    address: str
    pin: str
    valuation_cents: int | None
    applied_on: date | None
    issued_on: date | None
    expires_on: date | None
    closed_on: date | None
    parties: tuple[tuple[str, str], ...] = ()
    public: tuple[tuple[str, str], ...] = ()
    row: Row[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same for two rows that say the same: how a second run knows what changed.

        Columns that no template reads do not count: some exports number their rows anew each night.
        """
        said = json.dumps(replace(self, row={}).__dict__, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()

    def of_role(self, role: str) -> str:
        """The first name in this role, or nothing."""
        return next((name for each, name in self.parties if each == role), "")


def draft(row: Row[str, str], mapping: Mapping) -> Draft:
    """The record that a row describes. Raises BadRow with a sentence that names the value."""
    if "\x00" in "".join(row.values()):
        raise BadRow("A value holds a NUL sign, which no text has; the file may be damaged.")
    columns = mapping.columns
    said = {name: filled(getattr(columns, name), row, mapping) for name in type(columns).model_fields}
    key, number = said["key"], said["number"]
    if not key:
        raise BadRow(f"The key ({columns.key}) is blank.")
    if len(key) > 120:
        raise BadRow(f"The key is longer than 120 characters: {key[:40]}...")
    if not number:
        raise BadRow(f"The record's number ({columns.number}) is blank.")
    if not NUMBER.fullmatch(number):
        raise BadRow(f"The number '{number[:80]}' has signs that cannot stand in a web address, or over 60 of them.")
    label, closed = _status(row, mapping)
    type_label = said["type"] or "Permit"
    return Draft(
        key=key,
        number=number,
        type_id=f"imported-{SLUG.sub('-', type_label.lower()).strip('-')}"[:80],
        type_label=type_label[: LIMITS["type"]],
        status_label=label[: LIMITS["status"]],
        closed=closed,
        title=without_contacts(said["title"])[: LIMITS["title"]],
        address=said["address"][: LIMITS["address"]],
        pin=said["pin"][: LIMITS["pin"]],
        valuation_cents=cents(said["valuation"], columns.valuation),
        applied_on=day(said["applied_on"], columns.applied_on, mapping),
        issued_on=day(said["issued_on"], columns.issued_on, mapping),
        expires_on=day(said["expires_on"], columns.expires_on, mapping),
        closed_on=day(said["closed_on"], columns.closed_on, mapping),
        parties=tuple(_parties(row, mapping)),
        public=tuple(_public(row, mapping)),
        row={name: value for name, value in row.items() if value.strip()},
    )


def filled(template: str, row: Row[str, str], mapping: Mapping) -> str:
    """A template with a row's values: trimmed, runs of spaces made one, what the mapping calls blank left out."""
    parts = _parts(template)
    if len(parts) == 1:
        return template
    text = "".join(_value(row, part, mapping) if i % 2 else part for i, part in enumerate(parts))
    return " ".join(text.split())


def day(text: str, column: str, mapping: Mapping) -> date | None:
    """A day in any of the mapping's formats; None for a blank. Of a moment in milliseconds, the day in its zone."""
    if not text:
        return None
    for form in mapping.dates:
        found = _milliseconds(text, mapping) if form == EPOCH_MS else _formatted(text, form)
        if found is not None and EARLIEST <= found < LATEST:
            return found
    raise BadRow(f"{_named(column)} is '{text[:40]}', which is no date ({' or '.join(mapping.dates)}).")


def cents(text: str, column: str) -> int | None:
    """An amount such as $20000.00 or 1,250 in whole cents; None for a blank. Parts of a cent are refused."""
    if not text:
        return None
    bare = text.replace("$", "").replace(",", "").strip()
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        raise BadRow(f"{_named(column)} is '{text[:40]}', which is no amount of money.") from None
    if (
        not amount.is_finite()
        or amount < 0
        or amount > MOST_DOLLARS
        or amount * 100 != (amount * 100).to_integral_value()
    ):
        raise BadRow(f"{_named(column)} is '{text[:40]}': an amount is in dollars and cents and not below zero.")
    return int(amount * 100)


def without_contacts(text: str) -> str:
    """Free text that anyone may read, without the e-mail addresses and phone numbers people write into it."""
    if "@" in text:
        text = EMAIL.sub("[e-mail removed]", text)
    # The end of a phone number first: a plain search is ten times as quick, and most texts hold none.
    return PHONE.sub("[phone removed]", text) if PHONE_END.search(text) else text


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[str, ...]:
    """A template cut at its places: every second part is the name of a column."""
    return tuple(PLACE.split(template))


def _value(row: Row[str, str], name: str, mapping: Mapping) -> str:
    value = row.get(name, "").strip()
    return "" if value in mapping.blank else value


def _status(row: Row[str, str], mapping: Mapping) -> tuple[str, bool]:
    for status in mapping.status:
        if all(_says(row, name, wanted) for name, wanted in status.when.items()):
            label = filled(status.label, row, mapping)
            if label:
                return label, status.closed
    raise BadRow("No status of the mapping fits this row; add one without 'when' at the end.")


def _says(row: Row[str, str], name: str, wanted: str) -> bool:
    value = row.get(name, "").strip()
    return bool(value) if wanted == GIVEN else value.casefold() == wanted.casefold()


def _parties(row: Row[str, str], mapping: Mapping) -> list[tuple[str, str]]:
    found = []
    for party in mapping.parties:
        name, role = filled(party.name, row, mapping), filled(party.role, row, mapping).lower()
        if name and role:
            # Sources write "CONTRACTOR-ELECTRICAL": to us a contractor is a contractor.
            role = "contractor" if role.startswith("contractor") else role
            found.append((role[: LIMITS["role"]], without_contacts(name)[: LIMITS["name"]]))
    return list(dict.fromkeys(found))


def _public(row: Row[str, str], mapping: Mapping) -> list[tuple[str, str]]:
    said = ((label, without_contacts(filled(template, row, mapping))) for label, template in mapping.public.items())
    return [(label, text) for label, text in said if text]


def _milliseconds(text: str, mapping: Mapping) -> date | None:
    if not re.fullmatch(r"-?\d{9,14}", text):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC).astimezone(ZoneInfo(mapping.time_zone)).date()


def _formatted(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day on the source's calendar has no zone
    except ValueError:
        return None


def _named(column: str) -> str:
    names = PLACE.findall(column)
    return " and ".join(names) if names else column
